import assert from 'node:assert/strict';
import { checkInvariants } from '../../src/audit/check.ts';

/** Every invariant of the audit holds in this database. */
export async function assertInvariants(databaseUrl: string): Promise<void> {
  assert.deepEqual(await checkInvariants(databaseUrl), []);
}
