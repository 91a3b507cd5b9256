// Real: PostgreSQL, outbox and relay, the rooms. Fake: the clock, the sockets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { createRelay } from '#platform/outbox.ts';
import { createIdentity } from '#identity';
import { createNotifications, type Notice } from '#notifications';
import { idNumber } from '../../../test/support/persons.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { keptMs } from './domain/rules.ts';

const { platform, database, clock, wakes } = await testPlatform();
const identity = createIdentity(platform, {
  realNameProvider: { verify: () => Promise.resolve('match') },
});
const notifications = createNotifications(platform, { identity });
notifications.registerTypes({
  'orders/paid': { 'zh-CN': '已付款：{title}', en: 'Paid: {title}' },
  'community/hello': { 'zh-CN': '有人找你', en: 'Somebody says hello' },
});
const relay = createRelay(database, clock, notifications.parts.subscriptions!);
let people = 0;
let keys = 0;

async function member() {
  const phone = `135${String(++people).padStart(8, '0')}`;
  const visit = { locale: 'zh-CN', ip: '10.0.0.1', userAgent: 'Chrome/1 Android' } as const;
  const { token, memberId } = await database.transaction(async (tx) => {
    const id = await identity.registerMember(tx, {
      phone,
      nickname: '小林',
      joinedAt: clock.now(),
    });
    return identity.startSession(tx, id, visit);
  });
  const actor = (await identity.authenticate(token))!;
  return { memberId, actor, call: { actor, locale: 'zh-CN' as const } };
}

const tell = (memberId: string, more: Partial<Notice> = {}) =>
  database.transaction((tx) =>
    notifications.notify(tx, {
      memberId,
      type: 'orders/paid',
      params: { title: '相机' },
      link: '/orders/1',
      dedupeKey: `k${++keys}`,
      ...more,
    }),
  );
const zh = { locale: 'zh-CN' } as const;

describe('telling', () => {
  it('shows a notification in the reader’s language and wakes their pages after the commit', async () => {
    const { memberId, actor } = await member();
    await tell(memberId);
    assert.ok(!wakes.some((w) => w.to.includes(memberId)), 'nobody is woken before the relay');
    await relay.drain();
    assert.deepEqual(
      wakes.filter((w) => w.to.includes(memberId)),
      [{ to: [memberId], wake: { type: 'notifications/new' } }],
    );
    const { items } = await notifications.listNotifications(actor, zh);
    assert.partialDeepStrictEqual(items[0]!, {
      type: 'orders/paid',
      category: 'trade',
      text: '已付款：相机',
      link: '/orders/1',
      readAt: null,
    });
    const inEnglish = await notifications.listNotifications(actor, { locale: 'en' });
    assert.equal(inEnglish.items[0]!.text, 'Paid: 相机');
  });

  it('the same key tells once, also eight times at once, and wakes once', async () => {
    const { memberId } = await member();
    const other = await member();
    await Promise.all(Array.from({ length: 8 }, () => tell(memberId, { dedupeKey: 'same' })));
    await tell(other.memberId, { dedupeKey: 'same' });
    await relay.drain();
    assert.equal(await notifications.unreadCount(database.sql, memberId), 1);
    assert.equal(await notifications.unreadCount(database.sql, other.memberId), 1);
    assert.equal(wakes.filter((w) => w.to.includes(memberId)).length, 1);
  });

  it('leaves nothing behind when the transaction fails', async () => {
    const { memberId } = await member();
    await assert.rejects(
      database.transaction(async (tx) => {
        await notifications.notify(tx, { memberId, type: 'community/hello', dedupeKey: 'x' });
        throw new Error('rolled back');
      }),
      /rolled back/,
    );
    await relay.drain();
    assert.equal(await notifications.unreadCount(database.sql, memberId), 0);
    assert.ok(!wakes.some((w) => w.to.includes(memberId)));
  });

  it('refuses types nobody registered and links that leave the house', async () => {
    const { memberId } = await member();
    await assert.rejects(tell(memberId, { type: 'orders/unknown' }), /not registered/);
    await assert.rejects(tell(memberId, { link: 'https://elsewhere.example' }));
  });

  it('passes on what identity knows of a member, once however often it is delivered', async () => {
    const { memberId, call, actor } = await member();
    await identity.submitRealName(call, { name: '林小满', idNumber: idNumber('19900307', 7) });
    await identity.openProAccount(call);
    await relay.drain();
    await sql`update platform.outbox set sent_at = null where ref = ${memberId}
      and topic like 'identity/%'`.execute(database.sql);
    await relay.drain();
    const { items } = await notifications.listNotifications(actor, zh);
    assert.deepEqual(
      items.map((n) => n.type).toSorted((a, b) => (a < b ? -1 : 1)),
      ['identity/pro-account-opened', 'identity/real-name-verified'],
    );
    assert.equal(items[0]!.link, '/verify');
  });
});

