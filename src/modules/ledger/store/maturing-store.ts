import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type Withdrawable = { availableFen: bigint; withdrawableFen: bigint; nextAt: Date | null };

/** What a wallet holds and what of it may be withdrawn; its row stays locked. */
export async function lockWithdrawable(tx: Tx, memberId: Id, at: Date): Promise<Withdrawable> {
  const bucket = bucketOf(memberId);
  await sql`select from ledger.wallet where bucket = ${bucket} and member_id = ${memberId}
    for update`.execute(tx);
  const { rows } = await sql<{ available: string; withdrawable: string; next_at: Date | null }>`
    select coalesce((select available_fen from ledger.wallet
        where bucket = ${bucket} and member_id = ${memberId}), 0)::text as available,
      ledger.withdrawable(${memberId}, ${at})::text as withdrawable,
      (select min(available_at) from ledger.maturing
        where bucket = ${bucket} and member_id = ${memberId} and available_at > ${at}) as next_at`.execute(
    tx,
  );
  const row = rows[0]!;
  return {
    availableFen: BigInt(row.available),
    withdrawableFen: BigInt(row.withdrawable),
    nextAt: row.next_at,
  };
}

/** What a member may withdraw at a moment, in fen. */
export async function readWithdrawable(handle: Sql, memberId: Id, at: Date): Promise<bigint> {
  const { rows } = await sql<{ fen: string }>`
    select ledger.withdrawable(${memberId}, ${at})::text as fen`.execute(handle);
  return BigInt(rows[0]!.fen);
}

/** Money of a member that has to wait, and why. */
export type PendingRow = {
  order_id: string;
  amount_fen: string;
  reason: 'in-sale' | 'first-sales' | 'disputed' | 'after-sale';
  available_at: Date | null;
};

/** What of a member's money has to wait at a moment, what comes soonest first. */
export async function readPending(
  handle: Sql,
  memberId: Id,
  at: Date,
  limit: number,
): Promise<PendingRow[]> {
  const bucket = bucketOf(memberId);
  const { rows } = await sql<PendingRow>`
    select order_id, amount_fen, reason, available_at from ledger.maturing
    where bucket = ${bucket} and member_id = ${memberId} and available_at > ${at}
    union all
    select order_id, amount_fen - released_fen, 'in-sale', null from ledger.hold
    where bucket = ${bucket} and seller_id = ${memberId} and ended_at is null
    union all
    select d.order_id, least(d.amount_fen, ledger.left_of_sale(d.bucket, d.order_id)),
      case d.cause when 'provider' then 'disputed' else d.cause end, null from ledger.disputed d
    join ledger.hold h on h.bucket = d.bucket and h.order_id = d.order_id
    where d.bucket = ${bucket} and d.ended_at is null and h.seller_id = ${memberId}
      and h.ended_by = 'settle' and ledger.left_of_sale(d.bucket, d.order_id) > 0
    order by available_at nulls last, order_id limit ${limit}`.execute(handle);
  return rows;
}
