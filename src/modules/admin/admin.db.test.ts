// Real: PostgreSQL, the rooms. Fake: the product's clock, the clock of the authenticator app.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStandingClock, dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { createAdmin, totpCode } from '#admin';
import { createIdentity } from '#identity';
import { liesInClear } from '../../../test/support/in-clear.ts';
import { idNumber } from '../../../test/support/persons.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { failuresMax, failuresWindowMs } from './domain/rules.ts';

const { platform, database, clock } = await testPlatform();
const phoneClock = createStandingClock(new Date('2026-03-03T08:00:00Z'));
const identity = createIdentity(platform);
const admin = createAdmin(platform, { identity }, { authenticatorClock: phoneClock });
let people = 0;

async function member() {
  const phone = `134${String(++people).padStart(8, '0')}`;
  const visit = { locale: 'zh-CN', ip: '10.0.0.1', userAgent: 'Chrome/1 Android' } as const;
  const { token, memberId } = await database.transaction(async (tx) => {
    const id = await identity.registerMember(tx, {
      phone,
      nickname: '值班',
      joinedAt: clock.now(),
    });
    return identity.startSession(tx, id, visit);
  });
  const call = async () => ({
    actor: (await identity.authenticate(token))!,
    locale: 'zh-CN' as const,
  });
  return { memberId, call };
}

async function operator() {
  const someone = await member();
  const { secret } = await database.transaction((tx) => admin.makeOperator(tx, someone));
  /** The code an app shows now; each later call a step later, so that none is a replay. */
  const code = () => {
    phoneClock.move(30_000);
    return totpCode(secret, phoneClock.now());
  };
  return { ...someone, secret, code };
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const act = (operatorId: string, more: { subject?: string; reason?: string } = {}) =>
  database.transaction((tx) =>
    admin.recordAudit(tx, {
      operatorId,
      action: 'orders/decide-problem',
      subject: 'order:1',
      reason: '看过证据',
      details: { decision: 'refund', amountFen: 100, none: null },
      ...more,
    }),
  );

describe('a second factor', () => {
  it('opens the console for one session and twelve hours', async () => {
    const { call, code } = await operator();
    assert.equal((await call()).actor.isOperator, true);
    assert.equal((await call()).actor.secondFactorAt, null);
    const { secondFactorAt } = await admin.passSecondFactor(await call(), { code: code() });
    assert.deepEqual((await call()).actor.secondFactorAt, secondFactorAt);
    clock.move(12 * hourMs - 1);
    assert.ok((await call()).actor.secondFactorAt);
    clock.move(1);
    assert.equal((await call()).actor.secondFactorAt, null);
  });

  it('goes by the machine’s time however far the sandbox’s clock was moved', async () => {
    const { call, code } = await operator();
    clock.move(40 * dayMs);
    assert.ok(await admin.passSecondFactor(await call(), { code: code() }));
  });

  it('takes a code once, also when it arrives eight times at once', async () => {
    const { call, code } = await operator();
    const once = code();
    const caller = await call();
    const results = await Promise.allSettled(
      Array.from({ length: failuresMax }, () => admin.passSecondFactor(caller, { code: once })),
    );
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 1);
    for (const result of results) {
      if (result.status === 'rejected') refused('admin/second-factor-replayed')(result.reason);
    }
    phoneClock.move(29_999);
    await assert.rejects(
      admin.passSecondFactor(caller, { code: once }),
      refused('admin/second-factor-replayed'),
    );
  });

  it('takes no older code than the last', async () => {
    const { call, secret } = await operator();
    phoneClock.move(60_000);
    const now = phoneClock.now();
    const before = totpCode(secret, new Date(now.getTime() - 30_000));
    await admin.passSecondFactor(await call(), { code: totpCode(secret, now) });
    await assert.rejects(
      admin.passSecondFactor(await call(), { code: before }),
      refused('admin/second-factor-replayed'),
    );
  });

  it('is closed for a quarter of an hour after five wrong codes, even for the right one', async () => {
    const { call, code } = await operator();
    const caller = await call();
    for (let triesLeft = failuresMax - 1; triesLeft >= 0; triesLeft -= 1) {
      await assert.rejects(
        admin.passSecondFactor(caller, { code: wrong(code()) }),
        refused('admin/second-factor-wrong', { triesLeft }),
      );
    }
    clock.move(failuresWindowMs - minuteMs);
    await assert.rejects(
      admin.passSecondFactor(caller, { code: code() }),
      refused('admin/second-factor-locked', { retryAfterSeconds: 60 }),
    );
    clock.move(minuteMs);
    assert.ok(await admin.passSecondFactor(caller, { code: code() }));
  });

  it('allows no more guesses when eight arrive at once', async () => {
    const { call, code } = await operator();
    const caller = await call();
    const bad = wrong(code());
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => admin.passSecondFactor(caller, { code: bad })),
    );
    const codes = results.map((r) => (r as { reason: { code: string } }).reason.code);
    assert.equal(codes.filter((c) => c === 'admin/second-factor-wrong').length, failuresMax);
    assert.equal(codes.filter((c) => c === 'admin/second-factor-locked').length, 8 - failuresMax);
  });

  it('made by the command is never shown again', async () => {
    const { call, secret } = await operator();
    const offer = await admin.beginSecondFactor(await call());
    assert.deepEqual(offer, { state: 'enrolled', otpauthUrl: null, qrSvg: null });
    const { rows } = await sql<{ text: string }>`select string_agg(f::text, '') as text
      from admin.second_factor f`.execute(database.sql);
    assert.equal(liesInClear(rows[0]!.text, secret), false);
  });

  it('is set up in the console by an operator who has none, until it was passed', async () => {
    const { call, memberId } = await member();
    await database.transaction((tx) => identity.setOperator(tx, memberId, clock.now()));
    await assert.rejects(
      admin.passSecondFactor(await call(), { code: '123456' }),
      refused('admin/second-factor-missing'),
    );
    await admin.beginSecondFactor(await call());
    const offer = await admin.beginSecondFactor(await call());
    assert.equal(offer.state, 'new');
    assert.match(offer.qrSvg!, /^<svg /);
    const secret = new URL(offer.otpauthUrl!).searchParams.get('secret')!;
    await admin.passSecondFactor(await call(), { code: totpCode(secret, phoneClock.now()) });
    assert.equal((await admin.beginSecondFactor(await call())).state, 'enrolled');
  });

  it('is nothing for members who are no operators', async () => {
    const { call } = await member();
    const isTurnedAway = refused('platform/not-allowed');
    await assert.rejects(admin.beginSecondFactor(await call()), isTurnedAway);
    await assert.rejects(admin.passSecondFactor(await call(), { code: '123456' }), isTurnedAway);
  });

  it('made anew voids the former one; the role can be taken back', async () => {
    const { call, code, memberId } = await operator();
    const stale = code();
    await database.transaction((tx) => admin.makeOperator(tx, { memberId }));
    await assert.rejects(
      admin.passSecondFactor(await call(), { code: stale }),
      refused('admin/second-factor-wrong'),
    );
    await database.transaction((tx) => admin.removeOperator(tx, memberId));
    assert.equal((await call()).actor.isOperator, false);
    await assert.rejects(
      database.transaction((tx) => admin.makeOperator(tx, { memberId: '1' })),
      refused('platform/not-found'),
    );
  });
});

