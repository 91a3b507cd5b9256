// Real: PostgreSQL, the room. Fake: the clock, the register of persons, text messages, sockets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { createIdentity, type OperatorAct, type RealNameVerdict, type Visit } from '#identity';
import { liesInClear } from '../../../test/support/in-clear.ts';
import { idNumber } from '../../../test/support/persons.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';

const { platform, database, clock } = await testPlatform();
let verdict: RealNameVerdict | Error = 'match';
let asked = 0;
const identity = createIdentity(platform, {
  realNameProvider: {
    verify: () => {
      asked += 1;
      return verdict instanceof Error ? Promise.reject(verdict) : Promise.resolve(verdict);
    },
  },
});
const acts: OperatorAct[] = [];
identity.whenOperatorActs((_tx, act) => Promise.resolve(void acts.push(act)));

const visit: Visit = { locale: 'zh-CN', ip: '10.0.0.1', userAgent: 'Chrome/1 Android' };
let people = 0;
const newPhone = () => `137${String(++people).padStart(8, '0')}`;
const newPerson = () => ({ name: '林小满', idNumber: idNumber('19900307', ++people) });

async function member(realName?: { name: string; idNumber: string }) {
  const phone = newPhone();
  const joinedAt = clock.now();
  const { memberId, token } = await database.transaction(async (tx) => {
    const id = await identity.registerMember(tx, {
      phone,
      nickname: '小林',
      joinedAt,
      ...(realName ? { realName } : {}),
    });
    return identity.startSession(tx, id, visit);
  });
  const actor = (await identity.authenticate(token))!;
  return { phone, memberId, actor, call: { actor, locale: 'zh-CN' as const } };
}

const gate = (memberId: Id) => identity.sellingIdentity(database.sql, memberId);
const isOnePerson = async (one: Id, other: Id) => {
  const { rows } = await sql<{ same: boolean }>`
    select identity.is_one_person(${bucketOf(one)}, ${one}, ${bucketOf(other)}, ${other}) as same
    `.execute(database.sql);
  return rows[0]!.same;
};
const topicsOf = async (memberId: Id) => {
  const { rows } = await sql<{ topic: string }>`select topic from platform.outbox
    where ref = ${memberId} order by id`.execute(database.sql);
  return rows.map((row) => row.topic);
};

