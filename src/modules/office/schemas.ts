import * as z from 'zod';
import {
  at,
  cursor,
  day,
  fen,
  fenInput,
  id,
  limit,
  line,
  page,
  seq,
} from '#platform/http/schemas.ts';
import { moveKinds } from './domain/money-move.ts';
import { reasonMax } from './domain/rules.ts';
import { storySources } from './types.ts';

/** What an operator must say, so that the log can say it. */
export const reason = line(reasonMax);
const named = z.object({ id, nickname: z.string() });

export const orderParams = z.object({ orderId: id });
export const moveParams = z.object({ moveId: id });
export const freezeParams = z.object({ freezeId: id });
export const reasonBody = z.object({ reason });
export const goBody = z.object({ stopId: id, reason });

const states = [
  'WAIT_PAY',
  'WAIT_SHIP',
  'SHIPPED',
  'DELIVERED',
  'COMPLETED',
  'CLOSED',
  'REFUNDED',
] as const;

export const searchQuery = z.object({
  q: line(80).optional(),
  state: z.enum(states).optional(),
  totalFen: z.coerce.number().pipe(fenInput).optional(),
  from: day.optional(),
  until: day.optional(),
  cursor,
  limit,
});

export const foundOrders = page(
  z.object({
    id,
    title: z.string(),
    buyer: named,
    seller: named,
    state: z.string(),
    totalFen: fen,
    createdAt: at,
  }),
);

const storyLine = z.object({
  at,
  source: z.enum(storySources),
  code: z.string(),
  role: z.string().nullable(),
  actor: named.nullable(),
  words: z.string().nullable(),
  amountFen: fen.nullable(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  entries: z.array(z.object({ account: z.string(), amountFen: fen })),
  pictures: z.array(z.object({ id, url: z.string() })),
});

export const orderStory = z.object({
  id,
  title: z.string(),
  state: z.string(),
  delivery: z.string(),
  buyer: named,
  seller: named,
  goodsFen: fen,
  freightFen: fen,
  totalFen: fen,
  paidFen: fen,
  refundedFen: fen,
  feeFen: fen.nullable(),
  createdAt: at,
  lines: z.array(
    z.object({ listingId: id, title: z.string(), quantity: z.int(), unitPriceFen: fen }),
  ),
  addressMasked: z.object({ name: z.string(), phone: z.string(), region: z.string() }).nullable(),
  story: z.array(storyLine),
});

export const readBody = z.object({ reason, before: seq.optional() });
export const readMessages = z.object({
  messages: z.array(
    z.object({
      seq: z.int(),
      role: z.enum(['buyer', 'seller']),
      nickname: z.string(),
      text: z.string().nullable(),
      pictureSrc: z.string().nullable(),
      card: z.string().nullable(),
      isTakenDown: z.boolean(),
      at,
    }),
  ),
  before: z.int().nullable(),
});
export const revealedAddress = z.object({
  name: z.string(),
  phone: z.string(),
  region: z.string(),
  detail: z.string(),
});
export const readings = z.object({
  items: z.array(z.object({ id, what: z.enum(['messages', 'address']), reason: z.string(), at })),
});

const amount = { amountFen: fenInput.refine((wanted) => wanted > 0n), orderId: id.optional() };
export const proposeBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('goodwill'), reason, toId: id, ...amount }),
  z.object({ kind: z.literal('goodwill-back'), reason, fromId: id, ...amount }),
  z.object({ kind: z.literal('correction'), reason, fromId: id, toId: id, ...amount }),
  z.object({ kind: z.literal('debt-forgiven'), reason, fromId: id, ...amount }),
  z.object({ kind: z.literal('payout-cancelled'), reason, payoutId: id }),
]);
const moveStates = ['PROPOSED', 'CARRIED_OUT', 'WITHDRAWN'] as const;
export const moveReceipt = z.object({ moveId: id, state: z.enum(moveStates), expiresAt: at });
export const movesPage = page(
  z.object({
    id,
    kind: z.enum(moveKinds),
    from: named.nullable(),
    to: named.nullable(),
    orderId: id.nullable(),
    payoutId: id.nullable(),
    amountFen: fen,
    reason: z.string(),
    state: z.enum([...moveStates, 'EXPIRED']),
    proposedBy: named,
    proposedAt: at,
    expiresAt: at,
    approvedBy: named.nullable(),
    approvedAt: at.nullable(),
    closedBy: named.nullable(),
    closedAt: at.nullable(),
    closeReason: z.string().nullable(),
  }),
);

const review = { reason, reviewAt: z.iso.datetime().transform((text) => new Date(text)) };
export const freezeBody = z.union([
  z.strictObject({ memberId: id, ...review }),
  z.strictObject({ orderId: id, ...review }),
]);
export const frozen = z.object({ freezeId: id });
export const freezesQuery = z.object({
  state: z.enum(['open', 'ended']).default('open'),
  cursor,
  limit,
});
export const freezesPage = page(
  z.object({
    id,
    member: named,
    orderId: id.nullable(),
    reason: z.string(),
    reviewAt: at,
    frozenBy: named,
    frozenAt: at,
    releasedBy: named.nullable(),
    releasedAt: at.nullable(),
    releaseReason: z.string().nullable(),
  }),
);
export const standstill = z.object({
  stop: z.object({ id, reason: z.string(), stoppedBy: named.nullable(), stoppedAt: at }).nullable(),
  payouts: z.array(z.object({ id, member: named, amountFen: fen, at })),
});

const limits = {
  salesMin: z.coerce.number().int().min(1).max(1_000_000).optional(),
  grossFenMin: z.coerce.number().pipe(fenInput).optional(),
};
export const yearParams = z.object({ year: z.string().regex(/^20\d\d$/) });
export const sellersQuery = z.object(limits);
export const sellersFileQuery = z.object({ ...limits, reason });
export const sellersReport = z.object({
  year: z.string(),
  salesMin: z.int(),
  grossFenMin: fen,
  sellers: z.int(),
  reported: z.int(),
  items: z.array(
    z.object({
      memberId: id,
      year: z.string(),
      nickname: z.string(),
      person: z
        .object({ nameMasked: z.string(), idNumberMasked: z.string(), hash: z.string() })
        .nullable(),
      isReported: z.boolean(),
      sales: z.int(),
      grossFen: fen,
      netFen: fen,
      quarters: z.array(
        z.object({
          quarter: z.int(),
          sales: z.int(),
          grossFen: fen,
          feeFen: fen,
          takenBackFen: fen,
          feeBackFen: fen,
          netFen: fen,
        }),
      ),
    }),
  ),
});
export const pageQuery = z.object({ cursor, limit });