describe('the audit log', () => {
  it('shows what operators did, newest first, by operator and by subject', async () => {
    const { memberId } = await operator();
    await act(memberId, { subject: 'order:7' });
    clock.move(1);
    await act(memberId);
    const { items } = await admin.listAuditLog({ operatorId: memberId });
    assert.deepEqual(
      items.map((e) => e.subject),
      ['order:1', 'order:7', `member:${memberId}`],
    );
    assert.partialDeepStrictEqual(items[0]!, {
      operator: { id: memberId, nickname: '值班' },
      action: 'orders/decide-problem',
      reason: '看过证据',
      details: { decision: 'refund', amountFen: 100, none: null },
      at: clock.now(),
    });
    const bySubject = await admin.listAuditLog({ subject: 'order:7' });
    assert.equal(bySubject.items.length, 1);
    const page = await admin.listAuditLog({ operatorId: memberId, limit: 2 });
    const rest = await admin.listAuditLog({
      operatorId: memberId,
      limit: 2,
      cursor: page.nextCursor ?? '',
    });
    assert.equal(rest.items.length, 1);
    assert.equal(rest.nextCursor, null);
  });

  it('holds what operators do with real names', async () => {
    const chief = await operator();
    const someone = await member();
    const person = { name: '林小满', idNumber: idNumber('19900307', 8) };
    await identity.submitRealName(await someone.call(), person);
    const { items } = await identity.listRealNameQueue({});
    const claimId = items[0]!.id;
    await identity.decideRealName(await chief.call(), { claimId, decision: 'verify' });
    const log = await admin.listAuditLog({ subject: `real-name-claim:${claimId}` });
    assert.deepEqual(
      log.items.map((e) => [e.action, e.operator.id]),
      [['identity/real-name-verified', chief.memberId]],
    );
  });

  it('keeps its chain under eight acts at once', async () => {
    const { memberId } = await operator();
    await Promise.all(Array.from({ length: 8 }, () => act(memberId)));
    const { rows } = await sql<{ seq: number }>`select seq from admin.audit_entry
      where operator_id = ${memberId} order by seq`.execute(database.sql);
    assert.deepEqual(
      rows.map((row) => row.seq),
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert.deepEqual(await admin.verifyAuditLog(database.sql), []);
  });

  it('only grows', async () => {
    const { memberId } = await operator();
    await act(memberId);
    for (const statement of [
      sql`update admin.audit_entry set reason = 'x' where operator_id = ${memberId}`,
      sql`delete from admin.audit_entry where operator_id = ${memberId}`,
      sql`truncate admin.audit_entry`,
    ]) {
      await assert.rejects(statement.execute(database.sql), /only grows/);
    }
  });

  it('shows where it was changed, thinned out, cut short or added to behind its back', async () => {
    const { memberId } = await operator();
    for (let n = 0; n < 4; n += 1) await act(memberId);
    const own = sql`operator_id = ${memberId}`;
    const tamperings = [
      [2, sql`update admin.audit_entry set reason = 'another' where ${own} and seq = 2`],
      [
        3,
        sql`update admin.audit_entry set details = '{"decision":"resume"}' where ${own} and seq = 3`,
      ],
      [3, sql`delete from admin.audit_entry where ${own} and seq = 3`],
      [5, sql`delete from admin.audit_entry where ${own} and seq = 5`],
      [1, sql`update admin.audit_entry set at = at - interval '1 day' where ${own} and seq = 1`],
      [6, sql`update admin.audit_head set seq = 4 where ${own}`],
      [6, sql`delete from admin.audit_head where ${own}`],
    ] as const;
    for (const [seq, tampering] of tamperings) {
      const broken = await database
        .transaction(async (tx) => {
          await sql`alter table admin.audit_entry disable trigger user`.execute(tx);
          await tampering.execute(tx);
          throw Object.assign(new Error('taken back'), { found: await admin.verifyAuditLog(tx) });
        })
        .catch((error: { found?: unknown }) => error.found);
      assert.deepEqual(broken, [{ operatorId: memberId, seq }]);
    }
    assert.deepEqual(await admin.verifyAuditLog(database.sql), []);
  });
});