describe('a real name', () => {
  it('is verified by the provider at once, stored sealed', async () => {
    verdict = 'match';
    const { call, memberId, actor } = await member();
    const person = newPerson();
    assert.equal((await gate(memberId)).realName, 'none');
    assert.deepEqual(await identity.submitRealName(call, person), {
      state: 'verified',
      reason: null,
    });
    const facts = await gate(memberId);
    assert.equal(facts.realName, 'verified');
    assert.match(facts.personHash!, /^[0-9a-f]{64}$/);
    assert.equal(await identity.verifiedName(database.sql, memberId), '林小满');
    const me = await identity.getMe(actor);
    assert.partialDeepStrictEqual(me.realName, { state: 'verified', nameMasked: '林*满' });
    assert.deepEqual(await topicsOf(memberId), [
      'identity/member-changed',
      'identity/real-name-verified',
    ]);
    const { rows } = await sql<{ text: string }>`
      select string_agg(c::text, '') as text from identity.real_name_claim c`.execute(database.sql);
    for (const hidden of [person.idNumber, person.name]) {
      assert.equal(liesInClear(rows[0]!.text, hidden), false, hidden);
    }
  });

  it('that does not belong to the number is refused, and may be handed in again', async () => {
    verdict = 'mismatch';
    const { call, memberId } = await member();
    const reason = 'identity/real-name-mismatch';
    assert.deepEqual(await identity.submitRealName(call, newPerson()), {
      state: 'refused',
      reason,
    });
    assert.partialDeepStrictEqual(await gate(memberId), {
      realName: 'refused',
      realNameReason: reason,
      personHash: null,
    });
    assert.equal(await identity.verifiedName(database.sql, memberId), null);
    verdict = 'match';
    assert.equal((await identity.submitRealName(call, newPerson())).state, 'verified');
    await assert.rejects(
      identity.submitRealName(call, newPerson()),
      refused('identity/real-name-already-verified'),
    );
  });

  it('waits for an operator when the provider is unavailable or fails', async () => {
    for (const trouble of ['unavailable', new Error('line cut')] as const) {
      verdict = trouble;
      const { call, memberId } = await member();
      assert.equal((await identity.submitRealName(call, newPerson())).state, 'pending');
      assert.equal((await gate(memberId)).realName, 'pending');
      await assert.rejects(
        identity.submitRealName(call, newPerson()),
        refused('identity/real-name-pending'),
      );
    }
  });

  it('is asked for once when the same request is retried under its key', async () => {
    verdict = 'match';
    const { call } = await member();
    const person = newPerson();
    const keyed = { ...call, idempotency: { key: 'k1', requestHash: 'h' } };
    const before = asked;
    const first = await identity.submitRealName(keyed, person);
    assert.deepEqual(await identity.submitRealName(keyed, person), first);
    assert.equal(asked, before + 1);
  });

  it('handed in eight times at once makes one claim', async () => {
    verdict = 'match';
    const { call, memberId } = await member();
    const person = newPerson();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => identity.submitRealName(call, person)),
    );
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 1);
    const { rows } = await sql`select 1 from identity.real_name_claim
      where member_id = ${memberId}`.execute(database.sql);
    assert.equal(rows.length, 1);
  });

  it('is refused for children, and taken on the eighteenth birthday', async () => {
    verdict = 'match';
    const { call } = await member();
    // The clock stands on a day in July 2026; the birthday is counted from there.
    const now = new Date(clock.now().getTime() + 8 * 60 * minuteMs);
    const born = (days: number) => {
      const at = new Date(Date.UTC(now.getUTCFullYear() - 18, now.getUTCMonth(), now.getUTCDate()));
      return new Date(at.getTime() + days * dayMs).toISOString().slice(0, 10).replaceAll('-', '');
    };
    await assert.rejects(
      identity.submitRealName(call, { name: '小小', idNumber: idNumber(born(1)) }),
      refused('identity/under-age', { adultAgeYears: 18 }),
    );
    const grown = { name: '小大', idNumber: idNumber(born(0)) };
    assert.equal((await identity.submitRealName(call, grown)).state, 'verified');
  });

  it('needs a number that can be one', async () => {
    const { call } = await member();
    await assert.rejects(
      identity.submitRealName(call, { name: '林小满', idNumber: '110101199003070012' }),
      refused('identity/id-number-invalid'),
    );
  });

  it('may be tried five times a day', async () => {
    verdict = 'mismatch';
    const { call } = await member();
    for (let n = 0; n < 5; n += 1) await identity.submitRealName(call, newPerson());
    await assert.rejects(
      identity.submitRealName(call, newPerson()),
      refused('identity/too-many-tries'),
    );
    clock.move(dayMs);
    assert.equal((await identity.submitRealName(call, newPerson())).state, 'refused');
  });
});

