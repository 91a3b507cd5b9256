import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { identityTopics } from '../events.ts';
import { refuseOwnMatter } from '../queries/own-matter.ts';
import { findMember, lockMember, markVerified } from '../store/members.ts';
import { decideClaim, findClaim, type ClaimVerdict } from '../store/real-names.ts';
import type { OperatorAct, RealNameDecision, Room } from '../types.ts';

/**
 * An operator verifies or refuses a waiting claim; the member is told, the audit log holds it.
 * @throws platform/not-found, identity/real-name-decided, identity/reason-required,
 *   identity/own-matter
 */
export async function decideRealName(
  room: Room,
  call: Call,
  input: RealNameDecision,
): Promise<void> {
  const reason = input.reason?.trim() || null;
  if (input.decision === 'refuse' && !reason) refuse('identity/reason-required');
  await room.platform.run(call, async (tx) => {
    const at = room.platform.clock.now();
    const operatorId = call.actor.memberId;
    const { decision, claimId } = input;
    await refuseOwnClaim(tx, operatorId, claimId);
    const isMine = await settleClaim(room, tx, claimId, { decision, operatorId, reason, at });
    if (!isMine) refuse('identity/real-name-decided');
    await tellAct(room, tx, {
      operatorId,
      action: `identity/real-name-${decision === 'verify' ? 'verified' : 'refused'}`,
      subject: `real-name-claim:${claimId}`,
      reason,
      details: {},
      at,
    });
  });
  room.platform.outbox.nudge();
}

/** A claim of the operator's own person, handed in by whichever account. */
async function refuseOwnClaim(tx: Tx, operatorId: Id, claimId: Id): Promise<void> {
  const claim = (await findClaim(tx, claimId)) ?? refuse('platform/not-found');
  await refuseOwnMatter(tx, operatorId, [claim.member_id]);
  const operator = await findMember(tx, operatorId);
  if (operator?.person_hash === claim.person_hash) refuse('identity/own-matter');
}

/**
 * Shows an operator the whole ID number of a claim; the audit log holds who looked, and why.
 * @throws platform/not-found, identity/reason-required
 */
export async function revealRealName(
  room: Room,
  call: Call,
  input: { claimId: Id; reason: string },
): Promise<{ name: string; idNumber: string }> {
  const { open } = room.platform.secrets;
  // Not through `run`: an answer stored for retries would hold the number in clear.
  return room.platform.database.transaction(async (tx) => {
    const claim = (await findClaim(tx, input.claimId)) ?? refuse('platform/not-found');
    await tellAct(room, tx, {
      operatorId: call.actor.memberId,
      action: 'identity/real-name-revealed',
      subject: `real-name-claim:${claim.id}`,
      reason: input.reason,
      details: { memberId: claim.member_id },
      at: room.platform.clock.now(),
    });
    return { name: open(claim.name_sealed), idNumber: open(claim.id_number_sealed) };
  });
}

/**
 * Judges an open claim and tells the member; false when it was judged before.
 * @throws platform/not-found
 */
export async function settleClaim(
  room: Room,
  tx: Tx,
  claimId: Id,
  verdict: ClaimVerdict,
): Promise<boolean> {
  const claim = (await findClaim(tx, claimId)) ?? refuse('platform/not-found');
  const { member_id: memberId, person_hash: personHash } = claim;
  // Member before claim, the order of every command here.
  await lockMember(tx, memberId);
  if (!(await decideClaim(tx, claimId, verdict))) return false;
  const isVerified = verdict.decision === 'verify';
  if (isVerified) await markVerified(tx, memberId, { personHash, at: verdict.at });
  const topic = isVerified ? identityTopics.realNameVerified : identityTopics.realNameRefused;
  const event = { topic, ref: memberId, payload: { memberId, claimId } };
  await room.platform.outbox.emit(tx, bucketOf(memberId), [event], verdict.at);
  return true;
}

/** Tells the rooms that keep the audit log, in the act's own transaction. */
async function tellAct(room: Room, tx: Tx, act: OperatorAct): Promise<void> {
  for (const handle of room.actHandlers) await handle(tx, act);
}
