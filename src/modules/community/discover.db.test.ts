// Real: PostgreSQL, the rooms community, ties, circles and identity. Fake: the clock; what notes
// sell is said by hand; moderation passes everything; pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import type { FeedItem } from '#community';
import { openFeedTown } from '../../../test/support/feed-town.ts';
import type { Person } from '../../../test/support/members.ts';
import { refused } from '../../../test/support/refused.ts';

const town = await openFeedTown();
const { ties, circles, community, clock, database } = town;
const author = await town.people.join('阿禾');
const seller = await town.people.join('小满');
const discover = { kind: 'discover' } as const;

async function sells(person: Person, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = await town.publish(person);
    await community.sellsSince(database.sql, id, clock.now());
    ids.push(id);
  }
  return ids;
}
async function publishMany(person: Person, count: number, topics: string[] = []) {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await town.publish(person, { topics }));
  return ids;
}
const sourcesOf = (items: FeedItem[]) => items.map((item) => item.source);
/** A day later, with nothing there: nobody may publish more than so much in a day. */
async function empty(): Promise<void> {
  clock.move(dayMs);
  await sql`update community.note set deleted_at = ${clock.now()} where deleted_at is null
    `.execute(database.sql);
}

describe('Discover', () => {
  it('shows every public note once and in order, and says when it ends', async () => {
    const ids = await publishMany(author, 17);
    assert.deepEqual(await town.idsOf(undefined, discover), ids.toReversed());
    const { nextCursor } = await town.page(undefined, { ...discover, limit: 17 });
    assert.equal(nextCursor, null);
  });

  it('lets at most one of five sell, and two of one seller, while there is enough else', async () => {
    await empty();
    const goods = await sells(seller, 4);
    const words = await publishMany(author, 16);
    const { items } = await town.page(undefined, { ...discover, limit: 20 });
    assert.equal(items.filter((item) => goods.includes(item.id)).length, 4);
    assert.deepEqual(
      items.flatMap((item, at) => (item.source === 'selling' ? [at] : [])),
      [4, 9],
    );
    assert.deepEqual(sourcesOf(items.slice(-2)), ['selling-more', 'selling-more']);
    const first = await town.page(undefined, { ...discover, limit: 10 });
    assert.equal(first.items.filter((item) => goods.includes(item.id)).length, 2);
    const all = await town.idsOf(undefined, discover);
    assert.deepEqual(all.toSorted(), [...goods, ...words].toSorted());
  });

  it('mixes in what a member cares about, without showing it twice', async () => {
    await empty();
    const reader = await town.people.join('读者');
    const mine = await publishMany(author, 5, ['谷子']);
    const words = await publishMany(author, 12);
    await database.transaction((tx) => community.caresAbout(tx, reader.id, mine[0]!, 'liked'));
    const { items } = await town.page(reader, { ...discover, limit: 9 });
    assert.deepEqual(sourcesOf(items).filter((source) => source === 'topical').length, 3);
    assert.equal(items[1]?.id, mine.at(-1));
    const all = await town.idsOf(reader, discover);
    assert.deepEqual(all.toSorted(), [...mine, ...words].toSorted());
    assert.deepEqual(
      sourcesOf((await town.page(undefined, discover)).items).includes('topical'),
      false,
    );
  });

  it('forgets what a member did long ago beside what they do now', async () => {
    await empty();
    const reader = await town.people.join('变心');
    const [old] = await publishMany(author, 1, ['旧爱']);
    for (let n = 0; n < 3; n += 1) {
      await database.transaction((tx) => community.caresAbout(tx, reader.id, old!, 'saved'));
    }
    clock.move(60 * dayMs);
    const [recent] = await publishMany(author, 1, ['新欢']);
    await database.transaction((tx) => community.caresAbout(tx, reader.id, recent!, 'opened'));
    const { rows } = await sql<{ topic: string }>`select topic from community.interest
      where member_id = ${reader.id} order by weight desc`.execute(database.sql);
    assert.deepEqual(
      rows.map((row) => row.topic),
      ['新欢', '旧爱'],
    );
  });

  it('neither repeats nor skips a note while some come and others go', async () => {
    await empty();
    const reader = await town.people.join('翻页');
    const mine = await publishMany(author, 8, ['露营']);
    await database.transaction((tx) => community.caresAbout(tx, reader.id, mine[0]!, 'saved'));
    const stay = [...mine, ...(await publishMany(author, 25)), ...(await sells(seller, 6))];
    const go = stay.splice(3, 6);
    const seen: string[] = [];
    let cursor: string | null = null;
    let turn = 0;
    do {
      const page = await town.page(reader, { ...discover, limit: 5, cursor: cursor ?? undefined });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
      const gone = go.at(turn);
      if (gone) await community.deleteNote(author.call, gone).catch(() => undefined);
      await publishMany(author, 1, turn % 2 ? ['露营'] : []);
      turn += 1;
    } while (cursor !== null);
    assert.equal(new Set(seen).size, seen.length, 'none twice');
    for (const id of stay) assert.ok(seen.includes(id), `${id} was skipped`);
    const numbered = await town.all(reader, discover);
    assert.deepEqual(
      numbered.map((item) => item.position),
      numbered.map((_, at) => at),
    );
  });

  it('leaves out whom the reader muted or blocked, or who blocked them, for that reader', async () => {
    await empty();
    const [reader, blocker] = [await town.people.join(), await town.people.join()];
    const [other] = await publishMany(author, 1);
    const [muted] = await publishMany(seller, 1);
    const [blocked] = await publishMany(blocker, 1);
    await ties.mute(reader.call, { memberId: seller.id });
    await ties.block(blocker.call, { memberId: reader.id });
    assert.deepEqual(await town.idsOf(reader, discover), [other]);
    assert.deepEqual(await town.idsOf(undefined, discover), [blocked, muted, other]);
    const byAuthor = (authorId: string) => town.idsOf(reader, { kind: 'author', authorId });
    assert.ok((await byAuthor(seller.id)).includes(muted!), 'who is muted can be looked up');
    assert.deepEqual(await byAuthor(blocker.id), []);
  });

  it('refuses a cursor of another feed', async () => {
    await empty();
    await publishMany(author, 3);
    const { nextCursor } = await town.page(undefined, { ...discover, limit: 1 });
    const wrong = { kind: 'author', authorId: author.id, cursor: nextCursor! } as const;
    for (const cursor of [wrong, { ...discover, cursor: 'xx' }]) {
      await assert.rejects(town.page(undefined, cursor), refused('platform/invalid-input'));
    }
  });
});

