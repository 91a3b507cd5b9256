// Real: PostgreSQL and the rooms below. Fake: the clock.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAdmin } from '#admin';
import { createIdentity } from '#identity';
import { createNotifications } from '#notifications';
import { createTies } from '#ties';
import { createCircles } from '#circles';
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
