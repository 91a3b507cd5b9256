import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { refuse } from '#platform/refusal.ts';
import { dayInShanghai, isAdult, parseIdNumber } from '../domain/id-number.ts';
import { adultAgeYears, providerTimeoutMs, realNamePerDay } from '../domain/rules.ts';
import type { RealNameVerdict } from '../real-name-provider.ts';
import { lockMember } from '../store/members.ts';
import { countUse } from '../store/rates.ts';
import { findClaim, findLatestClaim, queueClaim } from '../store/real-names.ts';
import type { RealNameAnswer, RealNameInput, Room } from '../types.ts';
import { retryAfter } from './check-code.ts';
import { settleClaim } from './decide-real-name.ts';
import { personHashOf, writeClaim } from './register-member.ts';

/**
 * Hands in a real name and an ID number. The claim is written first, sealed; then the provider is
 * asked outside any transaction. Without a provider, or when it is unavailable, an operator decides.
 * @throws identity/id-number-invalid, identity/under-age, identity/real-name-pending,
 *   identity/real-name-already-verified, identity/too-many-tries
 */
export async function submitRealName(
  room: Room,
  call: Call,
  input: RealNameInput,
): Promise<RealNameAnswer> {
  const now = room.platform.clock.now();
  const claim = readClaim(input, now);
  const claimId = await room.platform.run(call, async (tx) => {
    const { memberId } = call.actor;
    if (!(await lockMember(tx, memberId))) refuse('platform/not-found');
    const latest = await findLatestClaim(tx, memberId);
    if (latest?.verified_at) refuse('identity/real-name-already-verified');
    if (latest && !latest.refused_at) refuse('identity/real-name-pending');
    const over = await countUse(tx, realNamePerDay, memberId, now);
    if (over) refuse('identity/too-many-tries', retryAfter(over.retryAfterMs));
    const personHash = personHashOf(room, claim, now);
    return writeClaim(room, tx, { ...claim, memberId, personHash, at: now });
  });
  return askProvider(room, claimId, claim);
}

function readClaim({ name, idNumber }: RealNameInput, now: Date): RealNameInput {
  const today = dayInShanghai(now);
  const parsed = parseIdNumber(idNumber, today) ?? refuse('identity/id-number-invalid');
  if (!isAdult(parsed.birth, today)) refuse('identity/under-age', { adultAgeYears });
  return { name: name.normalize('NFKC').trim(), idNumber: parsed.number };
}

/** Asks unless the claim was judged or queued before (a retry under the same key). */
async function askProvider(room: Room, claimId: Id, claim: RealNameInput): Promise<RealNameAnswer> {
  const { platform } = room;
  const before = await findClaim(platform.database.sql, claimId);
  const isOpen = before && !before.verified_at && !before.refused_at && !before.queued_at;
  if (isOpen) {
    const verdict = await verdictOf(room, claim);
    const decision = verdict === 'match' ? 'verify' : 'refuse';
    await platform.database.transaction(async (tx) => {
      const at = platform.clock.now();
      if (verdict === 'unavailable') return queueClaim(tx, claimId, at);
      const reason = decision === 'refuse' ? 'identity/real-name-mismatch' : null;
      await settleClaim(room, tx, claimId, { decision, operatorId: null, reason, at });
    });
    platform.outbox.nudge();
  }
  const after = (await findClaim(platform.database.sql, claimId))!;
  if (after.verified_at) return { state: 'verified', reason: null };
  return { state: after.refused_at ? 'refused' : 'pending', reason: after.reason };
}

async function verdictOf(room: Room, claim: RealNameInput): Promise<RealNameVerdict> {
  const provider = room.options.realNameProvider;
  if (!provider) return 'unavailable';
  const { promise: patience, resolve } = Promise.withResolvers<RealNameVerdict>();
  const timer = setTimeout(() => resolve('unavailable'), providerTimeoutMs);
  const asked = provider.verify(claim).catch((error: Error): RealNameVerdict => {
    log.warn('identity/real-name-provider-failed', { message: error.message });
    return 'unavailable';
  });
  return Promise.race([asked, patience]).finally(() => clearTimeout(timer));
}
