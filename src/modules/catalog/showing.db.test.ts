// Real: PostgreSQL and the rooms catalog, identity, notifications, admin, moderation, community,
// chat. Fake: the clock; pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minuteMs, secondMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { bucketOf } from '#platform/ids.ts';
import { createPeople } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { lamp, openGoodsRooms, openSeller, type Seller } from '../../../test/support/sellers.ts';

const { platform, database, clock } = await testPlatform();
const rooms = openGoodsRooms(platform);
const { catalog, chat, community, moderation } = rooms;
const people = createPeople(database, rooms.identity);
const operator = await people.joinOperator();

const create = (seller: Seller, change = {}) => catalog.createListing(seller.call, lamp(change));

async function noteWithLamp(seller: Seller) {
  const pictureIds = await shelvePictures(database.sql, seller.id, 1);
  const note = { title: '出台灯', body: [], topics: [], city: null, pictureIds };
  const { listingId, noteId } = await create(seller, { note, quantity: 1 });
  return { listingId, noteId: noteId! };
}

const sellOut = (listingId: string) =>
  sql`select catalog.take_stock(${bucketOf(listingId)}, ${listingId}, 1)`.execute(database.sql);
const tagsOf = async (noteId: string) => (await community.getNote(undefined, noteId)).attachments;

/** Lets a reader report a listing and an operator take it down. */
async function takeDown(listingId: string) {
  const reader = await people.join();
  const subject = { kind: 'listing', id: listingId } as const;
  await moderation.reportContent(reader.call, { subject, reasonCode: 'counterfeit' });
  const { items } = await moderation.listModerationQueue(operator.actor, { limit: 50 });
  const { id: caseId } = items.find((item) => item.subject.id === listingId)!;
  const decision = { decision: 'take-down', reasonCode: 'counterfeit', words: '仿品' } as const;
  await moderation.decideModeration(operator.call, { caseId, ...decision });
}

describe('one listing', () => {
  it('is found by nobody when there is none', async () => {
    const listing = catalog.getListing(undefined, { listingId: '4096' });
    await assert.rejects(listing, refused('platform/not-found'));
  });

  it('is still shown when it is withdrawn, so that links say what happened', async () => {
    const seller = await openSeller(rooms);
    const { listingId } = await create(seller);
    await catalog.withdrawListing(seller.call, { listingId });
    assert.equal((await catalog.getListing(undefined, { listingId })).state, 'withdrawn');
  });
});

describe('a seller’s listings', () => {
  it('come newest first, page by page, none twice and none left out', async () => {
    const seller = await openSeller(rooms);
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      // Some in the same moment: the id then decides.
      if (n % 2 === 0) clock.move(minuteMs);
      made.unshift((await create(seller)).listingId);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const of = { sellerId: seller.id };
      const page = await catalog.listListings(undefined, { of, cursor, limit: 3 });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    assert.deepEqual(seen, made);
  });

  it('show what is on sale, on wish what is sold out, and everything to the seller', async () => {
    const seller = await openSeller(rooms);
    const [live, sold, gone] = [
      (await create(seller)).listingId,
      (await create(seller, { quantity: 1 })).listingId,
      (await create(seller)).listingId,
    ];
    await sellOut(sold);
    await catalog.withdrawListing(seller.call, { listingId: gone });
    const list = async (by: Seller | undefined, show: 'on-sale' | 'all') => {
      const of = { sellerId: seller.id };
      const { items } = await catalog.listListings(by?.actor, { of, show, limit: 50 });
      return new Set(items.map((item) => item.id));
    };
    assert.deepEqual(await list(undefined, 'on-sale'), new Set([live]));
    assert.deepEqual(await list(undefined, 'all'), new Set([live, sold]));
    assert.deepEqual(await list(seller, 'all'), new Set([live, sold, gone]));
  });

  it('start at the beginning under a cursor that is none of ours', async () => {
    const seller = await openSeller(rooms);
    await create(seller);
    const of = { sellerId: seller.id };
    const { items } = await catalog.listListings(undefined, { of, cursor: 'eyJ4', limit: 5 });
    assert.equal(items.length, 1);
  });

  it('come as cards in one batch, unknown ids left out', async () => {
    const seller = await openSeller(rooms);
    const pictureIds = await shelvePictures(database.sql, seller.id, 1);
    const { listingId } = await create(seller, { pictureIds });
    const cards = await catalog.getListings([listingId, listingId, '4096']);
    assert.deepEqual([...cards.keys()], [listingId]);
    assert.partialDeepStrictEqual(cards.get(listingId), {
      sellerId: seller.id,
      netFen: 5666n,
      cover: { id: pictureIds[0]! },
      seller: { id: seller.id },
    });
  });
});

