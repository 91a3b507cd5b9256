import { sql, sqlStateOf, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';

/** Calls one of the ledger's booking functions; the wallet's own refusal becomes a coded one. */
export async function book(tx: Tx, call: ReturnType<typeof sql>): Promise<void> {
  try {
    await call.execute(tx);
  } catch (error) {
    if (sqlStateOf(error) === 'TL001') refuse('ledger/insufficient-balance');
    throw error;
  }
}

/** Calls a booking function that answers its transfer. @returns the transfer's id */
export async function bookOne(tx: Tx, call: ReturnType<typeof sql>): Promise<Id> {
  const { rows } = await sql<{ id: string }>`select ${call} as id`.execute(tx);
  return rows[0]!.id;
}

/** Writes a transfer between two accounts of a bucket; the amount must be positive. */
export async function postPair(
  tx: Tx,
  pair: {
    bucket: number;
    kind: string;
    ref: Id;
    orderId: Id | null;
    actorId: Id | null;
    at: Date;
    from: string;
    to: string;
    amountFen: bigint;
  },
): Promise<Id> {
  if (pair.amountFen <= 0n) throw new RangeError('a transfer moves more than nothing');
  const { rows } = await sql<{ id: string }>`
    select ledger.post(${pair.bucket}, ${pair.kind}, ${pair.ref}, ${pair.orderId}, ${pair.actorId},
      ${pair.at}, ${[pair.from, pair.to]}::text[],
      ${[(-pair.amountFen).toString(), pair.amountFen.toString()]}::bigint[]) as id`.execute(tx);
  return rows[0]!.id;
}

/** What a member has available, held in running sales, on its way to the bank, and owes. */
export async function readWallet(
  handle: Sql,
  memberId: Id,
): Promise<{ availableFen: bigint; heldFen: bigint; inTransitFen: bigint; owedFen: bigint }> {
  const bucket = bucketOf(memberId);
  const { rows } = await sql<Record<'available' | 'held' | 'in_transit' | 'owed', string>>`
    select
      coalesce((select available_fen from ledger.wallet
        where bucket = ${bucket} and member_id = ${memberId}), 0)::text as available,
      coalesce((select owed_fen from ledger.debt
        where bucket = ${bucket} and member_id = ${memberId}), 0)::text as owed,
      coalesce((select sum(amount_fen - released_fen) from ledger.hold
        where bucket = ${bucket} and seller_id = ${memberId} and ended_at is null), 0)::text as held,
      coalesce((select sum(e.amount_fen) from ledger.transfer t join ledger.entry e
          on e.bucket = t.bucket and e.transfer_id = t.id
        where t.bucket = ${bucket} and t.actor_id = ${memberId} and t.order_id is null
          and t.kind in ('withdraw', 'withdraw-paid', 'withdraw-returned')
          and e.account = ${`in-transit:${bucket}`}), 0)::text as in_transit`.execute(handle);
  const row = rows[0]!;
  return {
    availableFen: BigInt(row.available),
    heldFen: BigInt(row.held),
    inTransitFen: BigInt(row.in_transit),
    owedFen: BigInt(row.owed),
  };
}

/** Whose money is, or was, held for an order: its seller and its buyer. */
export async function readHoldParties(handle: Sql, orderId: Id): Promise<Id[]> {
  const { rows } = await sql<{ seller_id: string; buyer_id: string }>`
    select seller_id, buyer_id from ledger.hold
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}`.execute(handle);
  return rows.flatMap((row) => [row.seller_id, row.buyer_id]);
}
