// Real: PostgreSQL, outbox and relay, the rooms, sealing. Fake: the clock, the push service, the
// mail server.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { createRelay } from '#platform/outbox.ts';
import { Outage, Unreached } from '#platform/refusal.ts';
import { createIdentity } from '#identity';
import { createNotifications } from '#notifications';
import { testPlatform } from '../../../test/support/platform.ts';
import { pushService } from '../../../test/support/push-browser.ts';
import { refused } from '../../../test/support/refused.ts';

const { platform, database, clock, mails } = await testPlatform();
const service = pushService();
const identity = createIdentity(platform);
const room = () => createNotifications(platform, { identity }, { sendPush: service.send });
const notifications = room();
const types = {
  'orders/ship': { 'zh-CN': '请发货：{title}', en: 'Please ship: {title}', kind: 'duty' },
  'community/mentioned': { 'zh-CN': '{actors}提到了你', en: '{actors} named you' },
  'reactions/liked': { 'zh-CN': '{actors}赞了你', en: '{actors} liked it', kind: 'like' },
} as const;
notifications.registerTypes(types);
const relay = createRelay(database, clock, notifications.parts.subscriptions!);
const sweep = (name: string, of = notifications) =>
  of.parts.sweeps!.find((one) => one.name === `notifications/${name}`)!.run();
const deliver = async () => {
  await relay.drain();
  await sweep('deliver');
};
let people = 0;
let keys = 0;

async function member(nickname = '小林') {
  const phone = `133${String(++people).padStart(8, '0')}`;
  const visit = { locale: 'zh-CN', ip: '10.0.0.1', userAgent: 'Chrome/1 Android' } as const;
  const { token, memberId } = await database.transaction(async (tx) => {
    const id = await identity.registerMember(tx, { phone, nickname, joinedAt: clock.now() });
    return identity.startSession(tx, id, visit);
  });
  const actor = (await identity.authenticate(token))!;
  return { memberId, actor, call: { actor, locale: 'zh-CN' as const } };
}
type Member = Awaited<ReturnType<typeof member>>;

async function ringable() {
  const who = await member();
  const browser = service.browser();
  await notifications.subscribePush(who.call, browser.target);
  return { ...who, browser };
}

const tell = ({ memberId }: Member, type: keyof typeof types, by?: Member, group?: string) =>
  database.transaction((tx) =>
    notifications.notify(tx, {
      memberId,
      type,
      params: { title: '相机' },
      link: '/orders/1',
      dedupeKey: `k${++keys}`,
      ...(by && { actorId: by.memberId }),
      ...(group && { group }),
    }),
  );

async function bind(who: Member, address: string) {
  clock.move(minuteMs);
  await identity.bindEmail(who.call, { address });
  const code = /\d{6}/.exec(mails.at(-1)!.text)![0];
  return identity.confirmEmail(who.call, { code });
}

