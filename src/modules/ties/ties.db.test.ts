// Real: PostgreSQL, the rooms below, the relay. Fake: the clock, the sockets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { createIdentity } from '#identity';
import { createNotifications } from '#notifications';
import { createTies } from '#ties';
import { createPeople, type Person } from '../../../test/support/members.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { followsPerHour, recountAfterMs } from './domain/rules.ts';

const { platform, database, clock } = await testPlatform();
const identity = createIdentity(platform);
const notifications = createNotifications(platform, { identity });
const ties = createTies(platform, { identity, notifications });
const people = createPeople(database, identity);
const page = { limit: 50 };

const noticesOf = async ({ actor }: Person) =>
  (await notifications.listNotifications(actor, { locale: 'zh-CN', limit: 20 })).items;
const countsOf = async (person: Person) =>
  (await ties.followCounts(database.sql, [person.id])).get(person.id);
const rowsOf = async (person: Person) => {
  const { rows } = await sql<{ followers: number; following: number }>`
    select (select count(*)::int from ties.follow where followee_id = ${person.id}) as followers,
      (select count(*)::int from ties.follow where follower_id = ${person.id}) as following
  `.execute(database.sql);
  return rows[0];
};
const eventsOf = async (person: Person) => {
  const { rows } = await sql<{ topic: string }>`
    select topic from platform.outbox where ref = ${person.id} and topic like 'ties/%' order by id
  `.execute(database.sql);
  return rows.map(({ topic }) => topic);
};

describe('following', () => {
  it('is counted once, told once a day, and ends', async () => {
    const [mei, an] = [await people.join('阿梅'), await people.join('周予安')];
    const to = { memberId: an.id };
    const first = await ties.follow(mei.call, to);
    assert.deepEqual(first, {
      memberId: an.id,
      followers: 1,
      following: 0,
      follows: true,
      isFollowed: false,
      blocks: false,
      mutes: false,
    });
    await ties.follow(mei.call, to);
    await ties.unfollow(mei.call, to);
    await ties.unfollow(mei.call, to);
    await ties.follow(mei.call, to);
    const told = await noticesOf(an);
    assert.deepEqual(
      told.map(({ text, link }) => [text, link]),
      [['阿梅关注了你', `/u/${mei.id}`]],
    );
    assert.deepEqual(await countsOf(an), { followers: 1, following: 0 });
    assert.deepEqual(await countsOf(mei), { followers: 0, following: 1 });
    assert.deepEqual(await eventsOf(mei), ['ties/followed', 'ties/unfollowed', 'ties/followed']);
    await ties.unfollow(mei.call, to);
    clock.move(dayMs);
    await ties.follow(mei.call, to);
    // While it is unread, a line is raised, never doubled.
    assert.equal((await noticesOf(an)).length, 1);
  });

  it('is not for oneself, for nobody, nor faster than people do it', async () => {
    const mei = await people.join();
    await assert.rejects(
      ties.follow(mei.call, { memberId: mei.id }),
      refused('ties/with-yourself'),
    );
    await assert.rejects(
      ties.follow(mei.call, { memberId: '4096' }),
      refused('platform/not-found'),
    );
    const an = await people.join();
    for (let turn = 0; turn < followsPerHour.max; turn += 1) {
      await ties.follow(mei.call, { memberId: an.id });
      await ties.unfollow(mei.call, { memberId: an.id });
    }
    await assert.rejects(ties.follow(mei.call, { memberId: an.id }), refused('ties/too-fast'));
    clock.move(hourMs + 1);
    await ties.follow(mei.call, { memberId: an.id });
  });

  it('is read by pages in both directions, the latest first', async () => {
    const star = await people.join('大家都关注');
    const fans: Person[] = [];
    for (let at = 0; at < 5; at += 1) {
      const fan = await people.join(`粉丝${at}号`);
      clock.move(1000);
      await ties.follow(fan.call, { memberId: star.id });
      await ties.follow(star.call, { memberId: fan.id });
      fans.unshift(fan);
    }
    for (const list of ['followers', 'following'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const found = await ties.listFollows(undefined, {
          memberId: star.id,
          list,
          limit: 2,
          cursor,
        });
        seen.push(...found.items.map(({ member }) => member.id));
        cursor = found.nextCursor ?? undefined;
      } while (cursor);
      assert.deepEqual(
        seen,
        fans.map(({ id }) => id),
        list,
      );
    }
    const read = { limit: 3 };
    const first = await ties.followerIds(database.sql, star.id, read);
    const rest = await ties.followerIds(database.sql, star.id, { ...read, after: first.next });
    assert.deepEqual(
      [...first.ids, ...rest.ids],
      fans.map(({ id }) => id),
    );
    assert.equal(rest.next, undefined);
  });
});

