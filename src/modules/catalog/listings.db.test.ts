// Real: PostgreSQL and the rooms catalog, identity, community, chat, moderation. Fake: the clock;
// pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import type { NoteDraft } from '#community';
import { under } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { lamp, openGoodsRooms, openSeller, type Seller } from '../../../test/support/sellers.ts';

const { platform, database, clock } = await testPlatform();
const rooms = openGoodsRooms(platform);
const { catalog, community, moderation } = rooms;
moderation.registerScreener((text) => (text.includes('违禁') ? 'block' : 'pass'));

const create = (seller: Seller, change = {}) => catalog.createListing(seller.call, lamp(change));
const get = (listingId: string) => catalog.getListing(undefined, { listingId });

async function draft(seller: Seller, change: Partial<NoteDraft> = {}): Promise<NoteDraft> {
  const pictureIds = await shelvePictures(database.sql, seller.id, 2);
  return { title: '出台灯', body: ['搬家'], topics: [], city: null, pictureIds, ...change };
}

const count = async (table: string, seller: Seller) => {
  const owner = table === 'community.note' ? 'author_id' : 'seller_id';
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} where ${sql.ref(owner)} = ${seller.id}
  `.execute(database.sql);
  return rows[0]!.n;
};

describe('putting goods on sale', () => {
  it('shows them at once, alone and without review', async () => {
    const seller = await openSeller(rooms);
    const pictureIds = await shelvePictures(database.sql, seller.id, 2);
    const { listingId, noteId } = await create(seller, { pictureIds });
    assert.equal(noteId, null);
    const shown = await get(listingId);
    assert.partialDeepStrictEqual(shown, {
      id: listingId,
      sellerId: seller.id,
      title: '九成新台灯',
      priceFen: 4900n,
      freightFen: 800n,
      netFen: 5666n,
      stock: 3,
      state: 'live',
      condition: '9',
      flaw: '底座有一道划痕',
      shipWithin: 'PT72H',
      version: 1,
      isOwn: false,
      publishedAt: clock.now(),
      priceHistory: [{ priceFen: 4900n, since: clock.now() }],
    });
    assert.deepEqual(
      shown.pictures.map((picture) => picture.id),
      pictureIds,
    );
    assert.equal(shown.coverUrl, shown.cover!.sources[0]!.url);
    assert.equal(shown.seller.isPro, true);
    assert.equal((await catalog.getListing(seller.actor, { listingId })).isOwn, true);
  });

  it('takes the cheapest and the dearest price, one piece and ninety-nine', async () => {
    const seller = await openSeller(rooms);
    for (const [priceFen, quantity] of [
      [1n, 1],
      [1_000_000n, 99],
    ] as const) {
      const { listingId } = await create(seller, { priceFen, quantity });
      assert.partialDeepStrictEqual(await get(listingId), { priceFen, stock: quantity });
    }
  });

  it('refuses terms outside the rules and writes nothing', async () => {
    const seller = await openSeller(rooms);
    for (const [change, code] of [
      [{ priceFen: 0n }, 'catalog/price-out-of-range'],
      [{ priceFen: 1_000_001n }, 'catalog/price-out-of-range'],
      [{ quantity: 0 }, 'catalog/quantity-out-of-range'],
      [{ quantity: 100 }, 'catalog/quantity-out-of-range'],
      [{ freightFen: 50_001n }, 'catalog/freight-out-of-range'],
      [{ delivery: 'pickup' }, 'catalog/freight-needs-courier'],
      [{ condition: 'new-sealed' }, 'catalog/flaw-of-new-goods'],
      [{ description: '违禁品' }, 'catalog/text-not-acceptable'],
    ] as const) {
      await assert.rejects(create(seller, change), refused(code));
    }
    assert.equal(await count('catalog.listing', seller), 0);
  });

  it('refuses pictures of somebody else', async () => {
    const [seller, other] = [await openSeller(rooms), await openSeller(rooms)];
    const pictureIds = await shelvePictures(database.sql, other.id);
    await assert.rejects(create(seller, { pictureIds }), refused('pictures/not-yours'));
  });

  it('is done once under one key, also when sent eight times at once', async () => {
    const seller = await openSeller(rooms);
    const call = under(seller.call, 'one-lamp');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => catalog.createListing(call, lamp())),
    );
    assert.equal(new Set(answers.map((answer) => answer.listingId)).size, 1);
    assert.equal(await count('catalog.listing', seller), 1);
  });
});

describe('with a note', () => {
  it('publishes note and listing together, the note’s pictures showing the goods', async () => {
    const seller = await openSeller(rooms);
    const note = await draft(seller);
    const { listingId, noteId } = await create(seller, { note });
    const shown = await community.getNote(undefined, noteId!);
    assert.partialDeepStrictEqual(shown.attachments, [
      { kind: 'listing', ref: listingId, view: { title: '九成新台灯', priceFen: 4900n, stock: 3 } },
    ]);
    const listing = await get(listingId);
    assert.equal(listing.noteId, noteId);
    assert.deepEqual(
      listing.pictures.map((picture) => picture.id),
      note.pictureIds,
    );
  });

  it('publishes neither when one of them is refused', async () => {
    const seller = await openSeller(rooms);
    const note = await draft(seller, { pictureIds: [] });
    await assert.rejects(create(seller, { note }), refused('community/picture-needed'));
    const fine = await draft(seller);
    const theirs = await shelvePictures(database.sql, (await openSeller(rooms)).id);
    await assert.rejects(
      create(seller, { note: fine, pictureIds: theirs }),
      refused('pictures/not-yours'),
    );
    assert.equal(await count('community.note', seller), 0);
    assert.equal(await count('catalog.listing', seller), 0);
  });

  it('hangs several listings on an own note, at once seen in the feed', async () => {
    const seller = await openSeller(rooms);
    const { noteId } = await community.publishNote(seller.call, await draft(seller));
    const seen = async () => (await community.getNote(undefined, noteId)).attachments.length;
    assert.equal(await seen(), 0);
    const first = await create(seller, { noteId });
    assert.equal(await seen(), 1);
    await create(seller, { noteId, title: '第二盏' });
    assert.equal(await seen(), 2);
    assert.ok((await get(first.listingId)).cover, 'the note’s cover shows it');
    const { items } = await catalog.listListings(undefined, { of: { noteId }, limit: 20 });
    assert.deepEqual(
      items.map((item) => item.title),
      ['九成新台灯', '第二盏'],
    );
  });

  it('finds no note of somebody else, and none that was deleted', async () => {
    const [seller, other] = [await openSeller(rooms), await openSeller(rooms)];
    const { noteId } = await community.publishNote(other.call, await draft(other));
    await assert.rejects(create(seller, { noteId }), refused('platform/not-found'));
    const own = await community.publishNote(seller.call, await draft(seller));
    await community.deleteNote(seller.call, own.noteId);
    await assert.rejects(create(seller, { noteId: own.noteId }), refused('platform/not-found'));
  });

  it('refuses a new note and an old one together', async () => {
    const seller = await openSeller(rooms);
    const note = await draft(seller);
    await assert.rejects(create(seller, { note, noteId: '1' }), refused('catalog/note-twice'));
  });

  it('carries nine listings and not a tenth', async () => {
    const seller = await openSeller(rooms);
    const { noteId } = await community.publishNote(seller.call, await draft(seller));
    for (let n = 0; n < 9; n += 1) await create(seller, { noteId });
    await assert.rejects(create(seller, { noteId }), refused('catalog/too-many-on-note'));
  });
});

describe('the pace', () => {
  it('lets a new seller publish three a day and again after midnight in Shanghai', async () => {
    const seller = await openSeller(rooms, 0);
    for (let n = 0; n < 3; n += 1) await create(seller);
    await assert.rejects(create(seller), refused('catalog/too-many-today', { max: 3 }));
    clock.move(dayMs / 2);
    await create(seller);
  });

  it('counts withdrawn listings of the day as well', async () => {
    const seller = await openSeller(rooms, 0);
    for (let n = 0; n < 3; n += 1) {
      const { listingId } = await create(seller);
      await catalog.withdrawListing(seller.call, { listingId });
    }
    await assert.rejects(create(seller), refused('catalog/too-many-today'));
  });

  it('lets eight at once through only up to the limit of the day', async () => {
    const seller = await openSeller(rooms, 0);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => create(seller)));
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 3);
    assert.equal(await count('catalog.listing', seller), 3);
  });

  it('lets eight at once through only up to fifty on sale', async () => {
    const seller = await openSeller(rooms);
    for (let day = 0; day < 5; day += 1) {
      for (let n = 0; n < (day < 4 ? 10 : 8); n += 1) await create(seller);
      clock.move(dayMs);
    }
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => create(seller)));
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 2);
    await assert.rejects(create(seller), refused('catalog/too-many-live', { max: 50 }));
  });
});
