import { refuse } from '#platform/refusal.ts';
import { ownerOfPhone } from '../store/claims.ts';
import { lockMember } from '../store/members.ts';
import type { Room, SignedIn, SignInInput, Visit } from '../types.ts';
import { checkCode, spendCode } from './check-code.ts';
import { afterSignIn, startSession } from './start-session.ts';

/**
 * Signs a member in with a phone and the code sent to it. That nobody has joined with the phone
 * is told only after a right code, which stays good for joining.
 * @throws identity/code-wrong, identity/code-expired, identity/too-many-tries,
 *   identity/phone-invalid, identity/unknown-phone
 */
export async function signIn(room: Room, visit: Visit, input: SignInInput): Promise<SignedIn> {
  const checked = await checkCode(room, visit.ip, { ...input, purpose: 'sign-in' });
  const started = await room.platform.database.transaction(async (tx) => {
    await spendCode(tx, checked, room.platform.clock.now());
    const memberId = await ownerOfPhone(tx, checked.phoneFingerprint);
    // Locked, so that sign-ins of one member count their open sessions one after the other.
    if (!memberId || !(await lockMember(tx, memberId))) refuse('identity/unknown-phone');
    const { ip, userAgent } = visit;
    const { transport } = input;
    return startSession(room, tx, { memberId, ip, userAgent, transport, tellsNewDevice: true });
  });
  return afterSignIn(room, started);
}