describe('a browser', () => {
  it('is rung once with what only it can read, however many look for work', async () => {
    const who = await ringable();
    await tell(who, 'orders/ship');
    await relay.drain();
    await Promise.all(Array.from({ length: 8 }, () => sweep('deliver')));
    assert.equal(who.browser.rung.length, 1);
    const { message, ...how } = who.browser.rung[0]!;
    assert.partialDeepStrictEqual(message, {
      title: '小卖部 · 交易',
      body: '请发货：相机',
      link: '/orders/1',
      unread: 1,
    });
    assert.deepEqual(how, { ttl: String(3 * 86_400), urgency: 'high', topic: message.tag });
    const stored = await sql<{ row: string }>`
      select s::text as row from notifications.push_subscription s`.execute(database.sql);
    assert.doesNotMatch(stored.rows[0]!.row, /push\.example/);
  });

  it('is not rung for what the member did not ask for, nor at night, nor for what was read', async () => {
    const who = await ringable();
    const fan = await member('阿周');
    await tell(who, 'reactions/liked', fan);
    await deliver();
    clock.move(10 * hourMs + 30 * minuteMs);
    await tell(who, 'community/mentioned', fan);
    await tell(who, 'orders/ship');
    await deliver();
    assert.equal(who.browser.rung.length, 0);
    const { items } = await notifications.listNotifications(who.actor, { locale: 'zh-CN' });
    const mentioned = items.find(({ kind }) => kind === 'mention')!;
    await notifications.markNotificationsRead(who.call, { ids: [mentioned.id] });
    clock.move(10 * hourMs);
    await deliver();
    assert.deepEqual(
      who.browser.rung.map(({ message }) => message.body),
      ['请发货：相机'],
    );
  });

  it('is rung again by a line that rises, in the place of the former, one at a time', async () => {
    const who = await ringable();
    const [a, b] = [await member('甲'), await member('乙')];
    await tell(who, 'community/mentioned', a, 'mention:1');
    await deliver();
    await tell(who, 'community/mentioned', b, 'mention:1');
    await tell(who, 'community/mentioned', a, 'mention:1');
    await deliver();
    assert.deepEqual(
      who.browser.rung.map(({ message }) => message.body),
      ['甲提到了你', '甲和乙提到了你'],
    );
    assert.equal(new Set(who.browser.rung.map(({ message }) => message.tag)).size, 1);
  });

  it('after silence is rung again for a duty only; after a refusal for all', async () => {
    const who = await ringable();
    const fan = await member('阿周');
    service.answer(new Error('no answer'), new Error('no answer'));
    await tell(who, 'community/mentioned', fan);
    await tell(who, 'orders/ship');
    await deliver();
    clock.move(minuteMs);
    await deliver();
    assert.deepEqual(
      who.browser.rung.map(({ message }) => message.body),
      ['请发货：相机'],
    );
    service.answer(503);
    await tell(who, 'community/mentioned', fan);
    await deliver();
    clock.move(minuteMs);
    await deliver();
    assert.equal(who.browser.rung.length, 2);
  });

  it('that is gone, signed out or taken over by another is rung no more', async () => {
    const gone = await ringable();
    service.answer(410);
    await tell(gone, 'orders/ship');
    await deliver();
    assert.equal((await notifications.getNotificationSettings(gone.actor)).browsers, 0);

    const left = await ringable();
    await identity.signOut(left.call);
    await tell(left, 'orders/ship');
    await deliver();
    assert.deepEqual(left.browser.rung, []);

    const first = await ringable();
    const second = await member();
    await notifications.subscribePush(second.call, first.browser.target);
    await tell(first, 'orders/ship');
    await tell(second, 'orders/ship');
    await deliver();
    assert.equal(first.browser.rung.length, 1);
    await notifications.unsubscribePush(first.call, first.browser.target);
    await tell(second, 'orders/ship');
    await deliver();
    assert.equal(first.browser.rung.length, 2);
  });

  it('that leads inside is refused, and an eleventh makes the oldest go', async () => {
    const who = await ringable();
    const { target } = service.browser();
    await assert.rejects(
      notifications.subscribePush(who.call, { ...target, endpoint: 'https://127.0.0.1/x' }),
      refused('notifications/push-target-invalid'),
    );
    for (let n = 0; n < 10; n += 1) {
      clock.move(1);
      await notifications.subscribePush(who.call, service.browser().target);
    }
    assert.equal((await notifications.getNotificationSettings(who.actor)).browsers, 10);
    await tell(who, 'orders/ship');
    await deliver();
    assert.deepEqual(who.browser.rung, []);
  });

  it('subscribes with one key, in every process and after a restart', async () => {
    const { actor } = await member();
    const settings = await Promise.all(
      Array.from({ length: 8 }, () => room().getNotificationSettings(actor)),
    );
    assert.equal(new Set(settings.map(({ pushKey }) => pushKey)).size, 1);
  });
});

describe('an e-mail address', () => {
  it('is bound by a code, is one member’s, and lies nowhere in clear', async () => {
    const [one, other] = [await member(), await member()];
    assert.deepEqual(await bind(one, ' Lin@Uni.edu.cn '), { mailMasked: 'l***@uni.edu.cn' });
    assert.equal(await identity.mailOf(database.sql, one.memberId), 'lin@uni.edu.cn');
    await assert.rejects(bind(other, 'lin@uni.edu.cn'), refused('identity/mail-taken'));
    await bind(one, 'new@uni.edu.cn');
    await bind(other, 'lin@uni.edu.cn');
    await identity.removeEmail(one.call);
    assert.equal(await identity.mailOf(database.sql, one.memberId), undefined);
    const { rows } = await sql<{ row: string }>`
      select m::text || c::text as row from identity.mail m, identity.mail_code c`.execute(
      database.sql,
    );
    const hex = Buffer.from('lin@uni').toString('hex');
    assert.ok(rows.every(({ row }) => !row.includes('lin@uni') && !row.includes(hex)));
  });

  it('eight at once bind it to one', async () => {
    const members = await Promise.all(Array.from({ length: 8 }, () => member()));
    clock.move(dayMs);
    const codes: string[] = [];
    for (const { call } of members.slice(0, 5)) {
      await identity.bindEmail(call, { address: 'race@uni.edu.cn' });
      codes.push(/\d{6}/.exec(mails.at(-1)!.text)![0]);
    }
    const ends = await Promise.allSettled(
      codes.map((code, at) => identity.confirmEmail(members[at]!.call, { code })),
    );
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
    // Nobody is flooded: five codes a day go to one address.
    await assert.rejects(
      identity.bindEmail(members[5]!.call, { address: 'race@uni.edu.cn' }),
      refused('identity/too-many-codes'),
    );
    await assert.rejects(
      identity.bindEmail(members[0]!.call, { address: 'x@uni.edu.cn' }),
      refused('identity/code-too-soon'),
    );
    await assert.rejects(
      identity.confirmEmail(members[6]!.call, { code: '000000' }),
      refused('identity/code-expired'),
    );
  });
});

