import { newId } from '#platform/db/database.ts';
import { randomBucket } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { isReservedNickname } from '../domain/nickname.ts';
import { privacyVersion, termsVersion } from '../domain/rules.ts';
import { identityTopics } from '../events.ts';
import { insertConsents } from '../store/consents.ts';
import type { Consent, Room, SignedIn, SignUpInput, Visit } from '../types.ts';
import { checkCode, spendCode } from './check-code.ts';
import { writeMember } from './register-member.ts';
import { afterSignIn, startSession } from './start-session.ts';

/**
 * Makes a member of whoever holds the phone, agrees to the present documents and picked a
 * nickname, and signs them in.
 * @throws identity/phone-taken (only after a right code), identity/consent-outdated,
 *   identity/nickname-reserved, identity/code-wrong, identity/code-expired,
 *   identity/too-many-tries, identity/phone-invalid
 */
export async function signUp(room: Room, visit: Visit, input: SignUpInput): Promise<SignedIn> {
  requireConsent(input.consent);
  requireFreeNickname(input.nickname);
  const checked = await checkCode(room, visit.ip, { ...input, purpose: 'sign-in' });
  const now = room.platform.clock.now();
  const started = await room.platform.database.transaction(async (tx) => {
    await spendCode(tx, checked, now);
    const bucket = randomBucket();
    const memberId = await newId(tx, bucket);
    await writeMember(room, tx, {
      id: memberId,
      phone: checked.phone,
      nickname: input.nickname,
      joinedAt: now,
    });
    const { termsVersion: terms, privacyVersion: privacy } = input.consent;
    await insertConsents(tx, memberId, { terms, privacy, at: now });
    const event = { topic: identityTopics.signedUp, ref: memberId, payload: { memberId } };
    await room.platform.outbox.emit(tx, bucket, [event], now);
    const { ip, userAgent } = visit;
    return startSession(room, tx, { memberId, ip, userAgent, transport: input.transport });
  });
  return afterSignIn(room, started);
}

/** @throws identity/nickname-reserved */
export function requireFreeNickname(nickname: string): void {
  if (isReservedNickname(nickname)) refuse('identity/nickname-reserved');
}

function requireConsent(consent: Consent): void {
  const isPresent =
    consent.termsVersion === termsVersion && consent.privacyVersion === privacyVersion;
  if (!isPresent) refuse('identity/consent-outdated', { termsVersion, privacyVersion });
}
