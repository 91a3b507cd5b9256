import * as z from 'zod';

/** What the simulator's API answers, checked before anything is believed. */

const fen = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform((text) => BigInt(text));
const time = z.iso.datetime().transform((text) => new Date(text));

export const keysAnswer = z.object({
  keys: z.array(z.object({ keyId: z.string(), publicKeyPem: z.string() })).min(1),
});

const paymentParts = { paymentId: z.string(), cashierUrl: z.url(), amountFen: fen };

/** What is paid must say when and by which transaction: its day is that of its bill. */
export const paymentAnswer = z.discriminatedUnion('state', [
  z.object({ ...paymentParts, state: z.enum(['PENDING', 'CLOSED']) }),
  z.object({ ...paymentParts, state: z.literal('PAID'), transactionId: z.string(), paidAt: time }),
]);

const settlingParts = {
  transactionId: z.string(),
  amountFen: fen,
  reason: z.string().optional(),
};

export const settlingAnswer = z.discriminatedUnion('state', [
  z.object({ ...settlingParts, state: z.literal('SUCCEEDED'), finishedAt: time }),
  z.object({
    ...settlingParts,
    state: z.enum(['PROCESSING', 'FAILED']),
    finishedAt: time.optional(),
  }),
]);

export const billAnswer = z.object({
  transactionId: z.string(),
  kind: z.enum(['payment', 'refund', 'transfer']),
  outNo: z.string(),
  amountFen: fen,
  at: time,
});

const noticeParts = {
  eventId: z.string().min(1).max(100),
  transactionId: z.string().min(1).max(100),
  amountFen: fen,
  merchantId: z.string(),
  occurredAt: time,
  reason: z.string().optional(),
};

/** A notice's body; the number that its type speaks of must be there. */
export const noticeBody = z.discriminatedUnion('type', [
  z.object({ ...noticeParts, type: z.literal('payment.succeeded'), outTradeNo: z.string() }),
  z.object({
    ...noticeParts,
    type: z.enum(['dispute.opened', 'dispute.won', 'dispute.lost']),
    outTradeNo: z.string(),
    disputeId: z.string().min(1).max(100),
    evidenceBy: time,
  }),
  z.object({
    ...noticeParts,
    type: z.enum(['refund.succeeded', 'refund.failed']),
    outRefundNo: z.string(),
  }),
  z.object({
    ...noticeParts,
    type: z.enum(['transfer.succeeded', 'transfer.failed']),
    outTransferNo: z.string(),
  }),
]);

export const errorAnswer = z.object({ code: z.string() });
