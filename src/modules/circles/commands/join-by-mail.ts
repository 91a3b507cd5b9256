import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { maskMailAddress, normalizeMailAddress } from '#platform/mail/mail-address.ts';
import type { OutgoingMail } from '#platform/messenger.ts';
import { refuse, type Locale } from '#platform/refusal.ts';
import { isOfDomains, mailboxOf } from '../domain/mail-domains.ts';
import { mailCodeLifeMs, mailPauseMs, mailsPerDay, mailWindowMs } from '../domain/rules.ts';
import { readView } from '../queries/get-circle.ts';
import type { Room } from '../room.ts';
import type { CircleRow } from '../store/circle-rows.ts';
import { findMembership, isRemoved } from '../store/memberships.ts';
import { claimMailbox, countMail, putMailCode, takeTry, useMailCode } from '../store/mail-codes.ts';
import type { CircleView, InCircle, MailSent } from '../types.ts';
import { takeIn } from './join-circle.ts';
import { countDoing, openCircle } from './keepers.ts';

/**
 * Sends a six-digit code to an address of the circle's domains. The answer is the same whether or
 * not the address has let somebody in before; that is told to who has its code.
 * @throws platform/not-found, circles/rule-differs, circles/removed-before, circles/mail-invalid,
 *   circles/mail-of-others, circles/mail-too-soon, circles/too-fast, Outage of the mail server
 */
export async function requestCircleMailCode(
  room: Room,
  call: Call,
  { circleId, mail }: InCircle & { mail: string },
): Promise<MailSent> {
  const address = normalizeMailAddress(mail) ?? refuse('circles/mail-invalid');
  const { memberId } = call.actor;
  const now = room.platform.clock.now();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = new Date(now.getTime() + mailCodeLifeMs);
  const circle = await room.platform.run(call, async (tx) => {
    const found = await openCircle(tx, circleId);
    if (found.join_rule !== 'mail') refuse('circles/rule-differs');
    if (!isOfDomains(address, found.mail_domains)) {
      refuse('circles/mail-of-others', { domains: found.mail_domains.join(', ') });
    }
    if (await isRemoved(tx, memberId, circleId)) refuse('circles/removed-before');
    await countDoing(tx, mailsPerDay, memberId, now);
    const mailFingerprint = fingerprintOf(room, address);
    const pace = { now, pauseMs: mailPauseMs, windowMs: mailWindowMs };
    if (!(await countMail(tx, { circleId, mailFingerprint }, pace))) {
      refuse('circles/mail-too-soon', { retryAfterSeconds: mailPauseMs / 1000 });
    }
    const codeFingerprint = codeFingerprintOf(room, { memberId, circleId, mailFingerprint, code });
    const sealed = { mailFingerprint, codeFingerprint, sentAt: now, expiresAt };
    await putMailCode(tx, { memberId, circleId }, sealed);
    return found;
  });
  await room.platform.messenger.sendMail(mailOf(circle, { address, code, locale: call.locale }));
  return {
    mailMasked: maskMailAddress(address),
    expiresAt,
    resendAt: new Date(now.getTime() + mailPauseMs),
  };
}

/**
 * Joins with the code that was sent. A try is counted before it is judged, in a transaction of its
 * own; five wrong ones end the code. One mailbox lets one member in.
 * @throws platform/not-found, circles/rule-differs, circles/removed-before,
 *   circles/mail-code-expired, circles/mail-code-wrong, circles/mail-taken,
 *   circles/too-many-circles, circles/too-fast
 */
export async function joinCircleByMail(
  room: Room,
  call: Call,
  { circleId, code }: InCircle & { code: string },
): Promise<CircleView> {
  const { memberId } = call.actor;
  const { database, clock } = room.platform;
  const inside = await findMembership(database.sql, memberId, circleId);
  if (inside) return readView(database.sql, call.actor, circleId);
  const key = { memberId, circleId };
  const tried =
    (await database.transaction((tx) => takeTry(tx, key, clock.now()))) ??
    refuse('circles/mail-code-expired');
  const { mailFingerprint, triesLeft } = tried;
  const entered = codeFingerprintOf(room, { ...key, mailFingerprint, code });
  if (!timingSafeEqual(Buffer.from(entered), Buffer.from(tried.codeFingerprint))) {
    refuse('circles/mail-code-wrong', { triesLeft });
  }
  const view = await room.platform.run(call, async (tx) => {
    const circle = await openCircle(tx, circleId);
    if (circle.join_rule !== 'mail') refuse('circles/rule-differs');
    if (!(await findMembership(tx, memberId, circleId))) {
      const isSpent = await useMailCode(tx, key, entered, clock.now());
      if (!isSpent) refuse('circles/mail-code-expired');
      const box = { circleId, mailFingerprint };
      if (!(await claimMailbox(tx, box, memberId, clock.now()))) refuse('circles/mail-taken');
      await takeIn(room, tx, { circle, memberId });
    }
    return readView(tx, call.actor, circleId);
  });
  room.platform.outbox.nudge();
  return view;
}

const fingerprintOf = (room: Room, address: string): string =>
  room.platform.secrets.fingerprint('circles/mail', mailboxOf(address));

type CodeOf = { memberId: Id; circleId: Id; mailFingerprint: string; code: string };

/** Bound to the member, the circle and the mailbox: it is good for nobody else. */
const codeFingerprintOf = (room: Room, { memberId, circleId, mailFingerprint, code }: CodeOf) =>
  room.platform.secrets.fingerprint(
    'circles/mail-code',
    [memberId, circleId, mailFingerprint, code].join('\n'),
  );

type MailParts = { address: string; code: string; locale: Locale };

function mailOf(circle: CircleRow, { address, code, locale }: MailParts): OutgoingMail {
  const minutes = mailCodeLifeMs / 60_000;
  const words =
    locale === 'en'
      ? {
          subject: `${code} is your code for “${circle.name}”`,
          text: `${code} is your code for joining “${circle.name}” on Tuckshop, good for ${minutes} minutes. You did not ask for it? Then somebody typed your address by mistake: nothing happens.`,
        }
      : {
          subject: `${code} 是加入「${circle.name}」的验证码`,
          text: `你正在小卖部加入「${circle.name}」，验证码 ${code}，${minutes} 分钟内有效。如果不是你本人操作，请忽略这封邮件，不会有任何影响。`,
        };
  return { to: address, template: 'circles/mail-code', ...words };
}
