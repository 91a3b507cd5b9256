import type { Call } from '#platform/actor.ts';
import { bucketOf } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { refuse, type Locale } from '#platform/refusal.ts';
import { maskPhone } from '../domain/phone.ts';
import { identityTopics } from '../events.ts';
import { claimPhone, releasePhone } from '../store/claims.ts';
import { lockMember, updatePhone } from '../store/members.ts';
import type { Room } from '../types.ts';
import { checkCode, spendCode } from './check-code.ts';

/**
 * Gives the member the phone that the entered code was sent to. Open sessions stay, and both
 * phones are told, so that the owner of the former one can object.
 * @throws identity/same-phone, identity/phone-taken (only after a right code),
 *   identity/code-wrong, identity/code-expired, identity/too-many-tries, identity/phone-invalid
 */
export async function changePhone(
  room: Room,
  call: Call,
  input: { phone: string; code: string; ip: string },
): Promise<{ phoneMasked: string }> {
  const { platform } = room;
  const { memberId } = call.actor;
  const checked = await checkCode(room, input.ip, { ...input, purpose: 'change-phone' });
  const former = await platform.run(call, async (tx) => {
    const now = platform.clock.now();
    await spendCode(tx, checked, now);
    const member = (await lockMember(tx, memberId)) ?? refuse('platform/not-found');
    if (member.phone_fingerprint === checked.phoneFingerprint) refuse('identity/same-phone');
    const isClaimed = await claimPhone(tx, checked.phoneFingerprint, memberId, now);
    if (!isClaimed) refuse('identity/phone-taken');
    await releasePhone(tx, member.phone_fingerprint!, memberId);
    const sealed = platform.secrets.seal(checked.phone);
    await updatePhone(tx, memberId, { sealed, fingerprint: checked.phoneFingerprint });
    const event = { topic: identityTopics.phoneChanged, ref: memberId, payload: { memberId } };
    await platform.outbox.emit(tx, bucketOf(memberId), [event], now);
    return platform.secrets.open(member.phone_sealed!);
  });
  platform.outbox.nudge();
  await tell(room, [former, checked.phone], changedText(call.locale, checked.phone));
  return { phoneMasked: maskPhone(checked.phone) };
}

/** The change has happened: a text that cannot be sent is logged and undoes nothing. */
async function tell(room: Room, phones: string[], text: string): Promise<void> {
  for (const to of phones) {
    await room.platform.messenger
      .send({ channel: 'sms', to, template: 'identity/phone-changed', text })
      .catch((error: Error) => log.warn('identity/text-not-sent', { message: error.message }));
  }
}

function changedText(locale: Locale, phone: string): string {
  const shown = maskPhone(phone);
  return locale === 'en'
    ? `[Tuckshop] Your account now signs in with ${shown}. Not you? Contact us at once.`
    : `【小卖部】你的账号已换绑手机号 ${shown}。如果不是你本人操作，请马上联系我们。`;
}
