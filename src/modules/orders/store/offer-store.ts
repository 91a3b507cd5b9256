import { newId, sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Offer, OfferCommandName, OfferSide, OfferState } from '../domain/offer.ts';
import type { OfferRow, OfferStepRow, OrdersTables } from './tables.ts';

/** An offer with the address that only the order to come may read. */
export type StoredOffer = Offer & { addressSealed: Buffer | null };

export type NewOffer = Pick<
  Offer,
  | 'listingId'
  | 'sellerId'
  | 'buyerId'
  | 'quantity'
  | 'askingFen'
  | 'freightFen'
  | 'delivery'
  | 'buyerFen'
  | 'madeAt'
  | 'validUntil'
> & { addressSealed: Buffer | null };

/** Writes an offer's first row; undefined while this buyer has an open one on this listing. */
export async function insertOffer(tx: Tx, offer: NewOffer): Promise<Id | undefined> {
  const bucket = bucketOf(offer.listingId);
  const id = await newId(tx, bucket);
  const result = await sql`
    insert into orders.offer (bucket, id, listing_id, seller_id, buyer_id, quantity, state, round,
      asking_fen, freight_fen, delivery, buyer_fen, seller_fen, address_sealed, made_at, valid_until)
    values (${bucket}, ${id}, ${offer.listingId}, ${offer.sellerId}, ${offer.buyerId},
      ${offer.quantity}, 'open', 1, ${offer.askingFen}, ${offer.freightFen}, ${offer.delivery},
      ${offer.buyerFen}, ${offer.askingFen}, ${offer.addressSealed}, ${offer.madeAt},
      ${offer.validUntil})
    on conflict (bucket, listing_id, buyer_id) where state = 'open' do nothing`.execute(tx);
  if (result.numAffectedRows === 0n) return undefined;
  const step = { command: 'make', role: 'buyer', actorId: offer.buyerId } as const;
  await insertStep(tx, id, { ...step, seq: 1, unitPriceFen: offer.buyerFen, at: offer.madeAt });
  return id;
}

/** How many offers this buyer has made on a listing since a time; exact after the own insert. */
export async function countOffers(
  tx: Tx,
  listingId: Id,
  buyerId: Id,
  since: Date,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from orders.offer
    where bucket = ${bucketOf(listingId)} and listing_id = ${listingId}
      and buyer_id = ${buyerId} and made_at > ${since}`.execute(tx);
  return rows[0]!.count;
}

/** Whether somebody would buy from themselves, be it with a second account. */
export async function isOwnShop(handle: Sql, buyerId: Id, sellerId: Id): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`
    select orders.is_own_shop(${bucketOf(buyerId)}, ${buyerId}, ${bucketOf(sellerId)},
      ${sellerId}) as own`.execute(handle);
  return rows[0]!.own;
}

/** The offer, locked until the transaction ends; undefined if there is none. */
export async function lockOffer(tx: Tx, offerId: Id): Promise<StoredOffer | undefined> {
  const row = await typed<OrdersTables>(tx)
    .selectFrom('orders.offer')
    .selectAll()
    .where('bucket', '=', bucketOf(offerId))
    .where('id', '=', offerId)
    .forUpdate()
    .executeTakeFirst();
  return row && offerOf(row);
}

/** Offers by id; unknown ids are absent. */
export async function readOffers(handle: Sql, ids: readonly Id[]): Promise<Map<Id, StoredOffer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<OfferRow>`
    select * from orders.offer
    where bucket = any(${[...new Set(ids.map(bucketOf))]}) and id = any(${[...ids]})
  `.execute(handle);
  return new Map(rows.map((row) => [row.id, offerOf(row)]));
}

/** The prices named in some offers, by offer, oldest first. */
export async function readPrices(
  handle: Sql,
  ids: readonly Id[],
): Promise<Map<Id, OfferStepRow[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<OfferStepRow>`
    select * from orders.offer_step
    where bucket = any(${[...new Set(ids.map(bucketOf))]}) and offer_id = any(${[...ids]})
      and unit_price_fen is not null
    order by offer_id, seq`.execute(handle);
  return Map.groupBy(rows, (row) => row.offer_id);
}

export type OfferStep = {
  command: OfferCommandName | 'make';
  role: OfferSide | 'clock';
  actorId: Id | null;
  unitPriceFen: bigint | null;
  at: Date;
};

/** Writes a locked offer as it is after a step, and the step. */
export async function writeOfferStep(tx: Tx, after: Offer, step: OfferStep): Promise<void> {
  await sql`
    update orders.offer set state = ${after.state}, round = ${after.round},
      buyer_fen = ${after.buyerFen}, seller_fen = ${after.sellerFen},
      valid_until = ${after.validUntil}, ended_at = ${after.endedAt}, order_id = ${after.orderId},
      step_count = ${after.stepCount},
      address_sealed = case when ${after.state === 'open'} then address_sealed end
    where bucket = ${bucketOf(after.id)} and id = ${after.id}`.execute(tx);
  await insertStep(tx, after.id, { ...step, seq: after.stepCount });
}

async function insertStep(tx: Tx, offerId: Id, step: OfferStep & { seq: number }): Promise<void> {
  await sql`
    insert into orders.offer_step (bucket, offer_id, seq, command, actor_role, actor_id,
      unit_price_fen, at)
    values (${bucketOf(offerId)}, ${offerId}, ${step.seq}, ${step.command}, ${step.role},
      ${step.actorId}, ${step.unitPriceFen}, ${step.at})`.execute(tx);
}

function offerOf(row: OfferRow): StoredOffer {
  return {
    id: row.id,
    listingId: row.listing_id,
    sellerId: row.seller_id,
    buyerId: row.buyer_id,
    quantity: row.quantity,
    state: row.state as OfferState,
    round: row.round,
    askingFen: BigInt(row.asking_fen),
    freightFen: BigInt(row.freight_fen),
    delivery: row.delivery as Offer['delivery'],
    buyerFen: BigInt(row.buyer_fen),
    sellerFen: BigInt(row.seller_fen),
    madeAt: row.made_at,
    validUntil: row.valid_until,
    endedAt: row.ended_at,
    orderId: row.order_id,
    stepCount: row.step_count,
    addressSealed: row.address_sealed,
  };
}
