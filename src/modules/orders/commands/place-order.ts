import type { Call } from '#platform/actor.ts';
import { provinceOf } from '#catalog';
import type { AddressSnapshot } from '#identity';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Secrets } from '#platform/secrets.ts';
import type { OrdersDeps } from '../deps.ts';
import { feeBps, payHoldMs } from '../domain/rules.ts';
import { newAlias, type OrderAddress } from '../queries/address.ts';
import {
  insertOrder,
  placedBefore,
  type NewOrder,
  type PlacedOrder,
} from '../store/place-order-store.ts';

export type PlaceOrderInput = {
  lines: { listingId: Id; quantity: number }[];
  /** Needed for parcels; the address is copied into the order as it is now. */
  addressId?: Id | undefined;
  /** What the buyer was shown; another price in the meantime is refused and not charged. */
  expectedTotalFen: bigint;
  buyerNote?: string | undefined;
  /** Whether the seller and the label are shown an alias instead of the receiver's name. */
  usesAlias?: boolean | undefined;
};

/**
 * Places an order: takes the stock and writes the order before any money moves, all in one
 * statement. Unpaid orders give the stock back after half an hour.
 * @throws orders/several-sellers, orders/sold-out, orders/not-for-sale, orders/shop-away,
 *   orders/reserved, orders/own-listing, orders/price-changed, orders/address-needed,
 *   orders/not-delivered-there, orders/province-unknown, platform/idempotency-mismatch
 */
export async function placeOrder(
  deps: OrdersDeps,
  call: Call,
  input: PlaceOrderInput,
): Promise<PlacedOrder> {
  const { platform, rooms } = deps;
  const listingIds = input.lines.map((line) => line.listingId);
  const bucket = bucketOf(listingIds[0]!);
  if (listingIds.some((id) => bucketOf(id) !== bucket)) refuse('orders/several-sellers');
  if (new Set(listingIds).size !== listingIds.length) refuse('orders/line-twice');
  const { before, hasReserved } = await unlessSeen(deps, call, listingIds);
  if (before) return before;
  const now = platform.clock.now();
  const address = input.addressId
    ? await rooms.identity.addressSnapshot(
        platform.database.sql,
        call.actor.memberId,
        input.addressId,
      )
    : undefined;
  const order: NewOrder = {
    buyerId: call.actor.memberId,
    idempotency: call.idempotency,
    bucket,
    lines: input.lines,
    expectedTotalFen: input.expectedTotalFen,
    province: address ? (provinceOf(address.region.province) ?? null) : null,
    addressSealed: address ? sealed(platform.secrets, address, input.usesAlias) : null,
    buyerNote: input.buyerNote ?? null,
    feeBps,
    now,
    payBy: new Date(now.getTime() + payHoldMs),
  };
  const placed = hasReserved
    ? await insertKept(deps, order)
    : await insertOrder(platform.database.sql, order);
  platform.outbox.nudge();
  return placed;
}

/**
 * The order of goods that may be kept for the buyer: they are set free for it, or nothing happens.
 * What was placed under the key before leaves alone what is kept since.
 */
function insertKept({ platform, rooms }: OrdersDeps, order: NewOrder): Promise<PlacedOrder> {
  const { buyerId, idempotency } = order;
  const listingIds = order.lines.map(({ listingId }) => listingId);
  return platform.database.transaction(async (tx) => {
    const before = idempotency && (await placedBefore(tx, buyerId, idempotency));
    if (before) return before;
    await rooms.catalog.setFreeFor(tx, buyerId, listingIds);
    return insertOrder(tx, order);
  });
}

/** What was placed under the key before, and whether some of the goods are kept for a member. */
type Seen = { before?: PlacedOrder; hasReserved: boolean };

function sealed(secrets: Secrets, address: AddressSnapshot, usesAlias = false): Buffer {
  const whole: OrderAddress = usesAlias ? { ...address, alias: newAlias() } : address;
  return secrets.seal(JSON.stringify(whole));
}

/**
 * Only who sees goods may buy them; to others they are not for sale. An order that was placed while
 * they were seen is answered again all the same.
 * @throws orders/not-for-sale, platform/idempotency-mismatch
 */
async function unlessSeen(
  { platform, rooms }: OrdersDeps,
  { actor, idempotency }: Call,
  listingIds: Id[],
): Promise<Seen> {
  const handle = platform.database.sql;
  const seen = await rooms.catalog.seenOf(handle, actor.memberId, listingIds);
  const hasReserved = [...seen.values()].some(({ isReserved }) => isReserved);
  if (seen.size === listingIds.length) return { hasReserved };
  const placed = idempotency && (await placedBefore(handle, actor.memberId, idempotency));
  return { before: placed ?? refuse('orders/not-for-sale'), hasReserved };
}
