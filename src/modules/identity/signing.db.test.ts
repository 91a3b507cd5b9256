// Real: PostgreSQL, the room. Fake: the clock, the text messages, the sockets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { createIdentity, type Visit } from '#identity';
import { liesInClear } from '../../../test/support/in-clear.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { codeTriesMax, sessionLifeMs, sessionsMax } from './domain/rules.ts';

const test = await testPlatform();
const { platform, database, clock, sent, cuts } = test;
const identity = createIdentity(platform);
const visit: Visit = { locale: 'zh-CN', ip: '10.1.2.3', userAgent: 'Chrome/1 Android' };
const consent = { termsVersion: '1', privacyVersion: '1' };
let phones = 0;
let hosts = 0;

const newPhone = () => `139${String(++phones).padStart(8, '0')}`;
/** Each scene calls from its own address, so that limits of one do not touch another. */
const newVisit = (): Visit => ({ ...visit, ip: `10.${++hosts}.0.1` });
const lastCode = () => /\d{6}/.exec(sent.at(-1)!.text)![0];
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function join(phone = newPhone()) {
  await identity.requestSignInCode(newVisit(), { phone });
  const code = lastCode();
  const signedIn = await identity.signUp(newVisit(), { phone, code, nickname: '小林', consent });
  const actor = (await identity.authenticate(signedIn.token))!;
  return { phone, ...signedIn, call: { actor, locale: 'zh-CN' as const } };
}

async function signInAgain(phone: string, from = newVisit()) {
  clock.move(minuteMs);
  await identity.requestSignInCode(from, { phone });
  return identity.signIn(from, { phone, code: lastCode() });
}