describe('a note', () => {
  it('shows sold-out goods as sold out within a second, and withdrawn ones no more', async () => {
    const seller = await openSeller(rooms);
    const { listingId, noteId } = await noteWithLamp(seller);
    await sellOut(listingId);
    clock.move(secondMs);
    assert.partialDeepStrictEqual(await tagsOf(noteId), [
      { view: { state: 'sold-out', stock: 0 } },
    ]);
    await catalog.withdrawListing(seller.call, { listingId });
    assert.deepEqual(await tagsOf(noteId), []);
  });

  it('shows a new price at once', async () => {
    const seller = await openSeller(rooms);
    const { listingId, noteId } = await noteWithLamp(seller);
    await tagsOf(noteId);
    await catalog.updateListing(seller.call, { listingId, version: 1, priceFen: 100n });
    assert.partialDeepStrictEqual(await tagsOf(noteId), [{ view: { priceFen: 100n } }]);
  });

  it('costs one read for a page of notes, through the index', async () => {
    const seller = await openSeller(rooms);
    const { noteId } = await noteWithLamp(seller);
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local enable_seqscan = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain select * from catalog.listing
         where note_id = any(array[${noteId}]::bigint[]) and withdrawn_at is null
           and taken_down_at is null order by note_id, id`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      assert.match(plan, /Index Scan using listing_of_note/);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('a listing in a conversation', () => {
  it('is a card that follows the goods', async () => {
    const seller = await openSeller(rooms);
    const buyer = await people.join();
    const { listingId } = await create(seller, { quantity: 1 });
    const card = { kind: 'listing', ref: listingId };
    const opened = await chat.startConversation(buyer.call, { memberId: seller.id, about: card });
    const { conversationId } = opened;
    await chat.sendMessage(seller.call, { conversationId, clientId: 'card', card });
    const shown = async () => {
      const page = await chat.listMessages(buyer.actor, { conversationId, limit: 50 });
      return page.items.at(-1)!.card!.view;
    };
    assert.partialDeepStrictEqual(await shown(), { title: '九成新台灯', state: 'live' });
    await sellOut(listingId);
    assert.partialDeepStrictEqual(await shown(), { state: 'sold-out' });
  });

  it('may be sent by anybody, but not when there is none', async () => {
    const [seller, sender, friend] = [
      await openSeller(rooms),
      await people.join(),
      await people.join(),
    ];
    const { listingId } = await create(seller);
    const { conversationId } = await chat.startConversation(sender.call, { memberId: friend.id });
    const send = (ref: string) =>
      chat.sendMessage(sender.call, {
        conversationId,
        clientId: ref,
        card: { kind: 'listing', ref },
      });
    await assert.rejects(send('4096'), refused('chat/card-not-available'));
    await send(listingId);
  });
});

describe('a listing that was taken down', () => {
  it('vanishes for everybody but its seller and operators, who read why', async () => {
    const seller = await openSeller(rooms);
    const { listingId, noteId } = await noteWithLamp(seller);
    await tagsOf(noteId);
    await takeDown(listingId);
    const reader = await people.join();
    for (const actor of [undefined, reader.actor]) {
      await assert.rejects(catalog.getListing(actor, { listingId }), refused('platform/not-found'));
    }
    for (const actor of [seller.actor, operator.actor]) {
      const shown = await catalog.getListing(actor, { listingId });
      assert.deepEqual([shown.state, shown.takeDownReason], ['taken-down', '仿品']);
    }
    assert.deepEqual(await tagsOf(noteId), []);
  });

  it('cannot be bought, edited, withdrawn, sent or reported again', async () => {
    const seller = await openSeller(rooms);
    const { listingId } = await create(seller);
    await takeDown(listingId);
    await assert.rejects(sellOut(listingId));
    const edit = { listingId, version: 2, title: '再卖' };
    await assert.rejects(catalog.updateListing(seller.call, edit), refused('catalog/not-for-sale'));
    await assert.rejects(
      catalog.withdrawListing(seller.call, { listingId }),
      refused('catalog/not-for-sale'),
    );
    const reader = await people.join();
    const card = { kind: 'listing', ref: listingId };
    await assert.rejects(
      chat.startConversation(reader.call, { memberId: seller.id, about: card }),
      refused('chat/card-not-available'),
    );
    const subject = { kind: 'listing', id: listingId } as const;
    await assert.rejects(
      moderation.reportContent(reader.call, { subject, reasonCode: 'counterfeit' }),
      refused('platform/not-found'),
    );
  });

  it('keeps its place in a conversation, without its content', async () => {
    const seller = await openSeller(rooms);
    const { listingId } = await create(seller);
    await takeDown(listingId);
    assert.partialDeepStrictEqual((await catalog.getListings([listingId])).get(listingId), {
      title: '',
      cover: null,
      coverUrl: null,
      state: 'taken-down',
    });
  });

  it('leaves the shelf for the next listing', async () => {
    const seller = await openSeller(rooms);
    const { listingId } = await create(seller);
    await takeDown(listingId);
    const of = { sellerId: seller.id };
    assert.equal((await catalog.listListings(undefined, { of, limit: 5 })).items.length, 0);
    const own = await catalog.listListings(seller.actor, { of, show: 'all', limit: 5 });
    assert.equal(own.items[0]!.state, 'taken-down');
  });
});
