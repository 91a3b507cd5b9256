import type { Call } from '#platform/actor.ts';
import { bucketOf } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { identityTopics } from '../events.ts';
import { claimSellingPerson } from '../store/claims.ts';
import { lockMember, markPro } from '../store/members.ts';
import type { Room } from '../types.ts';

/**
 * Opens the pro account that selling needs, for a verified member. One real person has one: the
 * person is claimed, and of several accounts at once exactly one gets it. Again: same answer.
 * @throws identity/real-name-required, identity/person-already-selling
 */
export async function openProAccount(room: Room, call: Call): Promise<{ proAt: Date }> {
  const { platform } = room;
  const { memberId } = call.actor;
  const opened = await platform.run(call, async (tx) => {
    const now = platform.clock.now();
    const member = (await lockMember(tx, memberId)) ?? refuse('platform/not-found');
    if (member.pro_at) return { proAt: member.pro_at };
    if (!member.person_hash) refuse('identity/real-name-required');
    const owner = await claimSellingPerson(tx, member.person_hash, memberId, now);
    if (owner !== memberId) refuse('identity/person-already-selling');
    await markPro(tx, memberId, now);
    const event = { topic: identityTopics.proAccountOpened, ref: memberId, payload: { memberId } };
    await platform.outbox.emit(tx, bucketOf(memberId), [event], now);
    return { proAt: now };
  });
  platform.realtime.forget('member', [memberId]);
  platform.outbox.nudge();
  return opened;
}
