// Real: PostgreSQL, the rooms community, ties, circles and identity, the outbox's relay. Fake: the
// clock, which stands still, so that nothing runs out; pictures have no pixels.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { sql } from '#platform/db/database.ts';
import { openFeedTown } from '../../../test/support/feed-town.ts';
import type { Person } from '../../../test/support/members.ts';

const town = await openFeedTown();
const { ties, community, clock, database, platform } = town;

let reader: Person;
let author: Person;
let notes: string[];
/** The first page, which is full: only such pages are remembered. */
const first = async (kind: 'following' | 'discover', limit = 2) =>
  (await town.page(reader, { kind, limit })).items.map(({ id }) => id);

beforeEach(async () => {
  await sql`update community.note set deleted_at = ${clock.now()}`.execute(database.sql);
  [reader, author] = [await town.people.join('读者'), await town.people.join('作者')];
  await ties.follow(reader.call, { memberId: author.id });
  notes = [];
  for (let n = 0; n < 4; n += 1) notes.unshift(await town.publish(author));
  await town.settle();
  for (const kind of ['following', 'discover'] as const) {
    assert.deepEqual(await first(kind), notes.slice(0, 2), kind);
  }
});

describe('a first page of one’s own', () => {
  it('is remembered: what nobody tells of is not seen for twenty seconds', async () => {
    const unsaid = sql`update community.note set published_at = published_at - interval '1 day'
      where id = ${notes[0]}`;
    await unsaid.execute(database.sql);
    assert.deepEqual(await first('discover'), notes.slice(0, 2));
    clock.move(20_000);
    assert.deepEqual(await first('discover'), notes.slice(1, 3));
  });

  it('shows a new note, and no more a deleted one', async () => {
    const note = await town.publish(author);
    assert.deepEqual(await first('discover'), [note, notes[0]]);
    await town.settle();
    assert.deepEqual(await first('following'), [note, notes[0]]);
    await community.deleteNote(author.call, note);
    for (const kind of ['following', 'discover'] as const) {
      assert.deepEqual(await first(kind), notes.slice(0, 2), kind);
    }
  });

  it('ends with a follow’s end', async () => {
    await ties.unfollow(reader.call, { memberId: author.id });
    assert.deepEqual(await first('following'), []);
  });

  it('ends with a block by either, and with a mute', async () => {
    await ties.mute(reader.call, { memberId: author.id });
    assert.deepEqual(await first('discover'), []);
    await ties.unmute(reader.call, { memberId: author.id });
    assert.deepEqual(await first('discover'), notes.slice(0, 2));
    await ties.block(author.call, { memberId: reader.id });
    for (const kind of ['following', 'discover'] as const) {
      assert.deepEqual(await first(kind), [], kind);
    }
  });

  it('follows what the reader begins to care about', async () => {
    const topical = await town.publish(author, { topics: ['胶片'] });
    for (let n = 0; n < 3; n += 1) await town.publish(author);
    assert.ok(!(await first('discover', 3)).includes(topical));
    await database.transaction((tx) => community.caresAbout(tx, reader.id, topical, 'saved'));
    assert.ok((await first('discover', 3)).includes(topical));
  });

  it('is forgotten in every process that hears of it, and kept by none that hears nothing', async () => {
    await sql`update community.note set published_at = published_at - interval '1 day'
      where id = ${notes[0]}`.execute(database.sql);
    platform.realtime.forget('reader', [author.id]);
    assert.deepEqual(await first('following'), notes.slice(0, 2));
    platform.realtime.forget('reader', [reader.id]);
    assert.deepEqual(await first('discover'), notes.slice(1, 3));
  });
});
