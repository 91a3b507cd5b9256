import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type RefundRow = {
  id: string;
  order_id: string;
  attempt_id: string;
  buyer_id: string;
  amount_fen: string;
  reason: string;
  state: 'PENDING' | 'SENT' | 'SUCCEEDED';
  failures: number;
  transfer_id: string | null;
  /** The booking that put it back to due, where it was not paid after all. */
  put_back_id: string | null;
};

/** Our number of a refund at the provider: a new one after each refusal. */
export function outRefundNo(row: Pick<RefundRow, 'id' | 'failures'>): string {
  return `${row.id}-${row.failures}`;
}

/** The refund a number of ours speaks of. */
export function refundIdOf(outNo: string): Id {
  return outNo.split('-')[0]!;
}

/** @throws RangeError when the attempt would give back more than it was paid */
export async function insertRefund(
  tx: Tx,
  refund: {
    refundId: Id;
    orderId: Id;
    attemptId: Id;
    buyerId: Id;
    amountFen: bigint;
    reason: string;
    causeId?: Id | null;
    now: Date;
  },
): Promise<void> {
  const bucket = bucketOf(refund.orderId);
  const { numAffectedRows } = await sql`
    insert into payments.refund (bucket, id, order_id, attempt_id, buyer_id, amount_fen, reason,
      cause_id, created_at)
    select ${bucket}, ${refund.refundId}, ${refund.orderId}, ${refund.attemptId},
      ${refund.buyerId}, ${refund.amountFen}, ${refund.reason}, ${refund.causeId ?? 0},
      ${refund.now}
    from payments.attempt a
    where a.bucket = ${bucket} and a.id = ${refund.attemptId}
      and a.amount_fen >= ${refund.amountFen} + coalesce((select sum(amount_fen)
        from payments.refund where bucket = ${bucket} and attempt_id = a.id), 0)`.execute(tx);
  if (numAffectedRows !== 1n)
    throw new RangeError(`attempt ${refund.attemptId} was paid less than that`);
}

export async function readRefund(handle: Sql, refundId: Id): Promise<RefundRow | undefined> {
  const { rows } = await sql<RefundRow>`
    select * from payments.refund where bucket = ${bucketOf(refundId)} and id = ${refundId}
  `.execute(handle);
  return rows[0];
}

export async function lockRefund(tx: Tx, refundId: Id): Promise<RefundRow | undefined> {
  const { rows } = await sql<RefundRow>`
    select * from payments.refund where bucket = ${bucketOf(refundId)} and id = ${refundId}
    for update`.execute(tx);
  return rows[0];
}

/** Under way, or refused once more when a failure is named. */
export async function markUnfinished(tx: Tx, refundId: Id, failure: string | null): Promise<void> {
  await sql`
    update payments.refund
    set state = ${failure ? 'PENDING' : 'SENT'}, last_failure = coalesce(${failure}, last_failure),
      failures = failures + ${failure ? 1 : 0}
    where bucket = ${bucketOf(refundId)} and id = ${refundId}`.execute(tx);
}

export async function markSucceeded(
  tx: Tx,
  refundId: Id,
  done: { transferId: Id; providerRef: string; providerAt: Date; recheckAt: Date; now: Date },
): Promise<void> {
  await sql`
    update payments.refund set state = 'SUCCEEDED', transfer_id = ${done.transferId},
      provider_ref = ${done.providerRef}, finished_at = ${done.now},
      provider_finished_at = ${done.providerAt}, recheck_at = ${done.recheckAt}
    where bucket = ${bucketOf(refundId)} and id = ${refundId}`.execute(tx);
}

/** Done when the provider has paid every refund of an order. */
export type RefundState = 'going-back' | 'done';

/** How far the refunds of these orders are; orders without one are absent. */
export async function readRefundStates(handle: Sql, orderIds: Id[]): Promise<Map<Id, RefundState>> {
  if (orderIds.length === 0) return new Map();
  const buckets = [...new Set(orderIds.map(bucketOf))];
  const { rows } = await sql<{ order_id: string; is_done: boolean }>`
    select order_id, bool_and(state = 'SUCCEEDED') as is_done from payments.refund
    where bucket = any(${buckets}) and order_id = any(${orderIds})
    group by order_id`.execute(handle);
  return new Map(rows.map((row) => [row.order_id, row.is_done ? 'done' : 'going-back']));
}
