import { createHash, timingSafeEqual } from 'node:crypto';
import type { Tx } from '#platform/db/database.ts';
import { refuse } from '#platform/refusal.ts';
import { callerOf } from '../domain/device.ts';
import { normalizeMobile } from '../domain/phone.ts';
import { takeTry, useCode } from '../store/codes.ts';
import { countUse } from '../store/rates.ts';
import type { CodePurpose, Room } from '../types.ts';

/** A code that was found right and may be used up inside the command it was entered for. */
export type CheckedCode = {
  phone: string;
  phoneFingerprint: string;
  purpose: CodePurpose;
  codeFingerprint: string;
};

/**
 * Compares an entered code with the phone's live one. The try is counted in a transaction of its
 * own before comparing, so that a refusal does not give it back. What is answered does not tell
 * whether the phone has an account.
 * @throws identity/phone-invalid, identity/too-many-tries, identity/code-expired, identity/code-wrong
 */
export async function checkCode(
  room: Room,
  ip: string,
  input: { phone: string; code: string; purpose: CodePurpose },
): Promise<CheckedCode> {
  const { platform } = room;
  const phone = requireMobile(input.phone);
  const phoneFingerprint = fingerprintPhone(room, phone);
  const key = { phoneFingerprint, purpose: input.purpose };
  const now = platform.clock.now();
  const attempt = await platform.database.transaction(async (tx) => {
    const over = await countUse(tx, room.limits.triesPerIp, fingerprintCaller(room, ip), now);
    if (over) refuse('identity/too-many-tries', retryAfter(over.retryAfterMs));
    return takeTry(tx, key, now);
  });
  if (!attempt) refuse('identity/code-expired');
  const codeFingerprint = fingerprintCode(room, key, input.code);
  if (!isSame(attempt.codeFingerprint, codeFingerprint)) {
    refuse('identity/code-wrong', { triesLeft: attempt.triesLeft });
  }
  return { phone, ...key, codeFingerprint };
}

/**
 * Uses a checked code up, in the transaction of what it was entered for: of several at once one
 * succeeds, and a command that refuses leaves the code as it was.
 * @throws identity/code-expired
 */
export async function spendCode(tx: Tx, checked: CheckedCode, now: Date): Promise<void> {
  if (!(await useCode(tx, checked, { codeFingerprint: checked.codeFingerprint, now }))) {
    refuse('identity/code-expired');
  }
}

/** @throws identity/phone-invalid */
export function requireMobile(text: string): string {
  return normalizeMobile(text) ?? refuse('identity/phone-invalid');
}

/** What a phone is found by without being stored in clear. */
export function fingerprintPhone(room: Room, phone: string): string {
  return room.platform.secrets.fingerprint('identity/phone', phone);
}

/** What a calling address is counted by without being stored. */
export function fingerprintCaller(room: Room, ip: string): string {
  return room.platform.secrets.fingerprint('identity/caller', callerOf(ip));
}

/** What a code is compared by; bound to its phone and purpose. */
export function fingerprintCode(
  room: Room,
  key: { phoneFingerprint: string; purpose: CodePurpose },
  code: string,
): string {
  const text = `${key.phoneFingerprint}\n${key.purpose}\n${code}`;
  return room.platform.secrets.fingerprint('identity/code', text);
}

/** A session token as the database knows it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** How long a refused caller should wait, in whole seconds. */
export function retryAfter(retryAfterMs: number): { retryAfterSeconds: number } {
  return { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
}