describe('the operators queue of real names', () => {
  const drainQueue = async () => {
    const operator = await member();
    for (const { id } of (await identity.listRealNameQueue({ limit: 50 })).items) {
      await identity.decideRealName(operator.call, { claimId: id, decision: 'verify' });
    }
    return operator;
  };
  const waiting = async () => {
    verdict = 'unavailable';
    const person = newPerson();
    const someone = await member();
    await identity.submitRealName(someone.call, person);
    const { items } = await identity.listRealNameQueue({ limit: 50 });
    return { ...someone, person, item: items.find((i) => i.memberId === someone.memberId)! };
  };

  it('shows the name, masks the number, and reveals it only on record', async () => {
    const operator = await drainQueue();
    const { person, item, memberId } = await waiting();
    assert.equal(item.name, person.name);
    assert.equal(item.idNumberMasked, `110***********${person.idNumber.slice(-4)}`);
    const input = { claimId: item.id, reason: '核对证件' };
    const revealed = await identity.revealRealName(operator.call, input);
    assert.equal(revealed.idNumber, person.idNumber);
    assert.partialDeepStrictEqual(acts.at(-1)!, {
      operatorId: operator.memberId,
      action: 'identity/real-name-revealed',
      subject: `real-name-claim:${item.id}`,
      reason: '核对证件',
      details: { memberId },
    });
  });

  it('verifies or refuses with a reason that the member reads', async () => {
    const operator = await drainQueue();
    const bad = await waiting();
    const claimId = bad.item.id;
    await assert.rejects(
      identity.decideRealName(operator.call, { claimId, decision: 'refuse', reason: '  ' }),
      refused('identity/reason-required'),
    );
    const reason = '照片看不清';
    await identity.decideRealName(operator.call, { claimId, decision: 'refuse', reason });
    assert.partialDeepStrictEqual(await gate(bad.memberId), {
      realName: 'refused',
      realNameReason: reason,
    });
    const good = await waiting();
    await identity.decideRealName(operator.call, { claimId: good.item.id, decision: 'verify' });
    assert.equal((await gate(good.memberId)).realName, 'verified');
    assert.deepEqual(
      acts.slice(-2).map((act) => [act.action, act.reason]),
      [
        ['identity/real-name-refused', reason],
        ['identity/real-name-verified', null],
      ],
    );
    assert.equal((await identity.listRealNameQueue({})).items.length, 0);
  });

  it('lets no operator decide on their own person, whichever account asks', async () => {
    const operator = await drainQueue();
    const asks = async (one: Awaited<ReturnType<typeof member>>, person = newPerson()) => {
      verdict = 'unavailable';
      await identity.submitRealName(one.call, person);
      const { items } = await identity.listRealNameQueue({});
      return items.find(({ memberId }) => memberId === one.memberId)!.id;
    };
    const decide = (claimId: Id, call = operator.call) =>
      identity.decideRealName(call, { claimId, decision: 'verify' });
    const person = newPerson();
    const [claimId, colleague] = [await asks(operator, person), await member()];
    await assert.rejects(decide(claimId), refused('identity/own-matter'));
    await decide(claimId, colleague.call);
    assert.equal((await gate(operator.memberId)).realName, 'verified');
    const second = await member();
    await assert.rejects(decide(await asks(second, person)), refused('identity/own-matter'));
    assert.equal((await gate(second.memberId)).realName, 'pending');
    await decide(await asks(await member()));
    await drainQueue();
  });

  it('lets one of eight operators decide', async () => {
    const operator = await drainQueue();
    const { item, memberId } = await waiting();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        identity.decideRealName(operator.call, {
          claimId: item.id,
          decision: n % 2 ? 'verify' : 'refuse',
          reason: '看过了',
        }),
      ),
    );
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 1);
    for (const result of results) {
      if (result.status === 'rejected') refused('identity/real-name-decided')(result.reason);
    }
    const told = (await topicsOf(memberId)).filter((t) => t.startsWith('identity/real-name'));
    assert.equal(told.length, 1);
  });

  it('is paged, the longest waiting first, and takes no foreign cursor', async () => {
    await drainQueue();
    const first = await waiting();
    clock.move(1000);
    const second = await waiting();
    const page = await identity.listRealNameQueue({ limit: 1 });
    assert.equal(page.items[0]!.memberId, first.memberId);
    const cursor = page.nextCursor ?? '';
    const next = await identity.listRealNameQueue({ limit: 1, cursor });
    assert.equal(next.items[0]!.memberId, second.memberId);
    assert.equal(next.nextCursor, null);
    const odd = await identity.listRealNameQueue({ limit: 1, cursor: 'WyJ4IiwieSJd' });
    assert.equal(odd.items[0]!.memberId, first.memberId);
  });

  it('is refused for claims that do not exist', async () => {
    const { call } = await member();
    await assert.rejects(
      identity.decideRealName(call, { claimId: '1', decision: 'verify' }),
      refused('platform/not-found'),
    );
    await assert.rejects(
      identity.revealRealName(call, { claimId: '1', reason: '看看' }),
      refused('platform/not-found'),
    );
  });

  it('gets the claims whose provider was never heard of again', async () => {
    verdict = 'match';
    const { call, memberId } = await member();
    await identity.submitRealName(call, newPerson());
    // As a process leaves it that died while asking.
    await sql`update identity.member set verified_at = null, person_hash = null
      where id = ${memberId}`.execute(database.sql);
    await sql`update identity.real_name_claim set verified_at = null
      where member_id = ${memberId}`.execute(database.sql);
    const isQueued = async () =>
      (await identity.listRealNameQueue({ limit: 50 })).items.some((i) => i.memberId === memberId);
    const sweep = identity.parts.sweeps!.find((s) => s.name === 'identity/real-names-unanswered')!;
    clock.move(2 * minuteMs);
    await sweep.run();
    assert.equal(await isQueued(), false);
    clock.move(1);
    await sweep.run();
    assert.equal(await isQueued(), true);
  });
});

