import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { AfterSale, AfterSaleState, AfterSaleType, Reason } from '../domain/after-sale.ts';
import { evolve, type Step } from '../domain/decide.ts';
import type { AfterSaleEventRow, AfterSaleRow } from './tables.ts';

/** An after-sale with what only the store knows. */
export type StoredAfterSale = AfterSale & {
  returnAddressSealed: Buffer | null;
  replacementId: Id | null;
};

/** What a step says in words and pictures, and keeps besides. */
export type Said = {
  words?: string | undefined;
  pictureIds?: Id[] | undefined;
  amountFen?: bigint | undefined;
  returnAddressSealed?: Buffer | undefined;
  replacementId?: Id | undefined;
};

/** How it began: asked for by the buyer, or by the clock for them. */
export type Opened =
  { command: 'open'; role: 'buyer' } | { command: 'doubt-arrival'; role: 'clock' };

/** Writes the first row and the first event of an after-sale. */
export async function insertAfterSale(
  tx: Tx,
  sale: Omit<AfterSale, 'id'>,
  said: Opened & { orderState: string; words?: string; pictureIds?: Id[] },
): Promise<Id> {
  const bucket = bucketOf(sale.orderId);
  const id = await newId(tx, bucket);
  await sql`
    insert into aftersale.after_sale (bucket, id, order_id, buyer_id, seller_id, type, reason,
      line_nos, state, order_state, asked_fen, most_fen, opened_at, due_at)
    values (${bucket}, ${id}, ${sale.orderId}, ${sale.buyerId}, ${sale.sellerId}, ${sale.type},
      ${sale.reason}, ${sale.lineNos}::smallint[], ${sale.state}, ${said.orderState}, ${sale.askedFen}, ${sale.mostFen},
      ${sale.openedAt}, ${sale.dueAt})`.execute(tx);
  await insertEvent(tx, id, {
    seq: 1,
    command: said.command,
    from: 'NONE',
    to: sale.state,
    role: said.role,
    actorId: said.role === 'buyer' ? sale.buyerId : null,
    amountFen: sale.askedFen > 0n ? sale.askedFen : undefined,
    words: said.words,
    pictureIds: said.pictureIds,
    at: sale.openedAt,
  });
  return id;
}

/** The after-sale, locked until the transaction ends; undefined if there is none. */
export async function lockAfterSale(tx: Tx, id: Id): Promise<StoredAfterSale | undefined> {
  const { rows } = await sql<AfterSaleRow>`
    select * from aftersale.after_sale where bucket = ${bucketOf(id)} and id = ${id}
    for update`.execute(tx);
  return rows[0] && afterSaleOf(rows[0]);
}

export async function readAfterSale(handle: Sql, id: Id): Promise<StoredAfterSale | undefined> {
  const { rows } = await sql<AfterSaleRow>`
    select * from aftersale.after_sale where bucket = ${bucketOf(id)} and id = ${id}
  `.execute(handle);
  return rows[0] && afterSaleOf(rows[0]);
}

/** The after-sale whose goods, or whose replacement, travel under this number. */
export async function readByParcel(
  handle: Sql,
  parcelId: Id,
): Promise<StoredAfterSale | undefined> {
  const { rows } = await sql<AfterSaleRow>`
    select * from aftersale.after_sale
    where bucket = ${bucketOf(parcelId)} and (id = ${parcelId} or replacement_id = ${parcelId})
    limit 1`.execute(handle);
  return rows[0] && afterSaleOf(rows[0]);
}

/** All after-sales of an order, the newest first. */
export async function readOfOrder(handle: Sql, orderId: Id): Promise<StoredAfterSale[]> {
  const { rows } = await sql<AfterSaleRow>`
    select * from aftersale.after_sale
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}
    order by opened_at desc, id desc limit 20`.execute(handle);
  return rows.map(afterSaleOf);
}

/** Those that are not over and in which a member has a part, the longest waiting first. */
export async function readOpenOfMember(
  handle: Sql,
  memberId: Id,
  limit: number,
): Promise<StoredAfterSale[]> {
  const { rows } = await sql<AfterSaleRow>`
    select * from (
      select * from aftersale.after_sale
      where bucket = ${bucketOf(memberId)} and seller_id = ${memberId} and ended_at is null
      union all
      select * from aftersale.after_sale where buyer_id = ${memberId} and ended_at is null) own
    order by due_at nulls last, id limit ${limit}`.execute(handle);
  return rows.map(afterSaleOf);
}

