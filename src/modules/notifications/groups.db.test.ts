// Real: PostgreSQL, outbox and relay, the rooms. Fake: the clock, the sockets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { createRelay } from '#platform/outbox.ts';
import { createIdentity } from '#identity';
import { createNotifications } from '#notifications';
import { testPlatform } from '../../../test/support/platform.ts';
import { groupWindowMs } from './domain/rules.ts';

const { platform, database, clock, wakes } = await testPlatform();
const identity = createIdentity(platform);
const notifications = createNotifications(platform, { identity });
notifications.registerTypes({
  'reactions/liked': { 'zh-CN': '{actors}赞了你的笔记', en: '{actors} liked it', kind: 'like' },
  'orders/ship': { 'zh-CN': '请发货', en: 'Please ship', kind: 'duty' },
  'chat/said': { 'zh-CN': '{actors}：{text}', en: '{actors}: {text}' },
});
const hidden = { blocked: new Set<Id>(), muted: new Set<Id>() };
notifications.whoIsHidden(() => Promise.resolve(hidden));
const relay = createRelay(database, clock, notifications.parts.subscriptions!);
let people = 0;

async function member(nickname = '小林') {
  const phone = `134${String(++people).padStart(8, '0')}`;
  const visit = { locale: 'zh-CN', ip: '10.0.0.1', userAgent: 'Chrome/1 Android' } as const;
  const { token, memberId } = await database.transaction(async (tx) => {
    const id = await identity.registerMember(tx, { phone, nickname, joinedAt: clock.now() });
    return identity.startSession(tx, id, visit);
  });
  const actor = (await identity.authenticate(token))!;
  return { memberId, actor, call: { actor, locale: 'zh-CN' as const } };
}

const like = (to: Id, by: Id, key = `like:${by}`, group = 'like:note:1') =>
  database.transaction((tx) =>
    notifications.notify(tx, {
      memberId: to,
      type: 'reactions/liked',
      link: '/n/1',
      dedupeKey: key,
      actorId: by,
      group,
    }),
  );

async function linesOf(of: Awaited<ReturnType<typeof member>>) {
  const { items } = await notifications.listNotifications(of.actor, { locale: 'zh-CN' });
  return items.map(({ text, actorsCount }) => ({ text, actorsCount }));
}

describe('a gathering line', () => {
  it('is one for eight who come at once, and counts each once', async () => {
    const owner = await member();
    const fans = await Promise.all(Array.from({ length: 8 }, (_, n) => member(`粉丝${n}`)));
    await Promise.all(fans.map((fan) => like(owner.memberId, fan.memberId)));
    await Promise.all(fans.map((fan) => like(owner.memberId, fan.memberId)));
    // Another deed of one who is in the line already raises it and counts nobody anew.
    await like(owner.memberId, fans[3]!.memberId, 'like:again');
    assert.deepEqual(await linesOf(owner), [{ text: '粉丝3等 8 人赞了你的笔记', actorsCount: 8 }]);
    assert.equal(await notifications.unreadCount(database.sql, owner.memberId), 1);
    await relay.drain();
    assert.equal(wakes.filter((w) => w.to.includes(owner.memberId)).length, 9);
  });

  it('rises to the top, is read as one, and begins anew after that', async () => {
    const owner = await member();
    const [a, b, c] = [await member('甲'), await member('乙'), await member('丙')];
    await like(owner.memberId, a.memberId);
    clock.move(1000);
    await like(owner.memberId, a.memberId, 'other', 'like:note:2');
    clock.move(1000);
    await like(owner.memberId, b.memberId);
    assert.deepEqual(
      (await linesOf(owner)).map(({ text }) => text),
      ['乙和甲赞了你的笔记', '甲赞了你的笔记'],
    );
    await notifications.markNotificationsRead(owner.call, {});
    await like(owner.memberId, a.memberId);
    assert.equal(await notifications.unreadCount(database.sql, owner.memberId), 0);
    await like(owner.memberId, c.memberId);
    assert.equal((await linesOf(owner)).length, 3);
    clock.move(groupWindowMs + 1);
    await like(owner.memberId, b.memberId, 'much later');
    assert.equal((await linesOf(owner)).length, 4);
  });

  it('races with reading: nothing told is lost, and nothing unread is two lines', async () => {
    const owner = await member();
    const fans = await Promise.all(Array.from({ length: 8 }, () => member()));
    await Promise.all(
      fans.flatMap((fan) => [
        like(owner.memberId, fan.memberId),
        notifications.markNotificationsRead(owner.call, {}),
      ]),
    );
    const counts = (await linesOf(owner)).map(({ actorsCount }) => actorsCount);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      8,
    );
    const { rows } = await sql<{ open: number }>`
      select count(*)::int as open from notifications.notification
      where member_id = ${owner.memberId} and read_at is null`.execute(database.sql);
    assert.ok(rows[0]!.open <= 1);
  });
});

