import { toString as qrText } from 'qrcode';
import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { failuresMax, failuresWindowMs } from '../domain/rules.ts';
import { matchingStep, newTotpSecret, otpauthUrl } from '../domain/totp.ts';
import {
  acceptStep,
  lockSecondFactor,
  noteTry,
  putSecondFactor,
  type SecondFactorRow,
} from '../store/second-factors.ts';
import type { Room, SecondFactorOffer } from '../types.ts';
import { recordAudit } from './record-audit.ts';

/**
 * Offers an operator a second factor to scan. One that was passed once, or made by the command,
 * is never shown again, so a stolen session cannot read it.
 * @throws platform/not-allowed for members who are no operators
 */
export async function beginSecondFactor(room: Room, call: Call): Promise<SecondFactorOffer> {
  const { memberId } = requireOperator(call);
  const url = await room.platform.database.transaction(async (tx) => {
    const factor = await lockSecondFactor(tx, memberId);
    if (factor && (factor.confirmed_at || factor.issued_by === 'command')) return undefined;
    return (await issueSecondFactor(room, tx, { memberId, issuedBy: 'console' })).otpauthUrl;
  });
  if (!url) return { state: 'enrolled', otpauthUrl: null, qrSvg: null };
  return { state: 'new', otpauthUrl: url, qrSvg: await qrText(url, { type: 'svg', margin: 1 }) };
}

/** Makes a new secret for an operator in place of any former one; answers it this once. */
export async function issueSecondFactor(
  room: Room,
  tx: Tx,
  wish: { memberId: Id; issuedBy: 'command' | 'console'; secret?: string | undefined },
): Promise<{ secret: string; otpauthUrl: string }> {
  const secret = wish.secret ?? newTotpSecret();
  await putSecondFactor(tx, wish.memberId, {
    secretSealed: room.platform.secrets.seal(secret),
    issuedBy: wish.issuedBy,
    now: room.platform.clock.now(),
  });
  const cards = await room.identity.getMembers([wish.memberId], tx);
  const label = cards.get(wish.memberId)?.nickname ?? wish.memberId;
  return { secret, otpauthUrl: otpauthUrl(secret, label) };
}

/**
 * Opens the operator's console for this session with the code an authenticator app shows. A code
 * passes once; the try is counted before it is judged.
 * @throws platform/not-allowed, admin/second-factor-missing, admin/second-factor-locked,
 *   admin/second-factor-wrong, admin/second-factor-replayed
 */
export async function passSecondFactor(
  room: Room,
  call: Call,
  input: { code: string },
): Promise<{ secondFactorAt: Date }> {
  const { memberId, sessionId } = requireOperator(call);
  const { database, clock, secrets } = room.platform;
  const attempt = await database.transaction((tx) => takeTry(room, tx, memberId));
  const secret = secrets.open(attempt.factor.secret_sealed);
  const step = matchingStep(secret, input.code, room.authenticatorClock.now());
  if (step === undefined) {
    refuse('admin/second-factor-wrong', { triesLeft: attempt.triesLeft });
  }
  return database.transaction(async (tx) => {
    const now = clock.now();
    if (!(await acceptStep(tx, memberId, { step, now }))) refuse('admin/second-factor-replayed');
    await room.identity.markSecondFactor(tx, sessionId, now);
    await recordAudit(room, tx, {
      operatorId: memberId,
      action: 'admin/second-factor-passed',
      subject: `session:${sessionId}`,
      reason: null,
    });
    return { secondFactorAt: now };
  });
}

async function takeTry(
  room: Room,
  tx: Tx,
  memberId: Id,
): Promise<{ factor: SecondFactorRow; triesLeft: number }> {
  const now = room.platform.clock.now();
  const factor = (await lockSecondFactor(tx, memberId)) ?? refuse('admin/second-factor-missing');
  const endsMs = (factor.failures_from?.getTime() ?? 0) + failuresWindowMs - now.getTime();
  const isOpen = factor.failures_from !== null && endsMs > 0;
  const failures = isOpen ? factor.failures : 0;
  if (failures >= failuresMax) {
    refuse('admin/second-factor-locked', { retryAfterSeconds: Math.ceil(endsMs / 1000) });
  }
  const failuresFrom = isOpen ? factor.failures_from! : now;
  await noteTry(tx, memberId, { failures: failures + 1, failuresFrom });
  return { factor, triesLeft: failuresMax - failures - 1 };
}

function requireOperator(call: Call): { memberId: Id; sessionId: Id } {
  if (!call.actor.isOperator) refuse('platform/not-allowed');
  return call.actor;
}
