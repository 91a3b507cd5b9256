// Real: PostgreSQL and the rooms below the catalog. Fake: the clock; pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Audience } from '#circles';
import { createPeople, type Person } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { lamp, openGoodsRooms, openSeller, type Seller } from '../../../test/support/sellers.ts';

const { platform, database } = await testPlatform();
const rooms = openGoodsRooms(platform);
const { catalog, chat, circles, community, moderation, ties } = rooms;
const people = createPeople(database, rooms.identity);
const nothing = refused('platform/not-found');

const seller = await openSeller(rooms);
const [inside, outside, blocked] = [await people.join(), await people.join(), await people.join()];
const circleId = await database.transaction((tx) =>
  circles.registerCircle(tx, {
    founderId: seller.id,
    kind: 'campus',
    name: '梧桐大学',
    description: '',
    joinRule: 'code',
  }),
);
for (const { id } of [inside, blocked]) {
  await database.transaction((tx) => circles.admitMember(tx, { circleId, memberId: id }));
}
await ties.block(seller.call, { memberId: blocked.id });
const circle: Audience = { kind: 'circle', circleId };

/** Every way to a listing, and whether this reader finds it there. */
async function waysTo(listingId: string, noteId: string | null, reader: Person | undefined) {
  const has = (page: { items: { id: string }[] }) => page.items.some(({ id }) => id === listingId);
  const list = (of: Parameters<typeof catalog.listListings>[1]['of']) =>
    catalog.listListings(reader?.actor, { of, show: 'all', limit: 50 });
  const found = async (asked: Promise<unknown>) =>
    asked.then(
      () => true,
      () => false,
    );
  return {
    page: await found(catalog.getListing(reader?.actor, { listingId })),
    card: (await catalog.getListingsFor(reader?.id, [listingId])).has(listingId),
    ofSeller: has(await list({ sellerId: seller.id })),
    ofNote: noteId !== null && has(await list({ noteId })),
    ofCircle: await list({ circleId }).then(has, () => false),
    report:
      reader !== undefined &&
      (await found(
        moderation.reportContent(reader.call, {
          subject: { kind: 'listing', id: listingId },
          reasonCode: 'spam',
        }),
      )),
  };
}
const nowhere = {
  page: false,
  card: false,
  ofSeller: false,
  ofNote: false,
  ofCircle: false,
  report: false,
};
const everywhere = {
  page: true,
  card: true,
  ofSeller: true,
  ofNote: true,
  ofCircle: true,
  report: true,
};

describe('a listing in a circle', () => {
  it('alone is found by its members, and by nobody else on any way', async () => {
    const { listingId } = await catalog.createListing(seller.call, lamp({ audience: circle }));
    const alone = { ...everywhere, ofNote: false };
    assert.deepEqual(await waysTo(listingId, null, inside), alone);
    for (const reader of [undefined, outside, blocked]) {
      assert.deepEqual(await waysTo(listingId, null, reader), nowhere);
    }
    const own = await catalog.getListing(seller.actor, { listingId });
    assert.deepEqual(own.audience, circle);
    await circles.leaveCircle(inside.call, { circleId });
    assert.deepEqual(await waysTo(listingId, null, inside), nowhere);
    await database.transaction((tx) => circles.admitMember(tx, { circleId, memberId: inside.id }));
  });

  it('asks for a circle of the seller’s own', async () => {
    const other = await openSeller(rooms);
    const wish = catalog.createListing(other.call, lamp({ audience: circle }));
    await assert.rejects(wish, refused('catalog/not-in-circle'));
    const { listingId } = await catalog.createListing(other.call, lamp());
    const edit = { listingId, version: 1, audience: circle };
    await assert.rejects(catalog.updateListing(other.call, edit), refused('catalog/not-in-circle'));
  });

  it('comes out of it and goes back by an edit', async () => {
    const { listingId } = await catalog.createListing(seller.call, lamp());
    assert.equal((await waysTo(listingId, null, outside)).page, true);
    await catalog.updateListing(seller.call, { listingId, version: 1, audience: circle });
    assert.deepEqual(await waysTo(listingId, null, outside), nowhere);
    await catalog.updateListing(seller.call, {
      listingId,
      version: 2,
      audience: { kind: 'public' },
    });
    assert.equal((await waysTo(listingId, null, outside)).ofSeller, true);
  });

  it('cannot be sent by who does not see it, and shows nothing to who does not', async () => {
    const { listingId } = await catalog.createListing(seller.call, lamp({ audience: circle }));
    const { conversationId } = await chat.startConversation(seller.call, { memberId: outside.id });
    const card = { kind: 'listing', ref: listingId };
    await chat.sendMessage(seller.call, { conversationId, clientId: 'a', card });
    const read = (who: Seller | Person) =>
      chat.listMessages(who.actor, { conversationId, limit: 5 });
    assert.equal((await read(outside)).items[0]!.card!.view, null);
    assert.ok((await read(seller)).items[0]!.card!.view);
    await assert.rejects(
      chat.sendMessage(outside.call, { conversationId, clientId: 'b', card }),
      refused('chat/card-not-available'),
    );
  });
});

describe('a listing on a note', () => {
  async function onNote(audience: Audience) {
    const pictureIds = await shelvePictures(database.sql, seller.id, 1);
    const note = { title: '出台灯', body: [], topics: [], city: null, pictureIds, audience };
    const made = await catalog.createListing(seller.call, lamp({ note }));
    return { listingId: made.listingId, noteId: made.noteId! };
  }

  it('is for whom the note is for, and follows the note', async () => {
    const { listingId, noteId } = await onNote({ kind: 'followers' });
    assert.deepEqual(await waysTo(listingId, noteId, outside), nowhere);
    await ties.follow(outside.call, { memberId: seller.id });
    assert.equal((await waysTo(listingId, noteId, outside)).ofNote, true);
    await community.updateNote(seller.call, { noteId, audience: circle });
    assert.deepEqual(await waysTo(listingId, noteId, outside), nowhere);
    assert.equal((await waysTo(listingId, noteId, inside)).ofNote, true);
    await ties.unfollow(outside.call, { memberId: seller.id });
  });

  it('has no audience of its own', async () => {
    const { listingId, noteId } = await onNote({ kind: 'public' });
    const other = refused('catalog/audience-of-note');
    const edit = { listingId, version: 1, audience: circle };
    await assert.rejects(catalog.updateListing(seller.call, edit), other);
    await assert.rejects(
      catalog.createListing(seller.call, lamp({ noteId, audience: circle })),
      other,
    );
    const second = await catalog.createListing(seller.call, lamp({ noteId }));
    assert.equal((await waysTo(second.listingId, noteId, outside)).ofNote, true);
  });
});

describe('two who blocked each other', () => {
  it('find nothing of each other’s goods, whichever of them did it', async () => {
    const { listingId } = await catalog.createListing(seller.call, lamp());
    assert.deepEqual(await waysTo(listingId, null, blocked), nowhere);
    await ties.block(outside.call, { memberId: seller.id });
    assert.deepEqual(await waysTo(listingId, null, outside), nowhere);
    await ties.unblock(outside.call, { memberId: seller.id });
    const asked = catalog.listListings(outside.actor, { of: { circleId }, limit: 5 });
    await assert.rejects(asked, nothing);
  });
});