/** Those that wait for an operator, the oldest first. */
export async function readDisputed(
  handle: Sql,
  after: { at: string; id: Id } | undefined,
  limit: number,
): Promise<StoredAfterSale[]> {
  const { rows } = await sql<AfterSaleRow>`
    select * from aftersale.after_sale
    where state = 'DISPUTED' and (opened_at, id) >
      (coalesce(${after?.at ?? null}::timestamptz, '-infinity'), ${after?.id ?? '0'}::bigint)
    order by opened_at, id limit ${limit}`.execute(handle);
  return rows.map(afterSaleOf);
}

/** The histories of some after-sales, by after-sale, oldest first. */
export async function readEvents(
  handle: Sql,
  ids: readonly Id[],
): Promise<Map<Id, AfterSaleEventRow[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<AfterSaleEventRow>`
    select * from aftersale.after_sale_event
    where bucket = any(${[...new Set(ids.map(bucketOf))]}) and after_sale_id = any(${[...ids]})
    order by after_sale_id, seq`.execute(handle);
  return Map.groupBy(rows, (row) => row.after_sale_id);
}

/** Writes a decided step of a locked after-sale: its row and its event. */
export async function writeStep(
  tx: Tx,
  sale: AfterSale,
  step: Step,
  said: Said,
): Promise<AfterSale> {
  const after = evolve(sale, step);
  await sql`
    update aftersale.after_sale set state = ${after.state}, asked_fen = ${after.askedFen},
      offered_fen = ${after.offeredFen}, counters = ${after.counters},
      return_freight_fen = ${after.returnFreightFen}, is_by_hand = ${after.isByHand},
      parcel_tracked = ${after.parcel?.isTracked ?? null},
      parcel_sent_at = ${after.parcel?.sentAt ?? null},
      parcel_delivered_at = ${after.parcel?.deliveredAt ?? null},
      replacement_id = coalesce(${said.replacementId ?? null}, replacement_id),
      return_address_sealed = coalesce(${said.returnAddressSealed ?? null}, return_address_sealed),
      due_at = ${after.dueAt}, refunded_fen = ${after.refundedFen}, ended_at = ${after.endedAt},
      end_reason = ${after.endReason}, event_count = ${after.eventCount}
    where bucket = ${bucketOf(sale.id)} and id = ${sale.id}`.execute(tx);
  await insertEvent(tx, sale.id, {
    ...step,
    seq: after.eventCount,
    amountFen: step.refundFen > 0n ? step.refundFen : said.amountFen,
    words: said.words,
    pictureIds: said.pictureIds,
  });
  return after;
}

type NewEvent = {
  seq: number;
  command: string;
  from: string;
  to: string;
  role: string;
  actorId: Id | null;
  amountFen?: bigint | undefined;
  words?: string | undefined;
  pictureIds?: Id[] | undefined;
  at: Date;
};

async function insertEvent(tx: Tx, id: Id, event: NewEvent): Promise<void> {
  await sql`
    insert into aftersale.after_sale_event (bucket, after_sale_id, seq, command, from_state,
      to_state, actor_role, actor_id, amount_fen, words, picture_ids, at)
    values (${bucketOf(id)}, ${id}, ${event.seq}, ${event.command}, ${event.from}, ${event.to},
      ${event.role}, ${event.actorId}, ${event.amountFen ?? null}, ${event.words || null},
      ${event.pictureIds ?? []}::bigint[], ${event.at})`.execute(tx);
}

function afterSaleOf(row: AfterSaleRow): StoredAfterSale {
  return {
    id: row.id,
    orderId: row.order_id,
    buyerId: row.buyer_id,
    sellerId: row.seller_id,
    type: row.type as AfterSaleType,
    reason: row.reason as Reason,
    lineNos: row.line_nos,
    state: row.state as AfterSaleState,
    askedFen: BigInt(row.asked_fen),
    mostFen: BigInt(row.most_fen),
    offeredFen: row.offered_fen === null ? null : BigInt(row.offered_fen),
    counters: row.counters,
    returnFreightFen: BigInt(row.return_freight_fen),
    isByHand: row.is_by_hand,
    parcel: row.parcel_sent_at && {
      isTracked: row.parcel_tracked!,
      sentAt: row.parcel_sent_at,
      deliveredAt: row.parcel_delivered_at,
    },
    openedAt: row.opened_at,
    dueAt: row.due_at,
    refundedFen: BigInt(row.refunded_fen),
    endedAt: row.ended_at,
    endReason: row.end_reason,
    eventCount: row.event_count,
    returnAddressSealed: row.return_address_sealed,
    replacementId: row.replacement_id,
  };
}
