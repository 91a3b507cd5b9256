import { createHash, randomBytes } from 'node:crypto';

/**
 * Ids are 63-bit numbers `time (41 bits, ms) | bucket (10) | sequence (12)`, decimal strings in
 * code and JSON, opaque to clients. The database makes them (`platform.new_id(bucket)`), so two
 * processes cannot collide, and an id alone names the bucket its row lives in.
 */
export type Id = string;

export const bucketCount = 1024;
const sequenceBits = 12n;
const idMax = 2n ** 63n - 1n;

/** Whether a text from outside can be an id at all. */
export function isId(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= idMax;
}

/** The bucket (0–1023) of the owner whose row this id names. */
export function bucketOf(id: Id): number {
  return Number((BigInt(id) >> sequenceBits) & BigInt(bucketCount - 1));
}

/** The bucket of a key that must be unique everywhere (phone, person, provider transaction). */
export function bucketOfKey(key: string): number {
  return createHash('sha256').update(key).digest().readUInt16BE(0) % bucketCount;
}

/** A bucket for a new member: members are spread evenly and everything they own follows them. */
export function randomBucket(): number {
  return randomBytes(2).readUInt16BE(0) % bucketCount;
}

/** An unguessable token of 256 bits, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