describe('mails', () => {
  it('of duties come at once, and end by the link in them without signing in', async () => {
    const who = await member();
    await bind(who, `duty@uni.edu.cn`);
    await deliver();
    mails.length = 0;
    clock.move(dayMs - (clock.now().getTime() % dayMs) + 4 * hourMs);
    await tell(who, 'orders/ship');
    await relay.drain();
    await Promise.all(Array.from({ length: 8 }, () => sweep('deliver')));
    assert.equal(mails.length, 1);
    const [mail] = mails;
    assert.partialDeepStrictEqual(mail, { to: 'duty@uni.edu.cn', subject: '小卖部：请发货：相机' });
    const token = mail!.unsubscribeUrl!.split('/').at(-1)!;
    assert.deepEqual(notifications.readMailToken({ token }), { kind: 'duty' });
    assert.deepEqual(await notifications.unsubscribeMail({ token }), { kind: 'duty' });
    await tell(who, 'orders/ship');
    await deliver();
    assert.equal(mails.length, 1);
    const other = await member();
    const forged = token.replace(who.memberId, other.memberId);
    await assert.rejects(
      notifications.unsubscribeMail({ token: forged }),
      refused('notifications/link-invalid'),
    );
  });

  it('a digest comes once a period, with duties and what is unread, until it is ended', async () => {
    const who = await member();
    const fan = await member('阿周');
    await bind(who, 'digest@uni.edu.cn');
    await relay.drain();
    notifications.registerDuties((_handle, memberId) =>
      Promise.resolve(
        memberId === who.memberId
          ? [
              {
                key: 'd',
                type: 'orders/ship',
                params: { title: '旁轴相机' },
                link: '/orders/7',
                since: clock.now(),
                dueAt: null,
              },
            ]
          : [],
      ),
    );
    clock.move(7 * dayMs);
    await tell(who, 'community/mentioned', fan);
    mails.length = 0;
    await Promise.all(Array.from({ length: 8 }, () => sweep('digests')));
    const own = mails.filter(({ to }) => to === 'digest@uni.edu.cn');
    assert.equal(own.length, 1);
    assert.match(own[0]!.text, /待办\n- 请发货：旁轴相机\n {2}http:\/\/localhost:3000\/orders\/7/);
    assert.match(own[0]!.text, /阿周提到了你/);
    await notifications.updateNotificationSettings(who.call, { digest: 'daily' });
    clock.move(dayMs);
    await sweep('digests');
    assert.equal(mails.filter(({ to }) => to === 'digest@uni.edu.cn').length, 2);
    const token = own[0]!.unsubscribeUrl!.split('/').at(-1)!;
    await notifications.unsubscribeMail({ token });
    clock.move(7 * dayMs);
    await sweep('digests');
    assert.equal(mails.filter(({ to }) => to === 'digest@uni.edu.cn').length, 2);
    assert.equal((await notifications.getNotificationSettings(who.actor)).digest, 'never');
  });

  it('that no server takes costs that digest and is not sent twice', async () => {
    const who = await member();
    await bind(who, 'down@uni.edu.cn');
    await relay.drain();
    clock.move(7 * dayMs);
    await tell(who, 'community/mentioned', await member('阿周'));
    let tries = 0;
    const { sendMail } = platform.messenger;
    platform.messenger.sendMail = () => {
      tries += 1;
      return Promise.reject(new Outage('mail'));
    };
    await sweep('digests');
    await sweep('digests');
    platform.messenger.sendMail = sendMail;
    assert.ok(tries >= 1);
    mails.length = 0;
    await sweep('digests');
    assert.deepEqual(
      mails.filter(({ to }) => to === 'down@uni.edu.cn'),
      [],
    );
  });

  it('whose server cannot be reached wait for it, and come once', async () => {
    const who = await member();
    await bind(who, 'late@uni.edu.cn');
    await relay.drain();
    clock.move(7 * dayMs);
    await tell(who, 'community/mentioned', await member('阿周'));
    const { sendMail } = platform.messenger;
    platform.messenger.sendMail = () => Promise.reject(new Unreached('mail'));
    await sweep('digests');
    platform.messenger.sendMail = sendMail;
    mails.length = 0;
    const came = async () => {
      await Promise.all(Array.from({ length: 4 }, () => sweep('digests')));
      return mails.filter(({ to }) => to === 'late@uni.edu.cn').length;
    };
    assert.equal(await came(), 0);
    clock.move(15 * minuteMs);
    assert.equal(await came(), 1);
    clock.move(hourMs);
    assert.equal(await came(), 1);
  });
});
