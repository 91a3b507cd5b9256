// Real: PostgreSQL and the rooms catalog, identity, community, reactions, chat, notifications;
// buying goes through the SQL door that orders use. Fake: the clock; pictures have no pixels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import { sql, sqlStateOf } from '#platform/db/database.ts';
import { createDeadlineWorker } from '#platform/deadlines.ts';
import { bucketOf } from '#platform/ids.ts';
import { createRelay } from '#platform/outbox.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { lamp, openGoodsRooms, openSeller } from '../../../test/support/sellers.ts';
import { readPricesSince } from './store/listing-reads.ts';

const { platform, database, clock } = await testPlatform();
const rooms = openGoodsRooms(platform);
const { catalog, chat, community, notifications, reactions } = rooms;
const relay = createRelay(database, clock, catalog.parts.subscriptions!);
const deadlines = createDeadlineWorker(database, clock, catalog.parts.deadlines!);
const seller = await openSeller(rooms);
const buyer = await openSeller(rooms);
const rival = await openSeller(rooms);

const refusedWith = (state: string) => (error: unknown) => sqlStateOf(error) === state;
const take = (listingId: string, quantity = 1) =>
  sql`select catalog.take_stock(${bucketOf(listingId)}, ${listingId}, ${quantity})`.execute(
    database.sql,
  );
const on = async (change = {}) =>
  (await catalog.createListing(seller.call, lamp(change))).listingId;

test('what is kept is not sold by the database itself, and the rest is', async () => {
  const listingId = await on({ quantity: 3 });
  await chat.startConversation(buyer.call, { memberId: seller.id });
  const kept = { listingId, memberId: buyer.id, quantity: 2, hours: 24 };
  await catalog.reserveListing(seller.call, kept);
  await assert.rejects(take(listingId, 2), refusedWith('TS010'));
  await take(listingId, 1);
  await assert.rejects(take(listingId, 1), refusedWith('TS010'));
  await assert.rejects(take(listingId, 3), refusedWith('TS001'));
  await database.transaction((tx) => catalog.setFreeFor(tx, buyer.id, [listingId]));
  await take(listingId, 2);
  const { rows } = await sql<{ reserved: number; stock: number }>`
    select reserved, stock from catalog.listing where id = ${listingId}`.execute(database.sql);
  assert.deepEqual(rows[0], { reserved: 0, stock: 0 });
});

test('a reservation lapses by its clock and not before', async () => {
  const listingId = await on({ quantity: 1 });
  const kept = { listingId, memberId: buyer.id, quantity: 1, hours: 24 };
  await catalog.reserveListing(seller.call, kept);
  clock.move(dayMs - 1);
  await deadlines.drain();
  await assert.rejects(take(listingId), refusedWith('TS010'));
  clock.move(1);
  await deadlines.drain();
  await deadlines.drain();
  await take(listingId);
});

test('goods are kept 24 hours at most, for those who are talked with', async () => {
  const listingId = await on({ quantity: 1 });
  const kept = { listingId, memberId: rival.id, quantity: 1, hours: 99 };
  const toStranger = catalog.reserveListing(seller.call, kept);
  await assert.rejects(toStranger, refused('catalog/no-conversation'));
  const { until } = await catalog.reserveListing(seller.call, { ...kept, memberId: buyer.id });
  assert.equal(until.getTime() - clock.now().getTime(), dayMs);
});

test('a shop on holiday sells nothing, from its first moment to its last', async () => {
  const listingId = await on({ quantity: 9 });
  const from = new Date(clock.now().getTime() + hourMs);
  const until = new Date(from.getTime() + dayMs);
  await catalog.setHoliday(seller.call, { from, until });
  await take(listingId);
  clock.move(hourMs);
  await deadlines.drain();
  await assert.rejects(take(listingId), refusedWith('TS009'));
  const { state } = await catalog.getListing(undefined, { listingId });
  assert.equal(state, 'away');
  clock.move(dayMs - 1);
  await deadlines.drain();
  await assert.rejects(take(listingId), refusedWith('TS009'));
  clock.move(1);
  await deadlines.drain();
  await deadlines.drain();
  await take(listingId);
  assert.equal(await catalog.getHoliday(seller.actor, { memberId: seller.id }), null);
});

test('a lower price is told once a day to who likes or keeps the note', async () => {
  const pictureIds = await shelvePictures(database.sql, seller.id, 1);
  const draft = { title: '台灯', body: [], topics: [], city: null, pictureIds };
  const whole = { ...draft, placeCircleId: null, mentions: [] };
  const { noteId } = await community.publishNote(seller.call, {
    ...whole,
    audience: { kind: 'public' },
  });
  const listingId = await on({ noteId, priceFen: 10_000n });
  await reactions.likeNote(buyer.call, noteId);
  await reactions.saveNote(buyer.call, { noteId });
  const cut = async (version: number, priceFen: bigint) => {
    await catalog.updateListing(seller.call, { listingId, version, priceFen });
    await relay.drain();
    const page = await notifications.listNotifications(buyer.actor, { limit: 50, locale: 'en' });
    return page.items.filter(({ type }) => type === 'catalog/price-dropped').length;
  };
  assert.equal(await cut(1, 9_501n), 0);
  assert.equal(await cut(2, 9_000n), 1);
  assert.equal(await cut(3, 8_000n), 1);
  clock.move(dayMs);
  assert.equal(await cut(4, 7_000n), 2);
});

test('a price is compared with all of 30 days, however many there were', async () => {
  const listingId = await on({ priceFen: 5_000n });
  // The price to beat is the oldest of 300 within the month, and one before it stood into it.
  await sql`
    insert into catalog.price (bucket, listing_id, version, price_fen, since)
    select ${bucketOf(listingId)}, ${listingId}, n + 1, 9000 + n,
      ${clock.now()}::timestamptz + make_interval(hours => 2 * n)
    from generate_series(1, 300) n`.execute(database.sql);
  clock.move(30 * dayMs + hourMs);
  const inMonth = await readPricesSince(
    database.sql,
    listingId,
    new Date(clock.now().getTime() - 30 * dayMs),
  );
  assert.equal(inMonth.length, 301, 'the first one stood until an hour into the month');
  assert.equal(inMonth[0]!.priceFen, 5_000n);
  clock.move(2 * hourMs);
  const later = await readPricesSince(
    database.sql,
    listingId,
    new Date(clock.now().getTime() - 30 * dayMs),
  );
  assert.equal(later[0]!.priceFen, 9_001n);
});

test('looks are counted as a sum a day, without the seller’s own and those of programs', async () => {
  const listingId = await on();
  const listings = [{ id: listingId, sellerId: seller.id }];
  const look = (memberId: string | undefined, userAgent: string | undefined) =>
    catalog.countLooks({ memberId, userAgent }, listings);
  await look(buyer.id, 'Mozilla/5.0');
  await look(undefined, 'Mozilla/5.0');
  await look(seller.id, 'Mozilla/5.0');
  await look(undefined, 'Googlebot/2.1');
  await look(undefined, undefined);
  const views = await catalog.viewsOf(database.sql, seller.id, '2020-01-01');
  assert.deepEqual(
    views.filter((one) => one.listingId === listingId).map((one) => one.views),
    [2],
  );
});