describe('reading', () => {
  it('pages through a category, newest first, each once', async () => {
    const { memberId, actor } = await member();
    for (let n = 0; n < 5; n += 1) {
      await tell(memberId, { params: { title: `第${n}件` } });
      // Two at one time: the id decides.
      if (n % 2) clock.move(minuteMs);
    }
    await tell(memberId, { type: 'community/hello' });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const input = { ...zh, category: 'trade' as const, cursor, limit: 2 };
      const page = await notifications.listNotifications(actor, input);
      seen.push(...page.items.map((n) => n.text));
      cursor = page.nextCursor ?? undefined;
      assert.deepEqual(page.unread, { all: 6, trade: 5, people: 1, house: 0 });
    } while (cursor);
    assert.deepEqual(
      seen,
      [4, 3, 2, 1, 0].map((n) => `已付款：第${n}件`),
    );
  });

  it('marks ids, a category, then everything, and wakes the member’s other pages', async () => {
    const { memberId, actor, call } = await member();
    for (let n = 0; n < 3; n += 1) await tell(memberId);
    await tell(memberId, { type: 'community/hello' });
    const { items } = await notifications.listNotifications(actor, zh);
    const trade = items.find((n) => n.category === 'trade')!;
    const first = await notifications.markNotificationsRead(call, { ids: [trade.id] });
    assert.deepEqual(first, { all: 3, trade: 2, people: 1, house: 0 });
    const second = await notifications.markNotificationsRead(call, { category: 'trade' });
    assert.deepEqual(second, { all: 1, trade: 0, people: 1, house: 0 });
    const third = await notifications.markNotificationsRead(call, {});
    assert.equal(third.all, 0);
    const woken = wakes.filter((w) => w.to.includes(memberId));
    assert.equal(woken.filter((w) => w.wake.type === 'notifications/read').length, 3);
    await notifications.markNotificationsRead(call, {});
    assert.equal(wakes.filter((w) => w.to.includes(memberId)).length, woken.length);
  });

  it('of another member changes and shows nothing', async () => {
    const mine = await member();
    const theirs = await member();
    await tell(theirs.memberId);
    const { items } = await notifications.listNotifications(theirs.actor, zh);
    await notifications.markNotificationsRead(mine.call, { ids: [items[0]!.id] });
    assert.equal(await notifications.unreadCount(database.sql, theirs.memberId), 1);
    assert.equal((await notifications.listNotifications(mine.actor, zh)).items.length, 0);
  });

  it('begins at the newest with a cursor that is not ours', async () => {
    const { memberId, actor } = await member();
    await tell(memberId);
    for (const cursor of ['x', 'W10', Buffer.from('["a","b"]').toString('base64url')]) {
      const { items } = await notifications.listNotifications(actor, { ...zh, cursor });
      assert.equal(items.length, 1);
    }
  });

  it('ends after a year', async () => {
    const { memberId, actor } = await member();
    await tell(memberId);
    const sweep = notifications.parts.sweeps![0]!;
    clock.move(keptMs);
    await sweep.run();
    assert.equal((await notifications.listNotifications(actor, zh)).items.length, 1);
    clock.move(1);
    await sweep.run();
    assert.equal((await notifications.listNotifications(actor, zh)).items.length, 0);
  });
});
