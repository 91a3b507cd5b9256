import * as z from 'zod';
import { at, fen, id } from '#platform/http/schemas.ts';
import { pictureView } from '#platform/pictures/picture-view.ts';
import { audience } from '#community';
import { conditions, deliveries, shipWithinChoices } from '../domain/rules.ts';
import { listingStates } from '../domain/state.ts';
import type { ShipWithin } from '../domain/rules.ts';

const memberCard = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
});

/** The answer of `getSellingEligibility`. */
export const eligibility = z.object({
  eligible: z.boolean(),
  maySell: z.boolean(),
  quickSellOpenedAt: at.nullable(),
  checks: z.array(
    z.object({
      code: z.enum(['account-age', 'real-name', 'adult', 'pro-account', 'quick-sell']),
      passed: z.boolean(),
      nextStep: z
        .enum([
          'wait',
          'submit-real-name',
          'wait-for-review',
          'submit-real-name-again',
          'open-pro-account',
          'open-quick-sell',
        ])
        .nullable(),
      since: at.nullable(),
      eligibleAt: at.nullable(),
      days: z.int().nullable(),
      daysNeeded: z.int().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});

/** What hangs on a note. */
export const listingTag = z.object({
  id,
  sellerId: id,
  title: z.string(),
  priceFen: fen,
  condition: z.enum(conditions),
  delivery: z.enum(deliveries),
  freightFen: fen,
  freightMostFen: fen.nullable(),
  stock: z.int(),
  state: z.enum(listingStates),
  coverUrl: z.string().nullable(),
});

/** A listing as a card. */
export const listingCard = z.object({
  ...listingTag.shape,
  noteId: id.nullable(),
  audience,
  flaw: z.string().nullable(),
  shipWithin: z.enum(Object.keys(shipWithinChoices) as [ShipWithin, ...ShipWithin[]]),
  free: z.int(),
  awayUntil: at.nullable(),
  cover: pictureView.nullable(),
  seller: memberCard,
  netFen: fen,
});

/** A listing in full. */
export const listingView = z.object({
  ...listingCard.shape,
  description: z.string(),
  pictures: z.array(pictureView),
  priceHistory: z.array(z.object({ priceFen: fen, since: at })),
  retitledAt: at.nullable(),
  awayNote: z.string().nullable(),
  reservations: z.array(z.object({ id, member: memberCard, quantity: z.int(), until: at })),
  version: z.int(),
  publishedAt: at,
  editedAt: at.nullable(),
  isOwn: z.boolean(),
  freightTemplateId: id.nullable(),
  takeDownReason: z.string().nullable(),
});

/** A shop's holiday. */
export const holiday = z.object({
  from: at,
  until: at,
  note: z.string().nullable(),
  isAway: z.boolean(),
});