describe('who is hidden', () => {
  it('tells nothing, and what they told goes when they are forgotten', async () => {
    const owner = await member();
    const [loud, kind, foe] = [await member('吵'), await member('好'), await member('敌')];
    hidden.muted.add(loud.memberId);
    await like(owner.memberId, loud.memberId);
    await like(owner.memberId, owner.memberId);
    assert.deepEqual(await linesOf(owner), []);
    await like(owner.memberId, foe.memberId, 'alone', 'like:note:2');
    await like(owner.memberId, foe.memberId);
    await like(owner.memberId, kind.memberId);
    await database.transaction((tx) => notifications.forgetActor(tx, owner.memberId, foe.memberId));
    assert.deepEqual(await linesOf(owner), [{ text: '好赞了你的笔记', actorsCount: 1 }]);
    await like(owner.memberId, foe.memberId);
    assert.equal((await linesOf(owner)).length, 1);
  });
});

describe('settings', () => {
  it('close what may be closed: nothing is told any more, but duties are', async () => {
    const owner = await member();
    const fan = await member();
    const all = { inApp: false, push: false, mail: false };
    const { kinds } = await notifications.updateNotificationSettings(owner.call, {
      choices: { like: all, duty: all },
      quiet: { fromMinute: 0 },
    });
    const wanted = Object.fromEntries(kinds.map(({ kind, wanted: one }) => [kind, one]));
    assert.deepEqual(wanted['like'], all);
    assert.deepEqual(wanted['duty'], { ...all, inApp: true });
    await like(owner.memberId, fan.memberId);
    await database.transaction((tx) =>
      notifications.notify(tx, { memberId: owner.memberId, type: 'orders/ship', dedupeKey: 's' }),
    );
    assert.deepEqual(
      (await linesOf(owner)).map(({ text }) => text),
      ['请发货'],
    );
    const again = await notifications.getNotificationSettings(owner.actor);
    assert.deepEqual(again.quiet, { isOn: true, fromMinute: 0, toMinute: 480, dutiesPass: false });
    assert.equal((await notifications.getNotificationSettings(fan.actor)).quiet.fromMinute, 1320);
  });

  it('changed eight times at once keep every change', async () => {
    const { call, actor } = await member();
    const kinds = ['like', 'follow', 'comment', 'mention', 'search', 'circle'] as const;
    await Promise.all(
      kinds.map((kind) =>
        notifications.updateNotificationSettings(call, { choices: { [kind]: { inApp: false } } }),
      ),
    );
    const settings = await notifications.getNotificationSettings(actor);
    const closed = settings.kinds.filter(({ wanted }) => !wanted.inApp).map(({ kind }) => kind);
    assert.deepEqual(closed.toSorted(), [...kinds].toSorted());
  });
});

it('conversations are told outside only, until they were read', async () => {
  const owner = await member();
  const friend = await member('朋友');
  await database.transaction((tx) =>
    notifications.notify(tx, {
      memberId: owner.memberId,
      type: 'chat/said',
      params: { text: '在吗' },
      dedupeKey: 'm1',
      actorId: friend.memberId,
      group: 'chat:1',
    }),
  );
  assert.deepEqual(await linesOf(owner), []);
  assert.equal(await notifications.unreadCount(database.sql, owner.memberId), 0);
  await database.transaction((tx) => notifications.settleGroup(tx, owner.memberId, 'chat:1'));
  const { rows } = await sql`select from notifications.notification
    where member_id = ${owner.memberId} and read_at is null`.execute(database.sql);
  assert.equal(rows.length, 0);
});
