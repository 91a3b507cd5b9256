// Real: PostgreSQL. Nothing is faked; times are handed in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testDatabase } from '../../test/support/database.ts';
import { newId, type Tx } from './db/database.ts';
import { countOnce, type RateLimit } from './rate-limits.ts';

const { database } = await testDatabase();
const limit: RateLimit = { kind: 'test/thing', max: 3, perMs: 60_000 };
const startMs = Date.parse('2026-07-01T04:00:00Z');
const newMember = () => newId(database.sql, 7);
const count = (memberId: string, afterMs: number, kind = limit.kind) =>
  database.transaction((tx) =>
    countOnce(tx, { ...limit, kind }, memberId, new Date(startMs + afterMs)),
  );

describe('rate limit', () => {
  it('allows so many in any sliding window, to the millisecond', async () => {
    const member = await newMember();
    assert.equal(await count(member, 0), 0);
    assert.equal(await count(member, 20_000), 0);
    assert.equal(await count(member, 40_000), 0);
    assert.equal(await count(member, 59_999), 1);
    assert.equal(await count(member, 60_000), 0);
    assert.equal(await count(member, 60_001), 20);
    assert.equal(await count(member, 80_000), 0);
  });

  it('counts members and kinds apart', async () => {
    const [one, other] = [await newMember(), await newMember()];
    for (let n = 0; n < 3; n += 1) assert.equal(await count(one, n), 0);
    assert.notEqual(await count(one, 10), 0);
    assert.equal(await count(other, 10), 0);
    assert.equal(await count(one, 10, 'test/other'), 0);
  });

  it('counts nothing when the transaction fails', async () => {
    const member = await newMember();
    const failing = (tx: Tx) =>
      countOnce(tx, limit, member, new Date(startMs)).then(() => {
        throw new Error('rolled back');
      });
    for (let n = 0; n < 5; n += 1) await assert.rejects(database.transaction(failing));
    assert.equal(await count(member, 1), 0);
  });

  it('lets exactly the maximum through when eight come at once', async () => {
    const member = await newMember();
    const answers = await Promise.all(Array.from({ length: 8 }, () => count(member, 5)));
    assert.equal(answers.filter((seconds) => seconds === 0).length, 3);
    assert.equal(answers.filter((seconds) => seconds === 60).length, 5);
  });
});