describe('blocking', () => {
  it('ends follows both ways, forbids new ones, hides the profile, and tells nobody', async () => {
    const [mei, an] = [await people.join('阿梅'), await people.join('周予安')];
    await ties.follow(mei.call, { memberId: an.id });
    await ties.follow(an.call, { memberId: mei.id });
    const view = await ties.block(mei.call, { memberId: an.id });
    assert.partialDeepStrictEqual(view, { follows: false, isFollowed: false, blocks: true });
    assert.deepEqual(
      [await countsOf(mei), await countsOf(an)],
      [
        { followers: 0, following: 0 },
        { followers: 0, following: 0 },
      ],
    );
    // What they told each other before goes as well.
    assert.deepEqual([await noticesOf(an), await noticesOf(mei)], [[], []]);

    const nothing = refused('platform/not-found');
    await assert.rejects(ties.follow(an.call, { memberId: mei.id }), nothing);
    await assert.rejects(ties.mute(an.call, { memberId: mei.id }), nothing);
    await assert.rejects(ties.getMemberTies(an.actor, mei.id), nothing);
    await assert.rejects(identity.getMember(mei.id, an.id), nothing);
    const lists = { memberId: mei.id, list: 'followers' as const, ...page };
    await assert.rejects(ties.listFollows(an.actor, lists), nothing);
    await assert.rejects(ties.follow(mei.call, { memberId: an.id }), refused('ties/unblock-first'));
    assert.equal((await identity.getMember(an.id, mei.id)).id, an.id, 'who blocks can undo it');
    await assert.rejects(
      ties.assertNotBlocked(database.sql, an.id, mei.id),
      refused('ties/blocked'),
    );
    for (const reader of [mei.id, an.id]) {
      const { blocked } = await ties.hiddenFrom(database.sql, reader);
      assert.deepEqual([...blocked], [reader === mei.id ? an.id : mei.id]);
    }

    await ties.unblock(mei.call, { memberId: an.id });
    assert.equal((await ties.follow(an.call, { memberId: mei.id })).follows, true);
  });

  it('leaves who is blocked out of the lists of others', async () => {
    const [mei, an, star] = [await people.join(), await people.join(), await people.join()];
    await ties.follow(an.call, { memberId: star.id });
    await ties.block(an.call, { memberId: mei.id });
    const input = { memberId: star.id, list: 'followers' as const, ...page };
    assert.deepEqual((await ties.listFollows(mei.actor, input)).items, []);
    assert.equal((await ties.listFollows(star.actor, input)).items.length, 1);
    const own = await ties.listHides(an.actor, 'block', page);
    assert.deepEqual(
      own.items.map(({ member }) => member.id),
      [mei.id],
    );
    assert.deepEqual((await ties.listHides(mei.actor, 'block', page)).items, []);
  });
});

describe('muting', () => {
  it('is known to nobody, and keeps the follow’s notice away', async () => {
    const [mei, an] = [await people.join(), await people.join()];
    await ties.mute(an.call, { memberId: mei.id });
    assert.partialDeepStrictEqual(await ties.follow(mei.call, { memberId: an.id }), {
      follows: true,
      mutes: false,
    });
    assert.deepEqual(await noticesOf(an), []);
    assert.deepEqual([...(await ties.hiddenFrom(database.sql, an.id)).muted], [mei.id]);
    assert.equal((await ties.hiddenFrom(database.sql, mei.id)).muted.size, 0);
    await ties.unmute(an.call, { memberId: mei.id });
    assert.deepEqual((await ties.listHides(an.actor, 'mute', page)).items, []);
  });
});

describe('at the same time', () => {
  it('eight who follow each other and leave are counted right', async () => {
    const eight = await Promise.all(Array.from({ length: 8 }, () => people.join()));
    const all = (step: 'follow' | 'unfollow', keep: (place: number) => boolean) =>
      Promise.all(
        eight.flatMap((one) =>
          eight
            .filter((other, place) => other !== one && keep(place))
            .map((other) => ties[step](one.call, { memberId: other.id })),
        ),
      );
    await all('follow', () => true);
    await Promise.all([all('unfollow', (place) => place < 3), all('follow', (place) => place > 4)]);
    for (const one of eight) assert.deepEqual(await countsOf(one), await rowsOf(one));
    assert.deepEqual(await countsOf(eight[7]!), { followers: 7, following: 4 });
  });

  it('of a follow and a block of one pair the block wins, whichever came first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [mei, an] = [await people.join(), await people.join()];
      await Promise.allSettled([
        ties.follow(mei.call, { memberId: an.id }),
        ties.block(an.call, { memberId: mei.id }),
        ties.follow(an.call, { memberId: mei.id }),
      ]);
      assert.deepEqual(await countsOf(mei), { followers: 0, following: 0 });
      assert.deepEqual(await countsOf(an), { followers: 0, following: 0 });
      assert.deepEqual(await rowsOf(mei), { followers: 0, following: 0 });
    }
  });
});

describe('the recount', () => {
  it('mends counts that are wrong and leaves fresh ones alone', async () => {
    const [mei, an] = [await people.join(), await people.join()];
    await ties.follow(mei.call, { memberId: an.id });
    await sql`update ties.member set followers = 41, following = 7 where member_id = ${an.id}`.execute(
      database.sql,
    );
    const recount = ties.parts.sweeps!.find(({ name }) => name === 'ties/recount')!;
    await recount.run();
    assert.deepEqual(await countsOf(an), { followers: 41, following: 7 }, 'counted lately');
    clock.move(recountAfterMs + 1000);
    await recount.run();
    assert.deepEqual(await countsOf(an), { followers: 1, following: 0 });
  });
});
