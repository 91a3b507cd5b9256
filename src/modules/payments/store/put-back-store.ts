import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Notes money that counted as paid out and came back. */
export async function insertPutBack(
  tx: Tx,
  back: {
    kind: 'refund' | 'transfer';
    ref: Id;
    transferId: Id;
    provider: string;
    amountFen: bigint;
    reason: string;
    at: Date;
  },
): Promise<void> {
  await sql`
    insert into payments.put_back (bucket, transfer_id, kind, ref, provider, amount_fen, reason, at)
    values (${bucketOf(back.ref)}, ${back.transferId}, ${back.kind}, ${back.ref},
      ${back.provider}, ${back.amountFen}, ${back.reason}, ${back.at})`.execute(tx);
}

/** A refund that counted as paid is due again, under a new number at the provider. */
export async function markUnpaid(
  tx: Tx,
  refundId: Id,
  back: { putBackId: Id; reason: string },
): Promise<void> {
  await sql`
    update payments.refund set state = 'PENDING', failures = failures + 1,
      last_failure = ${back.reason}, put_back_id = ${back.putBackId}, transfer_id = null,
      provider_ref = null, finished_at = null, provider_finished_at = null, recheck_at = null
    where bucket = ${bucketOf(refundId)} and id = ${refundId}`.execute(tx);
}

/** Takes a success of another amount than asked for in: the attempt is what was paid, due back. */
export async function takeInOtherAmount(
  tx: Tx,
  paid: {
    attemptId: Id;
    provider: string;
    merchantId: string;
    claimBucket: number;
    transactionId: string;
    amountFen: bigint;
    paidAt: Date;
    now: Date;
  },
): Promise<{ order_id: Id; payer_id: Id } | undefined> {
  const claimed = await sql`
    insert into payments.transaction_claim (bucket, provider, transaction_id, attempt_id, amount_fen)
    values (${paid.claimBucket}, ${paid.provider}, ${paid.transactionId}, ${paid.attemptId},
      ${paid.amountFen})
    on conflict do nothing`.execute(tx);
  if (claimed.numAffectedRows !== 1n) return undefined;
  const { rows } = await sql<{ order_id: Id; payer_id: Id }>`
    update payments.attempt set state = 'PAID', outcome = 'due-back', amount_fen = ${paid.amountFen},
      provider = ${paid.provider}, merchant_id = ${paid.merchantId},
      transaction_id = ${paid.transactionId}, paid_at = ${paid.now},
      provider_paid_at = ${paid.paidAt}, next_query_at = null
    where bucket = ${bucketOf(paid.attemptId)} and id = ${paid.attemptId} and state <> 'PAID'
    returning order_id, payer_id`.execute(tx);
  return rows[0];
}

/** What was paid out and is to be asked after now; set back an hour, in case the asking fails. */
export async function takeToRecheck(
  handle: Sql,
  table: 'refund' | 'payout',
  take: { now: Date; againAt: Date; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    update ${sql.table(`payments.${table}`)} p set recheck_at = ${take.againAt}
    from (select bucket, id from ${sql.table(`payments.${table}`)}
          where recheck_at <= ${take.now}
          order by recheck_at limit ${take.limit} for update skip locked) due
    where p.bucket = due.bucket and p.id = due.id
    returning p.id`.execute(handle);
  return rows.map(({ id }) => id);
}

/** It was asked after. */
export async function markRechecked(
  handle: Sql,
  table: 'refund' | 'payout',
  id: Id,
): Promise<void> {
  await sql`
    update ${sql.table(`payments.${table}`)} set recheck_at = null
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(handle);
}
