import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { MoneyMove, MoveKind, MoveState } from '../domain/money-move.ts';

type MoveRow = {
  id: string;
  kind: string;
  from_id: string | null;
  to_id: string | null;
  order_id: string | null;
  payout_id: string | null;
  amount_fen: string;
  reason: string;
  state: string;
  proposed_by: string;
  proposed_at: Date;
  expires_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  closed_by: string | null;
  closed_at: Date | null;
  close_reason: string | null;
};

export type NewMove = Pick<
  MoneyMove,
  | 'kind'
  | 'fromId'
  | 'toId'
  | 'orderId'
  | 'payoutId'
  | 'amountFen'
  | 'reason'
  | 'proposedBy'
  | 'proposedAt'
  | 'expiresAt'
>;

/** Writes a proposed move beside what it is about: the order, or whose money it is. */
export async function insertMove(tx: Tx, move: NewMove): Promise<Id> {
  const bucket = bucketOf((move.orderId ?? move.toId ?? move.fromId)!);
  const id = await newId(tx, bucket);
  await sql`
    insert into office.money_move (bucket, id, kind, from_id, to_id, order_id, payout_id,
      amount_fen, reason, proposed_by, proposed_at, expires_at)
    values (${bucket}, ${id}, ${move.kind}, ${move.fromId}, ${move.toId}, ${move.orderId},
      ${move.payoutId}, ${move.amountFen}, ${move.reason}, ${move.proposedBy}, ${move.proposedAt},
      ${move.expiresAt})`.execute(tx);
  return id;
}

/** The move, locked until the transaction ends: of several decisions one is the first. */
export async function lockMove(tx: Tx, id: Id): Promise<MoneyMove | undefined> {
  const { rows } = await sql<MoveRow>`
    select * from office.money_move where bucket = ${bucketOf(id)} and id = ${id}
    for update`.execute(tx);
  return rows[0] && moveOf(rows[0]);
}

export async function markCarriedOut(
  tx: Tx,
  move: { id: Id; approvedBy: Id; approvedAt: Date; transferId: Id },
): Promise<void> {
  await sql`
    update office.money_move set state = 'CARRIED_OUT', approved_by = ${move.approvedBy},
      approved_at = ${move.approvedAt}, transfer_id = ${move.transferId}
    where bucket = ${bucketOf(move.id)} and id = ${move.id}`.execute(tx);
}

export async function markWithdrawn(
  tx: Tx,
  move: { id: Id; closedBy: Id; closedAt: Date; reason: string },
): Promise<void> {
  await sql`
    update office.money_move set state = 'WITHDRAWN', closed_by = ${move.closedBy},
      closed_at = ${move.closedAt}, close_reason = ${move.reason}
    where bucket = ${bucketOf(move.id)} and id = ${move.id}`.execute(tx);
}

export type MovePlace = { at: string; id: Id };

/** A page of moves, the newest first. */
export async function readMoves(
  handle: Sql,
  query: { after: MovePlace | undefined; limit: number },
): Promise<{ move: MoneyMove; place: MovePlace }[]> {
  const { after } = query;
  const { rows } = await sql<MoveRow & { at_text: string }>`
    select *, proposed_at::text as at_text from office.money_move
    where (${after?.id ?? null}::bigint is null or (proposed_at, id)
      < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by proposed_at desc, id desc limit ${query.limit}`.execute(handle);
  return rows.map((row) => ({ move: moveOf(row), place: { at: row.at_text, id: row.id } }));
}

/** How many moves wait for a second operator. */
export async function countOpenMoves(handle: Sql, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from office.money_move
    where state = 'PROPOSED' and expires_at > ${now}`.execute(handle);
  return rows[0]!.n;
}

function moveOf(row: MoveRow): MoneyMove {
  return {
    id: row.id,
    kind: row.kind as MoveKind,
    fromId: row.from_id,
    toId: row.to_id,
    orderId: row.order_id,
    payoutId: row.payout_id,
    amountFen: BigInt(row.amount_fen),
    reason: row.reason,
    state: row.state as MoveState,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    expiresAt: row.expires_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    closedBy: row.closed_by,
    closedAt: row.closed_at,
    closeReason: row.close_reason,
  };
}