describe('a pro account', () => {
  it('needs a verified real name, opens once and answers the same again', async () => {
    const { call, memberId } = await member();
    await assert.rejects(identity.openProAccount(call), refused('identity/real-name-required'));
    verdict = 'match';
    await identity.submitRealName(call, newPerson());
    const opened = await identity.openProAccount(call);
    clock.move(minuteMs);
    assert.deepEqual(await identity.openProAccount(call), opened);
    assert.equal((await gate(memberId)).isPro, true);
    assert.equal((await topicsOf(memberId)).filter((t) => t.includes('pro-account')).length, 1);
  });

  it('is one for a real person, whatever account and however the number is typed', async () => {
    const person = { name: '林小满', idNumber: '11010519491231002X' };
    const one = await member(person);
    const other = await member();
    verdict = 'match';
    await identity.submitRealName(other.call, { name: '林 小满', idNumber: '11010519491231002x' });
    await identity.openProAccount(one.call);
    await assert.rejects(
      identity.openProAccount(other.call),
      refused('identity/person-already-selling'),
    );
    assert.equal(await isOnePerson(one.memberId, other.memberId), true);
    assert.equal(await isOnePerson(one.memberId, (await member()).memberId), false);
    assert.equal(await isOnePerson((await member()).memberId, (await member()).memberId), false);
    assert.equal((await gate(other.memberId)).isPro, false);
  });

  it('goes to exactly one of eight accounts of one person at once', async () => {
    const person = newPerson();
    const accounts = [];
    for (let n = 0; n < 8; n += 1) accounts.push(await member(person));
    const results = await Promise.allSettled(
      accounts.map(({ call }) => identity.openProAccount(call)),
    );
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 1);
    for (const result of results) {
      if (result.status === 'rejected') {
        refused('identity/person-already-selling')(result.reason);
      }
    }
    const cards = await identity.getMembers(accounts.map(({ memberId }) => memberId));
    assert.equal([...cards.values()].filter((card) => card.isPro).length, 1);
  });

  it('opened eight times at once by one member is opened once', async () => {
    const { call, memberId } = await member(newPerson());
    const results = await Promise.all(
      Array.from({ length: 8 }, () => identity.openProAccount(call)),
    );
    assert.equal(new Set(results.map((r) => r.proAt.getTime())).size, 1);
    const told = await topicsOf(memberId);
    assert.deepEqual(told, ['identity/member-changed', 'identity/pro-account-opened']);
  });
});

describe('what checkers read', () => {
  it('shows people and sessions as the audit views promise', async () => {
    const { memberId } = await member(newPerson());
    const { rows } = await sql`select pro, verified_at is not null as verified, erased_at
      from audit.users where id = ${memberId}`.execute(database.sql);
    assert.deepEqual(rows, [{ pro: false, verified: true, erased_at: null }]);
    const sessions = await sql`select revoked_at from audit.session
      where user_id = ${memberId}`.execute(database.sql);
    assert.deepEqual(sessions.rows, [{ revoked_at: null }]);
  });

  it('cannot even be written wrongly: no pro account without a person, no use after the end', async () => {
    const { memberId } = await member();
    await assert.rejects(
      sql`update identity.member set pro_at = now() where id = ${memberId}`.execute(database.sql),
      { constraint: 'member_pro_is_verified' },
    );
    await assert.rejects(
      sql`update identity.session set revoked_at = last_used_at - interval '1 second'
        where member_id = ${memberId}`.execute(database.sql),
      { constraint: 'session_unused_after_end' },
    );
  });
});
