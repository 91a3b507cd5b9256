import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { checkInvariants } from '../../src/audit/check.ts';

/** Every invariant of the audit holds in this database. */
export async function assertInvariants(databaseUrl: string): Promise<void> {
  assert.deepEqual(await checkInvariants(databaseUrl), []);
}

/** Only ends a hopeless wait: three hundred lives of half a second each leave much to be told. */
const settleMsMax = 120_000;

/** The same once what is due has been worked off, where workers are at it in another process. */
export async function assertInvariantsInTime(databaseUrl: string): Promise<void> {
  for (const giveUpAt = performance.now() + settleMsMax; performance.now() < giveUpAt;) {
    if ((await checkInvariants(databaseUrl)).length === 0) return;
    await wait(200);
  }
  await assertInvariants(databaseUrl);
}
