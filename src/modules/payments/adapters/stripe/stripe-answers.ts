import * as z from 'zod';
import { fenNumber } from '../wire.ts';
import { currency } from './stripe-client.ts';

/** What we read of Stripe's objects, in answers, lists and notices alike. */

const second = z
  .number()
  .int()
  .transform((seconds) => new Date(seconds * 1000));
const named = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const metadata = z.record(z.string(), z.string());
const money = { amount: fenNumber, currency: z.literal(currency), created: second };

export const charge = z.object({
  ...money,
  id: z.string(),
  payment_intent: named.nullable(),
  status: z.enum(['succeeded', 'pending', 'failed']),
  metadata,
});

export const session = z.object({
  id: z.string(),
  url: z.url().nullable(),
  client_reference_id: z.string().nullable(),
  status: z.enum(['open', 'complete', 'expired']).nullable(),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  payment_intent: z
    .union([z.string(), z.object({ latest_charge: z.union([z.string(), charge]).nullable() })])
    .nullish(),
});

export const intent = z.object({
  id: z.string(),
  metadata,
  transfer_group: z.string().nullable(),
  latest_charge: z.union([z.string(), charge]).nullable(),
});

export const refund = z.object({
  ...money,
  id: z.string(),
  payment_intent: named.nullable(),
  status: z.string().nullable(),
  failure_reason: z.string().optional(),
  metadata: metadata.nullable(),
});

export const transfer = z.object({
  ...money,
  id: z.string(),
  destination: named.nullable(),
  reversed: z.boolean(),
  metadata,
});

export const dispute = z.object({
  ...money,
  id: z.string(),
  payment_intent: named.nullable(),
  reason: z.string(),
  status: z.string(),
  evidence_details: z.object({ due_by: second.nullable() }).nullish(),
});

export const event = z.object({
  id: z.string().min(1).max(100),
  type: z.string(),
  account: z.string().optional(),
  created: second,
  data: z.object({ object: z.unknown() }),
});
