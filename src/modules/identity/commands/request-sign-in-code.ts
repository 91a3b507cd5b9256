import { randomInt } from 'node:crypto';
import type { Tx } from '#platform/db/database.ts';
import { refuse, type Locale } from '#platform/refusal.ts';
import { maskPhone } from '../domain/phone.ts';
import { codeLifeMs } from '../domain/rules.ts';
import { putCode } from '../store/codes.ts';
import { countUse } from '../store/rates.ts';
import type { CodePurpose, CodeSent, Room, Visit } from '../types.ts';
import {
  fingerprintCaller,
  fingerprintCode,
  fingerprintPhone,
  requireMobile,
  retryAfter,
} from './check-code.ts';

/**
 * Sends a six-digit code to a phone. The answer is the same whether or not the phone has an
 * account, and so is the work behind it.
 * @throws identity/phone-invalid, identity/code-too-soon, identity/too-many-codes
 */
export async function requestSignInCode(
  room: Room,
  visit: Visit,
  input: { phone: string; purpose?: CodePurpose | undefined },
): Promise<CodeSent> {
  const { platform } = room;
  const phone = requireMobile(input.phone);
  const key = {
    phoneFingerprint: fingerprintPhone(room, phone),
    purpose: input.purpose ?? ('sign-in' as const),
  };
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const now = platform.clock.now();
  const expiresAt = new Date(now.getTime() + codeLifeMs);
  await platform.database.transaction(async (tx) => {
    await countRequest(room, tx, { ip: visit.ip, phoneFingerprint: key.phoneFingerprint }, now);
    const fingerprint = fingerprintCode(room, key, code);
    await putCode(tx, key, { fingerprint, sentAt: now, expiresAt });
  });
  await platform.messenger.send({
    channel: 'sms',
    to: phone,
    template: `identity/${key.purpose}-code`,
    text: codeText(visit.locale, key.purpose, code),
  });
  const { windowMs } = room.limits.codePerMinute;
  return { phoneMasked: maskPhone(phone), expiresAt, resendAt: new Date(now.getTime() + windowMs) };
}

/** Counted in one fixed order (caller, minute, day), so that rivals wait and never deadlock. */
async function countRequest(
  room: Room,
  tx: Tx,
  asked: { ip: string; phoneFingerprint: string },
  now: Date,
): Promise<void> {
  const { codePerIp, codePerMinute, codePerDay } = room.limits;
  const fromCaller = await countUse(tx, codePerIp, fingerprintCaller(room, asked.ip), now);
  if (fromCaller) refuse('identity/too-many-codes', retryAfter(fromCaller.retryAfterMs));
  const inMinute = await countUse(tx, codePerMinute, asked.phoneFingerprint, now);
  if (inMinute) refuse('identity/code-too-soon', retryAfter(inMinute.retryAfterMs));
  const inDay = await countUse(tx, codePerDay, asked.phoneFingerprint, now);
  if (inDay) refuse('identity/too-many-codes', retryAfter(inDay.retryAfterMs));
}

function codeText(locale: Locale, purpose: CodePurpose, code: string): string {
  const minutes = codeLifeMs / 60_000;
  if (locale === 'en') {
    const what = purpose === 'sign-in' ? 'signing in' : 'changing your phone number';
    return `[Tuckshop] ${code} is your code for ${what}, good for ${minutes} minutes. Tell nobody.`;
  }
  const what = purpose === 'sign-in' ? '登录' : '换绑手机号';
  return `【小卖部】验证码 ${code}，用于${what}，${minutes} 分钟内有效。请不要告诉任何人。`;
}
