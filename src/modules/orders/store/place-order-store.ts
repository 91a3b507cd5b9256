import type { Call } from '#platform/actor.ts';
import { sql, sqlStateOf, type Sql } from '#platform/db/database.ts';
import type { Province } from '#catalog';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';

/** What the buyer is told of a new order. */
export type PlacedOrder = {
  orderId: Id;
  state: 'WAIT_PAY';
  goodsFen: bigint;
  discountFen: bigint;
  freightFen: bigint;
  totalFen: bigint;
  payBy: Date;
  paymentAttemptId: Id;
};

export type NewOrder = {
  buyerId: Id;
  idempotency?: Call['idempotency'];
  bucket: number;
  lines: { listingId: Id; quantity: number }[];
  expectedTotalFen: bigint;
  /** Where the parcel goes, as far as the freight asks; null where it is not known. */
  province?: Province | null;
  addressSealed: Buffer | null;
  buyerNote: string | null;
  feeBps: number;
  now: Date;
  payBy: Date;
  /** The terms of an accepted offer, of one listing; else the listing's own price counts. */
  agreed?: { unitFen: bigint; askingFen: bigint; freightFen: bigint; delivery: string };
};

const refusals: Record<string, string> = {
  TS001: 'orders/sold-out',
  TS002: 'orders/not-for-sale',
  TS003: 'orders/several-sellers',
  TS004: 'orders/own-listing',
  TS006: 'orders/address-needed',
  TS008: 'orders/offer-terms-changed',
  TS010: 'orders/reserved',
  TS011: 'orders/not-delivered-there',
};

/** Writes a new order in one round trip (`orders.place_order`), or answers what its key was answered. */
export async function insertOrder(handle: Sql, order: NewOrder): Promise<PlacedOrder> {
  try {
    const { rows } = await sql<{ placed: string | null }>`
      select orders.place_order(${parametersOf(order)}::jsonb, ${order.addressSealed}::bytea)::text
        as placed`.execute(handle);
    const placed = rows[0]!.placed ?? (await answerOfKey(handle, order));
    if (!placed) refuse('platform/idempotency-mismatch');
    return placedOf(JSON.parse(placed) as Record<keyof PlacedOrder, string | number>);
  } catch (error) {
    const state = sqlStateOf(error) ?? '';
    // What the two talked about was a parcel that would be sent.
    if (order.agreed && (state === 'TS011' || state === 'TS012')) {
      refuse('orders/offer-terms-changed');
    }
    if (state === 'TS012') {
      refuse(order.addressSealed ? 'orders/province-unknown' : 'orders/address-needed');
    }
    if (state === 'TS005') refuse('orders/price-changed', { totalFen: Number(detailOf(error)) });
    if (state === 'TS009') refuse('orders/shop-away', { until: detailOf(error) });
    const code = refusals[state];
    if (code) refuse(code);
    throw error;
  }
}

function parametersOf(order: NewOrder): string {
  const { buyerId, idempotency, agreed } = order;
  return JSON.stringify({
    bucket: order.bucket,
    buyerId,
    buyerBucket: bucketOf(buyerId),
    listingIds: order.lines.map((line) => line.listingId),
    quantities: order.lines.map((line) => line.quantity),
    expectedTotalFen: order.expectedTotalFen.toString(),
    province: order.province ?? null,
    buyerNote: order.buyerNote,
    feeBps: order.feeBps,
    now: order.now,
    payBy: order.payBy,
    ...(agreed ? { agreed: textOf(agreed) } : {}),
    ...(idempotency ? { key: idempotency.key, requestHash: idempotency.requestHash } : {}),
  });
}

const textOf = (agreed: NonNullable<NewOrder['agreed']>) => ({
  unitFen: agreed.unitFen.toString(),
  askingFen: agreed.askingFen.toString(),
  freightFen: agreed.freightFen.toString(),
  delivery: agreed.delivery,
});

/** The order that was placed under this key, if one was. @throws platform/idempotency-mismatch */
export async function placedBefore(
  handle: Sql,
  buyerId: Id,
  idempotency: NonNullable<Call['idempotency']>,
): Promise<PlacedOrder | undefined> {
  const answer = await answerOfKey(handle, { buyerId, idempotency });
  return answer === undefined
    ? undefined
    : placedOf(JSON.parse(answer) as Record<keyof PlacedOrder, string | number>);
}

async function answerOfKey(
  handle: Sql,
  { buyerId, idempotency }: Pick<NewOrder, 'buyerId' | 'idempotency'>,
): Promise<string | undefined> {
  const { rows } = await sql<{ request_hash: string; response: string }>`
    select request_hash, response::text from platform.idempotency
    where bucket = ${bucketOf(buyerId)} and actor_id = ${buyerId}
      and key = ${idempotency!.key}`.execute(handle);
  const row = rows[0];
  if (!row) return undefined;
  if (row.request_hash !== idempotency!.requestHash) refuse('platform/idempotency-mismatch');
  return row.response;
}

function placedOf(answer: Record<keyof PlacedOrder, string | number>): PlacedOrder {
  return {
    orderId: String(answer.orderId),
    state: 'WAIT_PAY',
    goodsFen: BigInt(answer.goodsFen),
    // An answer kept from before there were discounts says nothing of one.
    discountFen: BigInt(answer.discountFen ?? 0),
    freightFen: BigInt(answer.freightFen),
    totalFen: BigInt(answer.totalFen),
    payBy: new Date(answer.payBy),
    paymentAttemptId: String(answer.paymentAttemptId),
  };
}

function detailOf(error: unknown): string {
  return (error as { detail?: string }).detail ?? '';
}