describe('other feeds', () => {
  const circle = (kind: 'campus', name: string) =>
    database.transaction((tx) =>
      circles.registerCircle(tx, {
        kind,
        name,
        description: '',
        city: null,
        joinRule: 'open',
        mailDomains: [],
        founderId: author.id,
      }),
    );

  it('Nearby is the reader’s city and campus, or a city that is named', async () => {
    const reader = await town.people.join('同城');
    const circleId = await circle('campus', '西区');
    await database.transaction((tx) => circles.admitMember(tx, { circleId, memberId: author.id }));
    await database.transaction((tx) => circles.admitMember(tx, { circleId, memberId: reader.id }));
    const here = await town.publish(author, { city: '杭州' });
    const there = await town.publish(author, { city: '上海' });
    const campus = await town.publish(author, { placeCircleId: circleId });
    assert.deepEqual(await town.idsOf(reader, { kind: 'nearby' }), [campus]);
    await town.identity.updateProfile(reader.call, { city: '杭州' });
    assert.deepEqual(await town.idsOf(reader, { kind: 'nearby' }), [campus, here]);
    assert.deepEqual(await town.idsOf(undefined, { kind: 'nearby', city: '上海' }), [there]);
    assert.deepEqual(await town.idsOf(undefined, { kind: 'nearby' }), []);
  });

  it('a circle’s notes are for its members, in every feed', async () => {
    const [member, stranger] = [await town.people.join(), await town.people.join()];
    const circleId = await circle('campus', '北区');
    await database.transaction((tx) => circles.admitMember(tx, { circleId, memberId: member.id }));
    await database.transaction((tx) => circles.admitMember(tx, { circleId, memberId: author.id }));
    const inside = await town.publish(author, {
      topics: ['秘密'],
      audience: { kind: 'circle', circleId },
    });
    assert.deepEqual(await town.idsOf(member, { kind: 'circle', circleId }), [inside]);
    for (const reader of [stranger, undefined]) {
      await assert.rejects(
        town.page(reader, { kind: 'circle', circleId }),
        refused('platform/not-found'),
      );
      const open = [discover, { topic: '秘密' }, { kind: 'author', authorId: author.id }] as const;
      for (const input of open) assert.ok(!(await town.idsOf(reader, input)).includes(inside));
    }
    const ofAuthor = { kind: 'author', authorId: author.id } as const;
    assert.ok((await town.idsOf(member, ofAuthor)).includes(inside));
  });
});