describe('joining', () => {
  it('makes a member of who holds the phone, with consent on record', async () => {
    const { memberId, token } = await join();
    const actor = await identity.authenticate(token);
    assert.equal(actor?.memberId, memberId);
    assert.equal(actor?.isOperator, false);
    const { rows } = await sql`select document, version from identity.consent
      where member_id = ${memberId} order by document`.execute(database.sql);
    assert.deepEqual(rows, [
      { document: 'privacy', version: '1' },
      { document: 'terms', version: '1' },
    ]);
  });

  it('keeps neither phone nor token nor code in clear', async () => {
    const { phone, token } = await join();
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(t::text, ''), '') as text from (
        select m::text as t from identity.member m union all
        select s::text from identity.session s union all
        select c::text from identity.sign_in_code c union all
        select p::text from identity.phone_claim p union all
        select o::text from platform.outbox o) as all_rows`.execute(database.sql);
    assert.ok(rows[0]!.text.length > 100);
    assert.equal(liesInClear(rows[0]!.text, phone), false);
    assert.equal(liesInClear(rows[0]!.text, token.slice(3)), false);
  });

  it('refuses a taken phone only after a right code', async () => {
    const { phone } = await join();
    clock.move(minuteMs);
    const from = newVisit();
    await identity.requestSignInCode(from, { phone });
    const code = lastCode();
    const input = { phone, nickname: '小王', consent };
    await assert.rejects(
      identity.signUp(from, { ...input, code: wrong(code) }),
      refused('identity/code-wrong', { triesLeft: codeTriesMax - 1 }),
    );
    await assert.rejects(
      identity.signUp(from, { ...input, code }),
      refused('identity/phone-taken'),
    );
    assert.ok(await identity.signIn(from, { phone, code }), 'the code stayed good');
  });

  it('refuses outdated consent and names that pass for the house', async () => {
    const input = { phone: newPhone(), code: '000000', nickname: '小林', consent };
    await assert.rejects(
      identity.signUp(visit, { ...input, consent: { ...consent, termsVersion: '0' } }),
      refused('identity/consent-outdated', { termsVersion: '1' }),
    );
    await assert.rejects(
      identity.signUp(visit, { ...input, nickname: '官 方客服' }),
      refused('identity/nickname-reserved'),
    );
  });

  it('lets exactly one of eight join with one phone at once', async () => {
    const phone = newPhone();
    await identity.requestSignInCode(newVisit(), { phone });
    const code = lastCode();
    const from = newVisit();
    const results = await Promise.allSettled(
      Array.from({ length: codeTriesMax + 3 }, () =>
        identity.signUp(from, { phone, code, nickname: '小林', consent }),
      ),
    );
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 1);
    for (const result of results) {
      if (result.status === 'rejected') refused('identity/code-expired')(result.reason);
    }
    const owner = await identity.findMemberByPhone(database.sql, phone);
    const members = await sql`select 1 from identity.member m
      join identity.phone_claim p on p.phone_fingerprint = m.phone_fingerprint
      where p.member_id = ${owner}`.execute(database.sql);
    assert.equal(members.rows.length, 1);
  });
});

describe('codes', () => {
  it('answer the same for a known and an unknown phone', async () => {
    const { phone } = await join();
    clock.move(minuteMs);
    const known = await identity.requestSignInCode(newVisit(), { phone });
    const unknown = await identity.requestSignInCode(newVisit(), { phone: newPhone() });
    assert.deepEqual(Object.keys(known), Object.keys(unknown));
    assert.deepEqual([known.expiresAt, known.resendAt], [unknown.expiresAt, unknown.resendAt]);
  });

  it('tell of an unknown phone only after a right code, and stay good for joining', async () => {
    const phone = newPhone();
    const from = newVisit();
    await assert.rejects(
      identity.signIn(from, { phone, code: '123456' }),
      refused('identity/code-expired'),
    );
    await identity.requestSignInCode(from, { phone });
    const code = lastCode();
    await assert.rejects(
      identity.signIn(from, { phone, code: wrong(code) }),
      refused('identity/code-wrong'),
    );
    await assert.rejects(identity.signIn(from, { phone, code }), refused('identity/unknown-phone'));
    assert.ok(await identity.signUp(from, { phone, code, nickname: '小林', consent }));
  });

  it('let one of several sign in at once', async () => {
    const { phone } = await join();
    clock.move(minuteMs);
    const from = newVisit();
    await identity.requestSignInCode(from, { phone });
    const code = lastCode();
    const results = await Promise.allSettled(
      Array.from({ length: codeTriesMax }, () => identity.signIn(from, { phone, code })),
    );
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 1);
  });

  it('die after five wrong tries, even for the right entry', async () => {
    const { phone } = await join();
    clock.move(minuteMs);
    const from = newVisit();
    await identity.requestSignInCode(from, { phone });
    const code = lastCode();
    for (let triesLeft = codeTriesMax - 1; triesLeft >= 0; triesLeft -= 1) {
      await assert.rejects(
        identity.signIn(from, { phone, code: wrong(code) }),
        refused('identity/code-wrong', { triesLeft }),
      );
    }
    await assert.rejects(identity.signIn(from, { phone, code }), refused('identity/code-expired'));
  });

  it('allow no more guesses when eight arrive at once', async () => {
    const { phone } = await join();
    clock.move(minuteMs);
    const from = newVisit();
    await identity.requestSignInCode(from, { phone });
    const bad = wrong(lastCode());
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => identity.signIn(from, { phone, code: bad })),
    );
    const codes = results.map((r) => (r as { reason: { code: string } }).reason.code);
    assert.equal(codes.filter((c) => c === 'identity/code-wrong').length, codeTriesMax);
    assert.equal(codes.filter((c) => c === 'identity/code-expired').length, 8 - codeTriesMax);
  });

  it('are good until, and not at, ten minutes', async () => {
    const { phone } = await join();
    for (const [waitMs, isGood] of [
      [10 * minuteMs - 1, true],
      [10 * minuteMs, false],
    ] as const) {
      clock.move(minuteMs);
      const from = newVisit();
      await identity.requestSignInCode(from, { phone });
      const code = lastCode();
      clock.move(waitMs);
      const attempt = identity.signIn(from, { phone, code });
      if (isGood) assert.ok(await attempt);
      else await assert.rejects(attempt, refused('identity/code-expired'));
    }
  });

  it('are good once', async () => {
    const { phone } = await join();
    const from = newVisit();
    await signInAgain(phone, from);
    await assert.rejects(
      identity.signIn(from, { phone, code: lastCode() }),
      refused('identity/code-expired'),
    );
  });

  it('are sent once a minute a phone, whoever asks', async () => {
    const phone = newPhone();
    await identity.requestSignInCode(newVisit(), { phone });
    clock.move(minuteMs - 1);
    await assert.rejects(
      identity.requestSignInCode(newVisit(), { phone: `+86 ${phone}` }),
      refused('identity/code-too-soon', { retryAfterSeconds: 1 }),
    );
    clock.move(1);
    assert.ok(await identity.requestSignInCode(newVisit(), { phone }));
  });

  it('are sent to one of eight requests at once', async () => {
    const phone = newPhone();
    const before = sent.length;
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => identity.requestSignInCode(newVisit(), { phone })),
    );
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 1);
    assert.equal(sent.length - before, 1);
  });

  it('are sent ten times a day a phone', async () => {
    const phone = newPhone();
    for (let n = 0; n < 10; n += 1) {
      await identity.requestSignInCode(newVisit(), { phone });
      clock.move(minuteMs);
    }
    await assert.rejects(
      identity.requestSignInCode(newVisit(), { phone }),
      refused('identity/too-many-codes'),
    );
    clock.move(dayMs);
    assert.ok(await identity.requestSignInCode(newVisit(), { phone }));
  });

  it('are sent thirty times an hour to one address, a /64 of IPv6 being one', async () => {
    const from = { ...visit, ip: '2001:db8:1:2::1' };
    for (let n = 0; n < 30; n += 1) await identity.requestSignInCode(from, { phone: newPhone() });
    await assert.rejects(
      identity.requestSignInCode({ ...from, ip: '2001:db8:1:2:ffff::9' }, { phone: newPhone() }),
      refused('identity/too-many-codes'),
    );
    assert.ok(await identity.requestSignInCode(newVisit(), { phone: newPhone() }));
    clock.move(hourMs);
    assert.ok(await identity.requestSignInCode(from, { phone: newPhone() }));
  });

  it('refuse what is no mainland mobile number', async () => {
    await assert.rejects(
      identity.requestSignInCode(visit, { phone: '12345' }),
      refused('identity/phone-invalid'),
    );
  });

  it('for another purpose open no session', async () => {
    const { phone } = await join();
    clock.move(minuteMs);
    const from = newVisit();
    await identity.requestSignInCode(from, { phone, purpose: 'change-phone' });
    await assert.rejects(
      identity.signIn(from, { phone, code: lastCode() }),
      refused('identity/code-expired'),
    );
  });

  it('hold back a caller who tries codes of many phones', async () => {
    const few = createIdentity(platform, {
      limits: { triesPerIp: { scope: 'few', max: 3, windowMs: hourMs } },
    });
    const from = newVisit();
    for (let n = 0; n < 3; n += 1) {
      await assert.rejects(
        few.signIn(from, { phone: newPhone(), code: '111111' }),
        refused('identity/code-expired'),
      );
    }
    await assert.rejects(
      few.signIn(from, { phone: newPhone(), code: '111111' }),
      refused('identity/too-many-tries'),
    );
  });
});

describe('sessions', () => {
  it('outlive a leap of the sandbox’s clock, but not their own time', async () => {
    const { token, sessionId } = await join();
    const leap = async (byMs: number) => {
      clock.move(byMs);
      await identity.leapOver(byMs);
    };
    await leap(2 * sessionLifeMs);
    assert.equal((await identity.authenticate(token))?.sessionId, sessionId);
    clock.move(sessionLifeMs);
    await leap(sessionLifeMs);
    assert.equal(await identity.authenticate(token), undefined);
  });

  it('live ninety days from their last use', async () => {
    const { token } = await join();
    clock.move(sessionLifeMs - 1);
    assert.ok(await identity.authenticate(token));
    clock.move(sessionLifeMs - 1);
    assert.ok(await identity.authenticate(token), 'the use started the time anew');
    clock.move(sessionLifeMs);
    assert.equal(await identity.authenticate(token), undefined);
  });

  it('write a use down at most every five minutes', async () => {
    const { token, sessionId } = await join();
    const lastUsed = async () => {
      const { rows } = await sql<{ at: Date }>`select last_used_at as at from identity.session
        where id = ${sessionId}`.execute(database.sql);
      return rows[0]!.at.getTime();
    };
    const start = await lastUsed();
    clock.move(5 * minuteMs - 1);
    await identity.authenticate(token);
    assert.equal(await lastUsed(), start);
    clock.move(1);
    await identity.authenticate(token);
    assert.equal(await lastUsed(), start + 5 * minuteMs);
  });

  it('are none for tokens that are made up', async () => {
    const { token } = await join();
    const other = token[3] === 'A' ? 'B' : 'A';
    for (const bad of ['', 'x', token.slice(1), `${token.slice(0, 3)}${other}${token.slice(4)}`]) {
      assert.equal(await identity.authenticate(bad), undefined);
    }
  });

  it('end when revoked, cut their sockets and are not used after', async () => {
    const { phone, token, sessionId, call } = await join();
    const other = await signInAgain(phone);
    const { items } = await identity.listSessions(call.actor);
    assert.deepEqual(
      items.map((s) => s.id === sessionId && s.isCurrent),
      [false, true],
    );
    assert.equal(items[0]!.device, 'Chrome · Android');
    await identity.revokeSession(call, { sessionId: other.sessionId });
    assert.equal(await identity.authenticate(other.token), undefined);
    assert.ok(await identity.authenticate(token));
    assert.ok(cuts.includes(other.sessionId));
    await assert.rejects(
      identity.revokeSession(call, { sessionId: other.sessionId }),
      refused('platform/not-found'),
    );
    const used = await sql`select 1 from identity.session
      where revoked_at < last_used_at`.execute(database.sql);
    assert.equal(used.rows.length, 0);
  });

  it('of another member cannot be revoked, nor told apart from none', async () => {
    const mine = await join();
    const theirs = await join();
    await assert.rejects(
      identity.revokeSession(mine.call, { sessionId: theirs.sessionId }),
      refused('platform/not-found'),
    );
    assert.ok(await identity.authenticate(theirs.token));
  });

  it('end by signing out, twice without harm', async () => {
    const { token, sessionId, call } = await join();
    await identity.signOut(call);
    await identity.signOut(call);
    assert.equal(await identity.authenticate(token), undefined);
    assert.equal(cuts.filter((id) => id === sessionId).length, 1);
  });

  it('make room for the twenty-first by ending the one unused longest', async () => {
    const { memberId, token, sessionId } = await join();
    for (let n = 1; n < sessionsMax; n += 1) {
      clock.move(1);
      await database.transaction((tx) => identity.startSession(tx, memberId, visit));
    }
    assert.ok(await identity.authenticate(token));
    clock.move(1);
    await database.transaction((tx) => identity.startSession(tx, memberId, visit));
    assert.equal(await identity.authenticate(token), undefined);
    const { items } = await identity.listSessions({
      memberId,
      sessionId,
      isOperator: false,
      secondFactorAt: null,
    });
    assert.equal(items.length, sessionsMax);
  });

  it('tell the member of a device they have not used before', async () => {
    const { phone, memberId } = await join();
    const told = async () => {
      const { rows } = await sql`select 1 from platform.outbox
        where topic = 'identity/new-device' and ref = ${memberId}`.execute(database.sql);
      return rows.length;
    };
    await signInAgain(phone);
    assert.equal(await told(), 0);
    await signInAgain(phone, { ...newVisit(), userAgent: 'Firefox/140 Windows' });
    assert.equal(await told(), 1);
  });
});
