import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { AttemptRow } from './attempt-store.ts';
import type { RefundRow } from './refund-store.ts';

export type TracedAttempt = AttemptRow & {
  closed_at: Date | null;
  provider_paid_at: Date | null;
};
export type TracedRefund = RefundRow & {
  last_failure: string | null;
  provider_ref: string | null;
  created_at: Date;
  finished_at: Date | null;
};
export type TracedNotice = {
  id: string;
  provider: string;
  event_id: string;
  kind: string;
  out_no: string;
  sig_ok: boolean;
  outcome: string;
  received_at: Date;
};

/** The attempts to pay an order, the oldest first. */
export async function readAttempts(handle: Sql, orderId: Id): Promise<TracedAttempt[]> {
  const { rows } = await sql<TracedAttempt>`
    select * from payments.attempt
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}
    order by created_at, id limit 100`.execute(handle);
  return rows;
}

export async function readRefunds(handle: Sql, orderId: Id): Promise<TracedRefund[]> {
  const { rows } = await sql<TracedRefund>`
    select * from payments.refund
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}
    order by created_at, id limit 100`.execute(handle);
  return rows;
}

/** What providers told of these numbers of ours, the oldest first. */
export async function readNotices(
  handle: Sql,
  bucket: number,
  outNos: string[],
): Promise<TracedNotice[]> {
  if (outNos.length === 0) return [];
  const { rows } = await sql<TracedNotice>`
    select id, provider, event_id, kind, out_no, sig_ok, outcome, received_at
    from payments.inbox where bucket = ${bucket} and out_no = any(${outNos})
    order by received_at, id limit 500`.execute(handle);
  return rows;
}

/**
 * The orders that a provider's or our own number of a payment or a refund speaks of.
 * @param ownId the same number as an id of ours, where it can be one
 */
export async function findByReference(
  handle: Sql,
  reference: string,
  ownId: Id | undefined,
): Promise<Id[]> {
  const bucket = ownId ? bucketOf(ownId) : 0;
  const { rows } = await sql<{ order_id: Id }>`
    select order_id from payments.attempt
      where transaction_id = ${reference} or provider_ref = ${reference}
    union select order_id from payments.refund where provider_ref = ${reference}
    union select order_id from payments.attempt
      where bucket = ${bucket} and id = ${ownId ?? null}::bigint
    union select order_id from payments.refund
      where bucket = ${bucket} and id = ${ownId ?? null}::bigint
    limit 50`.execute(handle);
  return rows.map((row) => row.order_id);
}
