import { dayMs } from '#platform/clock.ts';
import { isId, type Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';
import type { FoundOrderView, SearchOrdersInput } from '../types.ts';
import { namesOf } from './names.ts';

const membersMax = 50;

/**
 * Orders of everybody by what an operator may know of one, the newest first.
 * @throws platform/invalid-input for a cursor that is not ours
 */
export async function searchOrders(
  room: Room,
  input: SearchOrdersInput,
): Promise<{ items: FoundOrderView[]; nextCursor: string | null }> {
  const { q, state, totalFen, from, until, cursor, limit } = input;
  const found = await room.rooms.orders.searchOrders({
    match: q ? await matchOf(room, q) : undefined,
    state,
    totalFen,
    from: from ? startOf(from) : undefined,
    until: until ? new Date(startOf(until).getTime() + dayMs) : undefined,
    cursor,
    limit,
  });
  const names = await namesOf(
    room,
    found.items.flatMap((one) => [one.buyerId, one.sellerId]),
  );
  return {
    items: found.items.map(({ buyerId, sellerId, ...one }) => ({
      ...one,
      buyer: names.of(buyerId),
      seller: names.of(sellerId),
    })),
    nextCursor: found.nextCursor,
  };
}

/** What the words an operator typed may stand for: every room is asked for its own numbers. */
async function matchOf(
  { platform, rooms }: Room,
  q: string,
): Promise<{ orderIds: Id[]; memberIds: Id[]; title: string }> {
  const handle = platform.database.sql;
  const phoneTail = /^\d{4}$/.test(q) ? q : null;
  const waybillNo = q.toUpperCase().replace(/\s/g, '');
  const [paid, parcels, named, owner] = await Promise.all([
    rooms.payments.ordersOfReference(handle, q),
    rooms.fulfilment.parcelsOf(handle, { waybillNo, phoneTail }),
    rooms.identity.findMembersByNickname(handle, q, membersMax),
    /^1\d{10}$/.test(q) ? rooms.identity.findMemberByPhone(handle, q) : undefined,
  ]);
  const numbers = [...(isId(q) ? [q] : []), ...parcels];
  const sent = await rooms.aftersale.ordersOfParcels(handle, numbers);
  return {
    orderIds: [...new Set([...paid, ...sent])],
    memberIds: [...named, ...(owner ? [owner] : [])],
    title: q,
  };
}

/** The first moment of a day in Shanghai. */
const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`);
