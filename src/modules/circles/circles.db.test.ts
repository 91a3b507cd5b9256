// Real: PostgreSQL and the rooms below. Fake: the clock, the messenger (mails are caught).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { createAdmin } from '#admin';
import { createIdentity } from '#identity';
import { createNotifications } from '#notifications';
import { createTies } from '#ties';
import { createCircles, type JoinRule } from '#circles';
import { createPeople, type Person } from '../../../test/support/members.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { codeTriesPerHour, mailCodeLifeMs, mailPauseMs } from './domain/rules.ts';

const { platform, database, clock, mails } = await testPlatform();
const identity = createIdentity(platform);
const notifications = createNotifications(platform, { identity });
const admin = createAdmin(platform, { identity });
const ties = createTies(platform, { identity, notifications });
const circles = createCircles(platform, { identity, notifications, admin, ties });
const people = createPeople(database, identity);
const page = { limit: 20 };
const nothing = refused('platform/not-found');

const operator = await people.joinOperator();

async function circleWith(joinRule: JoinRule, keeper: Person): Promise<string> {
  return database.transaction((tx) =>
    circles.registerCircle(tx, {
      founderId: keeper.id,
      kind: 'campus',
      name: '梧桐大学',
      description: '校内的人',
      joinRule,
      mailDomains: joinRule === 'mail' ? ['wutong.edu.cn'] : [],
    }),
  );
}
const countOf = async (circleId: string) =>
  (await circles.getMany([circleId])).get(circleId)?.memberCount;
const told = async ({ actor }: Person) => {
  const { items } = await notifications.listNotifications(actor, { locale: 'zh-CN', limit: 20 });
  return items.map(({ text }) => text);
};

describe('founding', () => {
  const input = {
    kind: 'fandom',
    name: '谷子交换角',
    description: '只换不卖',
    joinRule: 'request',
  } as const;

  it('needs a pro account, stays with buildings and fandoms, and has a limit', async () => {
    const mei = await people.join('阿梅');
    await assert.rejects(circles.createCircle(mei.call, input), refused('circles/pro-needed'));
    await sql`update identity.member set verified_at = now(), person_hash = repeat('a', 64),
      pro_at = now() where id = ${mei.id}`.execute(database.sql);
    for (const change of [{ kind: 'campus' }, { kind: 'city' }, { joinRule: 'mail' }] as const) {
      const wish = { ...input, mailDomains: ['a.cn'], ...change };
      await assert.rejects(circles.createCircle(mei.call, wish), refused('circles/operators-only'));
    }
    const eight = await Promise.allSettled(
      Array.from({ length: 8 }, () => circles.createCircle(mei.call, input)),
    );
    assert.equal(eight.filter(({ status }) => status === 'fulfilled').length, 3);
    clock.move(dayMs + 1);
    await assert.rejects(
      circles.createCircle(mei.call, input),
      refused('circles/too-many-founded'),
    );
  });

  it('by an operator is logged, and says which mail domains let in', async () => {
    const wish = { ...input, kind: 'campus', joinRule: 'mail' } as const;
    const call = operator.call;
    await assert.rejects(circles.createCircle(call, wish), refused('circles/domains-needed'));
    await assert.rejects(
      circles.createCircle(call, { ...wish, mailDomains: ['nonsense'] }),
      refused('circles/domain-invalid'),
    );
    const made = await circles.createCircle(call, { ...wish, mailDomains: ['@Wutong.EDU.cn'] });
    assert.deepEqual([made.mailDomains, made.standing], [['wutong.edu.cn'], 'keeper']);
    const { items } = await admin.listAuditLog({ limit: 1 });
    assert.equal(items[0]!.action, 'circles/found');
  });

  it('is ended by an operator, once', async () => {
    const keeper = await people.join();
    const circleId = await circleWith('open', keeper);
    const close = { circleId, reason: '冒充学校' };
    await assert.rejects(circles.closeCircle(keeper.call, close), refused('platform/not-allowed'));
    await circles.closeCircle(operator.call, close);
    await circles.closeCircle(operator.call, close);
    await assert.rejects(circles.getCircle(keeper.actor, circleId), nothing);
    assert.deepEqual((await circles.listMyCircles(keeper.actor)).items, []);
    const found = await circles.listCircles({ ...page, limit: 50 });
    assert.ok(!found.items.some(({ id }) => id === circleId));
  });
});

