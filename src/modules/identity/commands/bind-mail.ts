import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Call } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { maskMailAddress, normalizeMailAddress } from '#platform/mail/mail-address.ts';
import { refuse, type Locale } from '#platform/refusal.ts';
import { codeLifeMs, mailCodeLimits } from '../domain/rules.ts';
import { identityTopics } from '../events.ts';
import {
  claimMail,
  deleteMail,
  findMail,
  putMail,
  putMailCode,
  releaseMail,
  takeMailTry,
  useMailCode,
} from '../store/mails.ts';
import { lockMember } from '../store/members.ts';
import { countUse } from '../store/rates.ts';
import type { Room } from '../types.ts';
import { retryAfter } from './check-code.ts';

/**
 * Sends a code to an address that the member wants to bind. The answer is the same whether or not
 * the address is another's.
 * @throws identity/mail-invalid, identity/code-too-soon, identity/too-many-codes
 */
export async function bindEmail(
  room: Room,
  call: Call,
  input: { address: string },
): Promise<{ mailMasked: string; expiresAt: Date }> {
  const { platform } = room;
  const address = normalizeMailAddress(input.address) ?? refuse('identity/mail-invalid');
  const { memberId } = call.actor;
  const fingerprint = platform.secrets.fingerprint('identity/mail', address);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const now = platform.clock.now();
  const expiresAt = new Date(now.getTime() + codeLifeMs);
  await platform.database.transaction(async (tx) => {
    await countRequest(tx, memberId, fingerprint, now);
    await putMailCode(tx, {
      memberId,
      sealed: platform.secrets.seal(address),
      fingerprint,
      codeFingerprint: fingerprintMailCode(room, { memberId, fingerprint, code }),
      sentAt: now,
      expiresAt,
    });
  });
  const template = 'identity/mail-code';
  await platform.messenger.sendMail({ to: address, template, ...codeMail(call.locale, code) });
  return { mailMasked: maskMailAddress(address), expiresAt };
}

/**
 * Binds the address that the entered code was sent to, in the place of a former one.
 * @throws identity/code-expired, identity/code-wrong, identity/mail-taken (after a right code only)
 */
export async function confirmEmail(
  room: Room,
  call: Call,
  { code }: { code: string },
): Promise<{ mailMasked: string }> {
  const { platform } = room;
  const { memberId } = call.actor;
  const now = platform.clock.now();
  const attempt = await platform.database.transaction((tx) => takeMailTry(tx, memberId, now));
  if (!attempt) refuse('identity/code-expired');
  const { mail_fingerprint: fingerprint, code_fingerprint: wanted } = attempt;
  const entered = fingerprintMailCode(room, { memberId, fingerprint, code });
  if (!timingSafeEqual(Buffer.from(entered, 'hex'), Buffer.from(wanted, 'hex'))) {
    refuse('identity/code-wrong', { triesLeft: attempt.triesLeft });
  }
  await platform.run(call, async (tx) => {
    await lockMember(tx, memberId);
    if (!(await useMailCode(tx, memberId, wanted, now))) refuse('identity/code-expired');
    if (!(await claimMail(tx, fingerprint, memberId, now))) refuse('identity/mail-taken');
    const former = await findMail(tx, memberId);
    if (former && former.mail_fingerprint !== fingerprint) {
      await releaseMail(tx, former.mail_fingerprint, memberId);
    }
    await putMail(tx, memberId, attempt, now);
    const event = {
      topic: identityTopics.mailBound,
      ref: memberId,
      payload: { memberId, locale: call.locale },
    };
    await platform.outbox.emit(tx, bucketOf(memberId), [event], now);
  });
  platform.outbox.nudge();
  return { mailMasked: maskMailAddress(platform.secrets.open(attempt.mail_sealed)) };
}

/** Takes the member's address away; without one nothing changes. */
export async function removeEmail(room: Room, call: Call): Promise<void> {
  const { memberId } = call.actor;
  await room.platform.run(call, async (tx) => {
    await lockMember(tx, memberId);
    const former = await deleteMail(tx, memberId);
    if (former !== undefined) await releaseMail(tx, former, memberId);
  });
}

/** A member's confirmed address; undefined when there is none. */
export async function mailOf(room: Room, handle: Sql, memberId: Id): Promise<string | undefined> {
  const row = await findMail(handle, memberId);
  return row && room.platform.secrets.open(row.mail_sealed);
}

/** Counted in one fixed order, so that rivals wait and never deadlock. */
async function countRequest(tx: Tx, memberId: Id, fingerprint: string, now: Date): Promise<void> {
  const { perMinute, perDay, perAddress } = mailCodeLimits;
  const soon = await countUse(tx, perMinute, memberId, now);
  if (soon) refuse('identity/code-too-soon', retryAfter(soon.retryAfterMs));
  const many =
    (await countUse(tx, perDay, memberId, now)) ??
    (await countUse(tx, perAddress, fingerprint, now));
  if (many) refuse('identity/too-many-codes', retryAfter(many.retryAfterMs));
}

function fingerprintMailCode(
  room: Room,
  { memberId, fingerprint, code }: { memberId: Id; fingerprint: string; code: string },
): string {
  return room.platform.secrets.fingerprint(
    'identity/mail-code',
    `${memberId}\n${fingerprint}\n${code}`,
  );
}

function codeMail(locale: Locale, code: string): { subject: string; text: string } {
  const minutes = codeLifeMs / 60_000;
  return locale === 'en'
    ? {
        subject: `Tuckshop: ${code} is your code`,
        text: `${code} is your code for binding this e-mail address, good for ${minutes} minutes. Not you? Then do nothing.`,
      }
    : {
        subject: `小卖部：验证码 ${code}`,
        text: `验证码 ${code}，用于绑定这个邮箱，${minutes} 分钟内有效。如果不是你本人操作，不用理会这封邮件。`,
      };
}
