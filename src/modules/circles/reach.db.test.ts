// Real: PostgreSQL and the rooms below. Fake: the clock.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAdmin } from '#admin';
import { createIdentity } from '#identity';
import { createNotifications } from '#notifications';
import { createTies } from '#ties';
import { createCircles, type Audience } from '#circles';
import { sql } from '#platform/db/database.ts';
import { createPeople } from '../../../test/support/members.ts';
import { testPlatform } from '../../../test/support/platform.ts';

const { platform, database } = await testPlatform();
const identity = createIdentity(platform);
const notifications = createNotifications(platform, { identity });
const ties = createTies(platform, { identity, notifications });
const admin = createAdmin(platform, { identity });
const circles = createCircles(platform, { identity, notifications, admin, ties });
const people = createPeople(database, identity);

describe('reach', () => {
  it('answers alike for a page’s owners and for everybody', async () => {
    const [owner, follower, member, blocked] = await Promise.all(
      ['主人', '粉丝', '同圈的人', '拉黑的人'].map((nickname) => people.join(nickname)),
    );
    await ties.follow(follower!.call, { memberId: owner!.id });
    const circleId = await database.transaction((tx) =>
      circles.registerCircle(tx, {
        founderId: owner!.id,
        kind: 'building',
        name: '梧桐里 3 号楼',
        description: '邻居们',
        joinRule: 'code',
      }),
    );
    for (const { id } of [member!, blocked!]) {
      await database.transaction((tx) => circles.admitMember(tx, { circleId, memberId: id }));
    }
    await ties.follow(blocked!.call, { memberId: owner!.id });
    await ties.block(owner!.call, { memberId: blocked!.id });
    const seen = async (readerId: string | undefined, ownerIds?: string[]) => {
      const reach = await circles.reach(database.sql, readerId, ownerIds);
      return [{ kind: 'public' }, { kind: 'followers' }, { kind: 'circle', circleId }]
        .filter((audience) => reach.sees({ ownerId: owner!.id, audience } as never))
        .map(({ kind }) => kind)
        .join(' ');
    };
    const expected: [string | undefined, string][] = [
      [undefined, 'public'],
      [owner!.id, 'public followers circle'],
      [follower!.id, 'public followers'],
      [member!.id, 'public circle'],
      [blocked!.id, ''],
    ];
    for (const [readerId, kinds] of expected) {
      assert.equal(await seen(readerId), kinds);
      assert.equal(await seen(readerId, [owner!.id]), kinds);
    }
    const card = (await circles.getMany([circleId])).get(circleId);
    assert.partialDeepStrictEqual(card, { name: '梧桐里 3 号楼', memberCount: 3 });
  });

  it('does not answer about owners it was not asked about', async () => {
    const [owner, reader] = [await people.join(), await people.join()];
    const reach = await circles.reach(database.sql, reader.id, []);
    assert.throws(() => reach.sees({ ownerId: owner.id, audience: { kind: 'public' } }));
    assert.ok(reach.sees({ ownerId: reader.id, audience: { kind: 'followers' } }));
  });
});

describe('the policy in SQL', () => {
  it('says what the policy in TypeScript says, in every case', async () => {
    const [owner, friend] = [await people.join(), await people.join()];
    const found = (name: string) =>
      database.transaction((tx) =>
        circles.registerCircle(tx, {
          founderId: owner.id,
          kind: 'city',
          name,
          description: '',
          joinRule: 'open',
        }),
      );
    const [inside, outside] = [await found('同城一圈'), await found('同城二圈')];
    await ties.follow(friend.call, { memberId: owner.id });
    await database.transaction((tx) =>
      circles.admitMember(tx, { circleId: inside, memberId: friend.id }),
    );
    const [blocker, blocked] = [await people.join(), await people.join()];
    for (const { id } of [blocker, blocked]) {
      await database.transaction((tx) =>
        circles.admitMember(tx, { circleId: inside, memberId: id }),
      );
    }
    await ties.block(blocker.call, { memberId: owner.id });
    await ties.block(owner.call, { memberId: blocked.id });
    const audiences: Audience[] = [
      { kind: 'public' },
      { kind: 'followers' },
      { kind: 'circle', circleId: inside },
      { kind: 'circle', circleId: outside },
    ];
    let cases = 0;
    for (const reader of [undefined, owner, friend, await people.join(), blocker, blocked]) {
      const reach = await circles.reach(database.sql, reader?.id, [owner.id]);
      for (const audience of audiences) {
        const circleId = audience.kind === 'circle' ? audience.circleId : null;
        const { rows } = await sql<{ sees: boolean }>`
          select circles.sees(${reader?.id ?? null}::bigint, ${owner.id}, ${audience.kind},
            ${circleId}::bigint) as sees`.execute(database.sql);
        assert.equal(rows[0]!.sees, reach.sees({ ownerId: owner.id, audience }));
        cases += 1;
      }
    }
    assert.equal(cases, 24);
  });
});
