import type { Call } from '#platform/actor.ts';
import { sql, sqlStateOf, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Platform } from '#platform/room.ts';

/** What the buyer is told of a new order. */
export type PlacedOrder = {
  orderId: Id;
  state: 'WAIT_PAY';
  goodsFen: bigint;
  freightFen: bigint;
  totalFen: bigint;
  payBy: Date;
  paymentAttemptId: Id;
};

export type NewOrder = {
  call: Call;
  bucket: number;
  lines: { listingId: Id; quantity: number }[];
  expectedTotalFen: bigint;
  addressSealed: Buffer | null;
  buyerNote: string | null;
  feeBps: number;
  now: Date;
  payBy: Date;
};

const refusals: Record<string, string> = {
  TS001: 'orders/sold-out',
  TS002: 'orders/not-for-sale',
  TS003: 'orders/several-sellers',
  TS004: 'orders/own-listing',
  TS006: 'orders/address-needed',
};

/** Writes a new order in one round trip (`orders.place_order`), or answers what its key was answered. */
export async function insertOrder(platform: Platform, order: NewOrder): Promise<PlacedOrder> {
  const handle = platform.database.sql;
  try {
    const { rows } = await sql<{ placed: string | null }>`
      select orders.place_order(${parametersOf(order)}::jsonb, ${order.addressSealed}::bytea)::text
        as placed`.execute(handle);
    const placed = rows[0]!.placed ?? (await answerOfKey(handle, order.call));
    return placedOf(JSON.parse(placed) as Record<keyof PlacedOrder, string | number>);
  } catch (error) {
    const state = sqlStateOf(error) ?? '';
    if (state === 'TS005') refuse('orders/price-changed', { totalFen: detailOf(error) });
    const code = refusals[state];
    if (code) refuse(code);
    throw error;
  }
}

function parametersOf(order: NewOrder): string {
  const { actor, idempotency } = order.call;
  return JSON.stringify({
    bucket: order.bucket,
    buyerId: actor.memberId,
    buyerBucket: bucketOf(actor.memberId),
    listingIds: order.lines.map((line) => line.listingId),
    quantities: order.lines.map((line) => line.quantity),
    expectedTotalFen: order.expectedTotalFen.toString(),
    buyerNote: order.buyerNote,
    feeBps: order.feeBps,
    now: order.now,
    payBy: order.payBy,
    ...(idempotency ? { key: idempotency.key, requestHash: idempotency.requestHash } : {}),
  });
}

async function answerOfKey(handle: Sql, call: Call): Promise<string> {
  const { memberId } = call.actor;
  const { rows } = await sql<{ request_hash: string; response: string }>`
    select request_hash, response::text from platform.idempotency
    where bucket = ${bucketOf(memberId)} and actor_id = ${memberId}
      and key = ${call.idempotency!.key}`.execute(handle);
  const row = rows[0];
  if (!row || row.request_hash !== call.idempotency!.requestHash) {
    refuse('platform/idempotency-mismatch');
  }
  return row.response;
}

function placedOf(answer: Record<keyof PlacedOrder, string | number>): PlacedOrder {
  return {
    orderId: String(answer.orderId),
    state: 'WAIT_PAY',
    goodsFen: BigInt(answer.goodsFen),
    freightFen: BigInt(answer.freightFen),
    totalFen: BigInt(answer.totalFen),
    payBy: new Date(answer.payBy),
    paymentAttemptId: String(answer.paymentAttemptId),
  };
}

function detailOf(error: unknown): number {
  return Number((error as { detail?: string }).detail ?? 0);
}
