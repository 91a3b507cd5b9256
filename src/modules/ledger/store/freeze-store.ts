import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type FreezeRow = {
  id: string;
  member_id: string;
  order_id: string | null;
  reason: string;
  review_at: Date;
  frozen_by: string;
  frozen_at: Date;
  released_by: string | null;
  released_at: Date | null;
  release_reason: string | null;
};

export type NewFreeze = {
  memberId: Id;
  /** The sale whose money waits; null: all of the member's. */
  orderId: Id | null;
  reason: string;
  reviewAt: Date;
  operatorId: Id;
  at: Date;
};

/** Writes a freeze; undefined while the same is frozen already. */
export async function insertFreeze(tx: Tx, freeze: NewFreeze): Promise<Id | undefined> {
  const bucket = bucketOf(freeze.memberId);
  const id = await newId(tx, bucket);
  const { numAffectedRows } = await sql`
    insert into ledger.freeze (bucket, id, member_id, order_id, reason, review_at, frozen_by,
      frozen_at)
    values (${bucket}, ${id}, ${freeze.memberId}, ${freeze.orderId}, ${freeze.reason},
      ${freeze.reviewAt}, ${freeze.operatorId}, ${freeze.at})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n ? id : undefined;
}

/** Ends an open freeze. @returns the freeze; undefined when there is none, or it has ended */
export async function endFreeze(
  tx: Tx,
  end: { freezeId: Id; operatorId: Id; reason: string; at: Date },
): Promise<FreezeRow | undefined> {
  const { rows } = await sql<FreezeRow>`
    update ledger.freeze set released_by = ${end.operatorId}, released_at = ${end.at},
      release_reason = ${end.reason}
    where bucket = ${bucketOf(end.freezeId)} and id = ${end.freezeId} and released_at is null
    returning *`.execute(tx);
  return rows[0];
}

export async function readFreeze(handle: Sql, id: Id): Promise<FreezeRow | undefined> {
  const { rows } = await sql<FreezeRow>`
    select * from ledger.freeze where bucket = ${bucketOf(id)} and id = ${id}`.execute(handle);
  return rows[0];
}

/** A freeze with what of its sale's money is in the wallet, in fen. */
export type OpenFreezeRow = FreezeRow & { fen: string };

/** What is frozen of a member now, the oldest first. */
export async function readOpenFreezes(handle: Sql, memberId: Id): Promise<OpenFreezeRow[]> {
  const bucket = bucketOf(memberId);
  const { rows } = await sql<OpenFreezeRow>`
    select f.*, greatest(0, coalesce(case when f.order_id is null
        then (select available_fen from ledger.wallet
          where bucket = ${bucket} and member_id = ${memberId})
        else (select sum(amount_fen) from ledger.wallet_line
          where bucket = ${bucket} and member_id = ${memberId} and order_id = f.order_id)
      end, 0))::text as fen
    from ledger.freeze f
    where f.bucket = ${bucket} and f.member_id = ${memberId} and f.released_at is null
    order by f.frozen_at, f.id limit 50`.execute(handle);
  return rows;
}

/** A page of freezes that are open, or that have ended; the newest first. */
export async function readFreezes(
  handle: Sql,
  query: { isOpen: boolean; after: { at: string; id: Id } | undefined; limit: number },
): Promise<FreezeRow[]> {
  const { isOpen, after } = query;
  const { rows } = await sql<FreezeRow>`
    select * from ledger.freeze
    where (released_at is null) = ${isOpen}
      and (${after?.id ?? null}::bigint is null
        or (frozen_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by frozen_at desc, id desc limit ${query.limit}`.execute(handle);
  return rows;
}

/**
 * Whether what has left a member's wallet may go on to the bank: neither the member nor all payouts
 * are frozen, and what has to wait is still in the wallet.
 */
export async function mayLeave(handle: Sql, memberId: Id, at: Date): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select ledger.may_leave(${memberId}, ${at}) as may`.execute(handle);
  return rows[0]!.may;
}

export type StopRow = { id: string; reason: string; stopped_by: string | null; stopped_at: Date };

/** Why no payout leaves now; undefined while they do. */
export async function readOpenStop(handle: Sql): Promise<StopRow | undefined> {
  const { rows } = await sql<StopRow>`
    select id, reason, stopped_by, stopped_at from ledger.payout_stop where lifted_at is null
  `.execute(handle);
  return rows[0];
}

/** A stop is of everybody, so it has no owner whose bucket it could be in. */
const stopBucket = 0;

/** Stops all payouts. @returns the stop; undefined while they stand still already */
export async function insertStop(
  tx: Tx,
  stop: { reason: string; operatorId: Id | null; at: Date },
): Promise<Id | undefined> {
  const id = await newId(tx, stopBucket);
  const { numAffectedRows } = await sql`
    insert into ledger.payout_stop (bucket, id, reason, stopped_by, stopped_at)
    values (${stopBucket}, ${id}, ${stop.reason}, ${stop.operatorId}, ${stop.at})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n ? id : undefined;
}

/** Lets payouts leave again. @returns whether it was this stop that held them */
export async function endStop(
  tx: Tx,
  end: { stopId: Id; operatorId: Id; reason: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ledger.payout_stop set lifted_by = ${end.operatorId}, lifted_at = ${end.at},
      lift_reason = ${end.reason}
    where bucket = ${stopBucket} and id = ${end.stopId} and lifted_at is null`.execute(tx);
  return numAffectedRows === 1n;
}