describe('joining', () => {
  it('by code lets nobody try for long', async () => {
    const [keeper, mei] = [await people.join(), await people.join()];
    const circleId = await circleWith('code', keeper);
    const { code } = await circles.getInviteCode(keeper.call, { circleId });
    await assert.rejects(circles.getInviteCode(mei.call, { circleId }), nothing);
    for (let turn = 0; turn < codeTriesPerHour.max; turn += 1) {
      const wrong = circles.joinCircle(mei.call, { circleId, code: 'AAAAAAAA' });
      await assert.rejects(wrong, refused('circles/code-wrong'));
    }
    const late = circles.joinCircle(mei.call, { circleId, code });
    await assert.rejects(late, refused('circles/too-fast'));
    const an = await people.join();
    const typed = ` ${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`;
    assert.equal((await circles.joinCircle(an.call, { circleId, code: typed })).standing, 'member');
    await circles.renewInviteCode(keeper.call, { circleId });
    const former = circles.joinCircle((await people.join()).call, { circleId, code });
    await assert.rejects(former, refused('circles/code-wrong'));
    await assert.rejects(
      circles.getInviteCode(an.call, { circleId }),
      refused('circles/keepers-only'),
    );
  });

  it('by request is decided once, by eight at the same time', async () => {
    const [keeper, mei] = [await people.join(), await people.join('阿梅')];
    const circleId = await circleWith('request', keeper);
    const asked = await Promise.all(
      Array.from({ length: 8 }, () =>
        circles.requestToJoin(mei.call, { circleId, words: '住 3 楼' }),
      ),
    );
    assert.ok(asked.every(({ standing }) => standing === 'asked'));
    assert.deepEqual(await told(keeper), ['阿梅 申请加入「梧桐大学」']);
    const { items } = await circles.listJoinRequests(keeper.actor, { circleId, ...page });
    assert.deepEqual(
      items.map(({ words }) => words),
      ['住 3 楼'],
    );
    const decision = { circleId, requestId: items[0]!.id, decision: 'accept' } as const;
    await assert.rejects(circles.decideJoinRequest(mei.call, decision), nothing);
    const decided = await Promise.allSettled(
      Array.from({ length: 8 }, () => circles.decideJoinRequest(keeper.call, decision)),
    );
    assert.equal(decided.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal(await countOf(circleId), 2);
    assert.deepEqual(await told(mei), ['欢迎加入「梧桐大学」，你的申请通过了']);
    await assert.rejects(
      circles.joinCircle((await people.join()).call, { circleId }),
      refused('circles/rule-differs'),
    );
  });

  it('by mail lets one member in by one mailbox, with few tries and not for long', async () => {
    const [keeper, mei, an] = [await people.join(), await people.join(), await people.join()];
    const circleId = await circleWith('mail', keeper);
    const ask = (who: Person, mail: string) =>
      circles.requestCircleMailCode(who.call, { circleId, mail });
    const enter = (who: Person, code: string) =>
      circles.joinCircleByMail(who.call, { circleId, code });
    const codeNow = () => /\d{6}/.exec(mails.at(-1)!.text)![0];
    await assert.rejects(ask(mei, '不是邮箱'), refused('circles/mail-invalid'));
    const other = ask(mei, 'mei@wutong.edu.cn.evil.com');
    await assert.rejects(other, refused('circles/mail-of-others'));
    assert.equal((await ask(mei, 'Mei@cs.wutong.edu.cn')).mailMasked, 'm***@cs.wutong.edu.cn');
    await assert.rejects(ask(mei, 'mei@cs.wutong.edu.cn'), refused('circles/mail-too-soon'));
    const first = codeNow();
    await assert.rejects(enter(an, first), refused('circles/mail-code-expired'), 'it is mei’s');
    const wrong = first === '000000' ? '111111' : '000000';
    for (let left = 4; left >= 0; left -= 1) {
      await assert.rejects(enter(mei, wrong), refused('circles/mail-code-wrong'));
    }
    await assert.rejects(enter(mei, first), refused('circles/mail-code-expired'));

    clock.move(mailPauseMs);
    await ask(mei, 'mei@cs.wutong.edu.cn');
    clock.move(mailCodeLifeMs);
    await assert.rejects(enter(mei, codeNow()), refused('circles/mail-code-expired'));
    await ask(mei, 'mei@cs.wutong.edu.cn');
    const right = codeNow();
    const eight = await Promise.allSettled(Array.from({ length: 4 }, () => enter(mei, right)));
    assert.ok(eight.some(({ status }) => status === 'fulfilled'));
    assert.equal(await countOf(circleId), 2);
    clock.move(mailPauseMs);
    await ask(an, 'mei+an@cs.wutong.edu.cn');
    await assert.rejects(enter(an, codeNow()), refused('circles/mail-taken'));

    await circles.leaveCircle(mei.call, { circleId });
    clock.move(mailPauseMs);
    await ask(an, 'mei@cs.wutong.edu.cn');
    assert.equal((await enter(an, codeNow())).standing, 'member', 'leaving has set it free');
    const { rows } = await sql<{ text: string }>`
      select c::text || b::text as text from circles.mail_code c, circles.mail_box b`.execute(
      database.sql,
    );
    assert.ok(!rows.some(({ text }) => text.includes('wutong')), 'no address lies in clear');
  });

  it('and leaving at the same time leave the count right', async () => {
    const keeper = await people.join();
    const circleId = await circleWith('open', keeper);
    const eight = await Promise.all(Array.from({ length: 8 }, () => people.join()));
    await Promise.all(
      eight.flatMap((one) => [1, 2].map(() => circles.joinCircle(one.call, { circleId }))),
    );
    assert.equal(await countOf(circleId), 9);
    await Promise.all(
      eight
        .slice(3)
        .flatMap((one) => [1, 2].map(() => circles.leaveCircle(one.call, { circleId }))),
    );
    assert.equal(await countOf(circleId), 4);
  });
});

describe('keeping', () => {
  it('removes for good, until a request is accepted', async () => {
    const [keeper, mei] = [await people.join(), await people.join()];
    const circleId = await circleWith('open', keeper);
    const both = { circleId, memberId: mei.id };
    await circles.joinCircle(mei.call, { circleId });
    await assert.rejects(
      circles.removeCircleMember(mei.call, { circleId, memberId: keeper.id }),
      refused('circles/keepers-only'),
    );
    await circles.removeCircleMember(keeper.call, both);
    assert.equal((await circles.getCircle(mei.actor, circleId)).standing, 'removed');
    await assert.rejects(
      circles.joinCircle(mei.call, { circleId }),
      refused('circles/removed-before'),
    );
    await circles.requestToJoin(mei.call, { circleId, words: '' });
    const { items } = await circles.listJoinRequests(keeper.actor, { circleId, ...page });
    const decision = { circleId, requestId: items[0]!.id, decision: 'accept' } as const;
    await circles.decideJoinRequest(keeper.call, decision);
    assert.equal((await circles.getCircle(mei.actor, circleId)).standing, 'member');
  });

  it('never leaves a circle of others without a keeper', async () => {
    const [keeper, mei] = [await people.join(), await people.join()];
    const circleId = await circleWith('open', keeper);
    await circles.joinCircle(mei.call, { circleId });
    const last = refused('circles/last-keeper');
    await assert.rejects(circles.leaveCircle(keeper.call, { circleId }), last);
    const self = { circleId, memberId: keeper.id, isKeeper: false };
    await assert.rejects(circles.setCircleKeeper(keeper.call, self), last);
    await circles.setCircleKeeper(keeper.call, { circleId, memberId: mei.id, isKeeper: true });
    const outcomes = await Promise.allSettled(
      [keeper, mei].map((one) => circles.leaveCircle(one.call, { circleId })),
    );
    // Whoever leaves first leaves the other alone, who may then go as well.
    assert.ok(outcomes.some(({ status }) => status === 'fulfilled'));
    assert.ok([0, 1].includes((await countOf(circleId))!));
  });

  it('shows members, pickup points and requests to nobody outside', async () => {
    const [keeper, mei, guest] = [await people.join(), await people.join(), undefined];
    const circleId = await circleWith('code', keeper);
    const point = { circleId, name: '东门驿站', description: '进门左手', hours: '8:00–21:00' };
    const made = await circles.savePickupPoint(keeper.call, point);
    await assert.rejects(circles.savePickupPoint(mei.call, point), nothing);
    assert.equal((await circles.getCircle(keeper.actor, circleId)).pickupPoints.length, 1);
    for (const actor of [mei.actor, guest]) {
      const seen = await circles.getCircle(actor, circleId);
      assert.deepEqual([seen.pickupPoints, seen.waitingCount], [[], 0]);
    }
    await assert.rejects(circles.listCircleMembers(mei.actor, { circleId, ...page }), nothing);
    await assert.rejects(circles.listJoinRequests(mei.actor, { circleId, ...page }), nothing);
    const seen = await circles.listCircleMembers(operator.actor, { circleId, ...page });
    assert.deepEqual(
      seen.items.map(({ member }) => member.id),
      [keeper.id],
    );
    await circles.deletePickupPoint(keeper.call, { circleId, pickupPointId: made.id });
    assert.deepEqual((await circles.getCircle(keeper.actor, circleId)).pickupPoints, []);
  });

  it('leaves mail domains to operators', async () => {
    const keeper = await people.join();
    const circleId = await circleWith('mail', keeper);
    const edit = { circleId, mailDomains: ['qq.com'] };
    const no = refused('circles/operators-only');
    await assert.rejects(circles.updateCircle(keeper.call, edit), no);
    const renamed = await circles.updateCircle(keeper.call, { circleId, name: '梧桐大学旧物' });
    assert.deepEqual([renamed.name, renamed.joinRule], ['梧桐大学旧物', 'mail']);
    await circles.updateCircle(keeper.call, { circleId, joinRule: 'code' });
    await assert.rejects(circles.updateCircle(keeper.call, { circleId, joinRule: 'mail' }), no);
    clock.move(minuteMs);
    const mailed = await circles.updateCircle(operator.call, { ...edit, joinRule: 'mail' });
    assert.deepEqual(mailed.mailDomains, ['qq.com']);
  });
});

describe('finding', () => {
  it('is by kind, city and a piece of the name, page by page', async () => {
    const keeper = await people.join();
    for (const name of ['手账一圈', '手账二圈', '手账三圈', '胶片']) {
      clock.move(1000);
      await database.transaction((tx) =>
        circles.registerCircle(tx, {
          founderId: keeper.id,
          kind: 'fandom',
          name,
          description: '',
          city: '上海',
          joinRule: 'open',
        }),
      );
    }
    const find = { kind: 'fandom', city: '上海', q: '手账', limit: 2 } as const;
    const first = await circles.listCircles(find);
    const second = await circles.listCircles({ ...find, cursor: first.nextCursor! });
    assert.deepEqual(
      [...first.items, ...second.items].map(({ name }) => name),
      ['手账三圈', '手账二圈', '手账一圈'],
    );
    assert.equal(second.nextCursor, null);
    assert.deepEqual((await circles.listCircles({ ...find, city: '苏州' })).items, []);
  });
});
