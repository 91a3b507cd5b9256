import * as z from 'zod';
import { at, id, page, prose } from '#platform/http/schemas.ts';
import { pictureView } from '#platform/pictures/picture-view.ts';
import { allTags, picturesMax, sides, steps, wordsMax } from './domain/rules.ts';

const memberCard = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
});

export const orderParams = z.object({ orderId: id });
export const reviewParams = z.object({ reviewId: id });
export const memberParams = z.object({ memberId: id });

const step = z.enum(steps);
const side = z.enum(sides);
const tag = z.enum(allTags);

export const reviewBody = z.object({
  step,
  tags: z.array(tag).max(allTags.length).default([]),
  words: prose(wordsMax)
    .transform((text) => text || undefined)
    .optional(),
  pictureIds: z.array(id).max(picturesMax).default([]),
});
export const reviewReceipt = z.object({ reviewId: id, revealedAt: at.nullable() });
export const replyBody = z.object({ words: prose(wordsMax).min(1) });

export const reviewView = z.object({
  id,
  bySide: side,
  author: memberCard,
  subjectId: id,
  state: z.enum(['blind', 'shown', 'held', 'withdrawn', 'taken-down']),
  step: step.nullable(),
  tags: z.array(tag),
  words: z.string().nullable(),
  pictures: z.array(pictureView),
  filedAt: at,
  reply: z.object({ words: z.string(), repliedAt: at }).nullable(),
  isOwn: z.boolean(),
  mayReply: z.boolean(),
  mayWithdraw: z.boolean(),
});

export const orderReviews = z.object({
  orderId: id,
  role: side,
  hindrance: z.string().nullable(),
  closesAt: at.nullable(),
  revealedAt: at.nullable(),
  own: reviewView.nullable(),
  isOtherIn: z.boolean(),
  other: reviewView.nullable(),
});

export const memberReviewsQuery = z.object({
  as: side.default('seller'),
  step: step.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const memberReviews = page(reviewView).extend({
  rating: z.object({
    raters: z.int(),
    goodRaters: z.int(),
    goodShareBps: z.int().nullable(),
  }),
  counts: z.object({ good: z.int(), fair: z.int(), poor: z.int() }),
  tags: z.array(z.object({ tag, count: z.int() })),
});
