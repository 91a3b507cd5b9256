import { dayMs } from '#platform/clock.ts';
import type { Actor, Call } from '#platform/actor.ts';
import { createPictureShelf } from '#platform/pictures/picture-shelf.ts';
import type { Platform } from '#platform/room.ts';
import { createAdmin } from '#admin';
import { createCatalog, type CreateListingInput } from '#catalog';
import { createChat } from '#chat';
import { createCommunity } from '#community';
import { createIdentity } from '#identity';
import { createModeration } from '#moderation';
import { createNotifications } from '#notifications';
import { createReactions } from '#reactions';
import { openTies } from './ties.ts';

/** The rooms that goods stand on, and the catalog, all real; pictures are only ever shown. */
export function openGoodsRooms(given: Platform) {
  const { database, clock } = given;
  const noPixels = { blobs: undefined as never, pictures: undefined as never };
  const platform = {
    ...given,
    pictureShelf: createPictureShelf({ database, clock, ...noPixels }),
  };
  const identity = createIdentity(platform);
  const notifications = createNotifications(platform, { identity });
  const admin = createAdmin(platform, { identity });
  const moderation = createModeration(platform, { identity, notifications, admin });
  const below = openTies(platform, identity, notifications, admin);
  const { ties, circles } = below;
  const community = createCommunity(platform, { identity, moderation, ...below });
  const chat = createChat(platform, { identity, notifications, moderation, ties });
  const read = { identity, notifications, moderation, ties };
  const reactions = createReactions(platform, { ...read, community });
  const goods = { identity, notifications, moderation, circles, community, reactions, chat };
  const catalog = createCatalog(platform, goods);
  return { platform, ...goods, admin, ties, catalog };
}

export type GoodsRooms = ReturnType<typeof openGoodsRooms>;
export type Seller = { id: string; actor: Actor; call: Call };

let persons = 0;

/** An ID number of a grown-up nobody else in this process is, with its right check character. */
export function newIdNumber(): string {
  persons += 1;
  const digits = `11010119900307${String(persons).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + '10X98765432'[sum % 11];
}

/** A verified member with a pro account who joined so many days ago; quick sell is not open yet. */
export async function joinSeller(rooms: GoodsRooms, ageDays = 400): Promise<Seller> {
  const { clock, database } = rooms.platform;
  const realName = { name: '王小满', idNumber: newIdNumber() };
  const id = await database.transaction((tx) =>
    rooms.identity.registerMember(tx, {
      phone: `136${String(persons).padStart(8, '0')}`,
      nickname: `卖家${persons}`,
      joinedAt: new Date(clock.now().getTime() - ageDays * dayMs),
      realName,
      isPro: true,
    }),
  );
  const actor = { memberId: id, sessionId: id, isOperator: false, secondFactorAt: null };
  return { id, actor, call: { actor, locale: 'zh-CN' } };
}

/** The same, with quick sell open for so many days, so that ten listings a day are allowed. */
export async function openSeller(rooms: GoodsRooms, openDays = 30): Promise<Seller> {
  const seller = await joinSeller(rooms);
  await rooms.catalog.openQuickSell(seller.call);
  const { clock, database } = rooms.platform;
  const openedAt = new Date(clock.now().getTime() - openDays * dayMs);
  await database.pool.query('update catalog.shop set opened_at = $1 where member_id = $2', [
    openedAt,
    seller.id,
  ]);
  return seller;
}

/** What a seller says of a lamp; change what the test is about. */
export function lamp(change: Partial<CreateListingInput> = {}): CreateListingInput {
  return {
    title: '九成新台灯',
    description: '搬家出，灯罩完好',
    priceFen: 4900n,
    quantity: 3,
    condition: '9',
    flaw: '底座有一道划痕',
    delivery: 'courier',
    freightFen: 800n,
    ...change,
  };
}
