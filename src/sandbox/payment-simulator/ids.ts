import { randomBytes, randomInt } from 'node:crypto';

const shanghaiAheadMs = 8 * 3_600_000;

/** The civil time in Shanghai (UTC+8, no summer time) as ISO text without a zone. */
export function shanghaiTime(at: Date): string {
  return new Date(at.getTime() + shanghaiAheadMs).toISOString().slice(0, 19);
}

/** The day in Shanghai, `2026-11-24`. */
export function shanghaiDay(at: Date): string {
  return shanghaiTime(at).slice(0, 10);
}

let counter = 0;

/** A transaction number as providers print them: `SIM20261124120000…`, 31 characters. */
export function newTransactionId(at: Date): string {
  counter = (counter + 1) % 1_000_000;
  const stamp = shanghaiTime(at).replaceAll(/\D/g, '');
  const random = String(randomInt(100_000_000)).padStart(8, '0');
  return `SIM${stamp}${String(counter).padStart(6, '0')}${random}`;
}

/** An id nobody can guess: whoever knows a payment's id may look at its cashier page. */
export function newOpaqueId(prefix: string): string {
  return `${prefix}_${randomBytes(18).toString('base64url')}`;
}
