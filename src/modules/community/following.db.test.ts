// Real: PostgreSQL, the rooms community, ties, circles and identity, the outbox's relay. Fake: the
// clock, sockets (caught); moderation passes everything; pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { openFeedTown } from '../../../test/support/feed-town.ts';
import type { Person } from '../../../test/support/members.ts';
import { refused } from '../../../test/support/refused.ts';

const town = await openFeedTown();
const { ties, circles, community, clock, database, wakes } = town;
const following = { kind: 'following' } as const;
const shown = (reader: Person) => town.idsOf(reader, following);
const follow = (reader: Person, author: Person) =>
  ties.follow(reader.call, { memberId: author.id });
const unfollow = (reader: Person, author: Person) =>
  ties.unfollow(reader.call, { memberId: author.id });

async function pair(): Promise<{ reader: Person; author: Person }> {
  const [reader, author] = [await town.people.join('读者'), await town.people.join('作者')];
  await follow(reader, author);
  return { reader, author };
}

const rowsOf = async (reader: Person): Promise<number> => {
  const { rows } = await sql<{ count: string }>`select count(*) from community.timeline
    where member_id = ${reader.id}`.execute(database.sql);
  return Number(rows[0]!.count);
};

describe('Following', () => {
  it('is a member’s own', async () => {
    await assert.rejects(town.page(undefined, following), refused('platform/sign-in-required'));
  });

  it('shows what followees publish, written to the timeline and told to open pages', async () => {
    const { reader, author } = await pair();
    assert.deepEqual(await shown(reader), []);
    const first = await town.publish(author);
    await town.settle();
    assert.deepEqual(await shown(reader), [first]);
    assert.equal(await rowsOf(reader), 1);
    const told = wakes.filter(({ wake }) => wake.type === 'community/feed-new');
    assert.deepEqual(told.at(-1), {
      to: [reader.id],
      wake: { type: 'community/feed-new', noteId: first },
    });
  });

  it('tells open pages of nothing old, as where a past is written down', async () => {
    const { reader, author } = await pair();
    assert.deepEqual(await shown(reader), []);
    const old = await town.publish(author);
    clock.move(hourMs + 1);
    const before = wakes.length;
    await town.settle();
    assert.deepEqual(await shown(reader), [old]);
    const told = wakes.slice(before).filter(({ wake }) => wake.type === 'community/feed-new');
    assert.deepEqual(told, []);
  });

  it('is right at once after a follow and after its end, before anything was relayed', async () => {
    const { reader, author } = await pair();
    await town.settle();
    const note = await town.publish(author);
    await town.settle();
    await shown(reader);
    const late = await town.people.join('后来');
    const old = await town.publish(late);
    await follow(reader, late);
    assert.deepEqual(await shown(reader), [old, note]);
    await unfollow(reader, late);
    assert.deepEqual(await shown(reader), [note]);
    await town.settle();
    assert.deepEqual(await shown(reader), [note]);
  });

  it('keeps the notes of who was left and followed again, however the relay is late', async () => {
    const { reader, author } = await pair();
    const note = await town.publish(author);
    await town.settle();
    assert.deepEqual(await shown(reader), [note]);
    await unfollow(reader, author);
    await follow(reader, author);
    await Promise.all([town.settle(), town.settle()]);
    clock.move(hourMs);
    assert.deepEqual(await shown(reader), [note]);
  });

  it('loses no note to follows and publications at one time', async () => {
    const readers = await Promise.all(Array.from({ length: 4 }, () => town.people.join('同时')));
    const author = await town.people.join('高产');
    for (const reader of readers) await shown(reader);
    const ids: string[] = [];
    const work = [
      ...readers.map((reader) => follow(reader, author)),
      ...Array.from({ length: 6 }, async () => void ids.push(await town.publish(author))),
      town.settle(),
      ...readers.map((reader) => shown(reader)),
    ];
    await Promise.all(work);
    await town.settle();
    clock.move(hourMs);
    for (const reader of readers) {
      assert.deepEqual((await shown(reader)).toSorted(), ids.toSorted());
      assert.equal(await rowsOf(reader), ids.length);
    }
  });

  it('drops at once what was deleted, blocked or muted, and shows followers’ notes', async () => {
    const { reader, author } = await pair();
    const [open, own, gone] = [
      await town.publish(author),
      await town.publish(author, { audience: { kind: 'followers' } }),
      await town.publish(author),
    ];
    await town.settle();
    assert.deepEqual(await shown(reader), [gone, own, open]);
    await community.deleteNote(author.call, gone);
    assert.deepEqual(await shown(reader), [own, open]);
    await ties.mute(reader.call, { memberId: author.id });
    assert.deepEqual(await shown(reader), []);
    await ties.unmute(reader.call, { memberId: author.id });
    assert.deepEqual(await shown(reader), [own, open]);
    await ties.block(author.call, { memberId: reader.id });
    assert.deepEqual(await shown(reader), []);
  });

  it('tells nobody’s socket of a circle’s note, nor who muted its author', async () => {
    const { reader, author } = await pair();
    const muting = await town.people.join('静音');
    await follow(muting, author);
    await ties.mute(muting.call, { memberId: author.id });
    for (const one of [reader, muting]) await shown(one);
    const circleId = await database.transaction((tx) =>
      circles.registerCircle(tx, {
        kind: 'campus',
        name: '东区',
        description: '',
        city: null,
        joinRule: 'open',
        mailDomains: [],
        founderId: author.id,
      }),
    );
    wakes.length = 0;
    const note = await town.publish(author, { audience: { kind: 'circle', circleId } });
    await town.settle();
    assert.deepEqual(wakes, []);
    assert.deepEqual(await shown(reader), []);
    await database.transaction((tx) => circles.admitMember(tx, { circleId, memberId: reader.id }));
    assert.deepEqual(await shown(reader), [note]);
    await town.publish(author);
    await town.settle();
    assert.deepEqual(
      wakes.flatMap(({ to }) => to),
      [reader.id],
    );
  });

  it('is gathered anew for who was away, and goes on below what is kept ready', async () => {
    const { reader, author } = await pair();
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.unshift(await town.publish(author));
    await town.settle();
    assert.deepEqual(await shown(reader), ids);
    await sql`update community.timeline_reader set floor_at = t.published_at, floor_id = t.note_id
      from community.timeline t where t.note_id = ${ids[4]}
        and timeline_reader.member_id = ${reader.id}`.execute(database.sql);
    await sql`delete from community.timeline where member_id = ${reader.id}
      and published_at < (select published_at from community.note where id = ${ids[4]})
      `.execute(database.sql);
    assert.deepEqual(await shown(reader), ids);
    clock.move(15 * dayMs);
    ids.unshift(await town.publish(author));
    await town.settle();
    assert.equal(await rowsOf(reader), 5, 'who is away is not written to');
    assert.deepEqual(await shown(reader), ids);
    assert.equal(await rowsOf(reader), 13);
  });

  it('fetches the notes of authors whom very many follow', async () => {
    const { reader, author } = await pair();
    const before = await town.publish(author);
    await town.settle();
    await shown(reader);
    await sql`update ties.member set followers = 5001 where member_id = ${author.id}
      `.execute(database.sql);
    wakes.length = 0;
    const after = await town.publish(author);
    await town.settle();
    clock.move(hourMs);
    assert.deepEqual(await shown(reader), [after, before]);
    assert.equal(await rowsOf(reader), 1, 'it was not written');
    assert.deepEqual(
      wakes.flatMap(({ to }) => to),
      [reader.id],
    );
    const late = await town.people.join('后来的');
    await follow(late, author);
    await town.settle();
    clock.move(hourMs);
    assert.deepEqual(await shown(late), [after, before]);
    await unfollow(reader, author);
    assert.deepEqual(await shown(reader), []);
  });

  it('lets absent readers’ timelines go and cuts long ones, and shows the same', async () => {
    const { reader, author } = await pair();
    const ids = [await town.publish(author), await town.publish(author)].toReversed();
    await town.settle();
    assert.deepEqual(await shown(reader), ids);
    clock.move(15 * dayMs);
    for (const sweep of community.parts.sweeps ?? []) await sweep.run();
    assert.equal(await rowsOf(reader), 0);
    assert.deepEqual(await shown(reader), ids);
  });
});
