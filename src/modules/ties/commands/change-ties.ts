import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { countOnce, type RateLimit } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';
import type { tiesTopics } from '../events.ts';
import { readTiesView } from '../queries/read-ties.ts';
import type { Room } from '../room.ts';
import { lockPair, type CountRow } from '../store/member-rows.ts';
import { readTies } from '../store/hides.ts';
import type { TiesBetween, TieInput, TiesView } from '../types.ts';

/** A pair whose ties are locked, and how they stand. */
export type Pair = {
  memberId: Id;
  otherId: Id;
  ties: TiesBetween;
  own: CountRow;
  now: Date;
};

/**
 * Changes what is between the caller and another member: both their rows are locked, so that a
 * follow and a block of the same pair come one after the other. Answers how they stand then.
 * @throws platform/not-found, ties/with-yourself, and what `change` refuses
 */
export async function changeTies(
  room: Room,
  call: Call,
  { memberId: otherId }: TieInput,
  change: (tx: Tx, pair: Pair) => Promise<void>,
): Promise<TiesView> {
  const { memberId } = call.actor;
  if (memberId === otherId) refuse('ties/with-yourself');
  const answer = await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const cards = await room.rooms.identity.getMembers([memberId, otherId], tx);
    if (!cards.has(memberId) || !cards.has(otherId)) refuse('platform/not-found');
    const rows = await lockPair(tx, memberId, otherId, now);
    const ties = (await readTies(tx, memberId, [otherId])).get(otherId)!;
    await change(tx, { memberId, otherId, ties, own: rows.get(memberId)!, now });
    return readTiesView(tx, memberId, otherId);
  });
  // Who hides from whom, and whom they follow, decides what both are shown.
  room.platform.realtime.forget('reader', [memberId, otherId]);
  room.platform.outbox.nudge();
  return answer;
}

/** Counts a change against its limit. @throws ties/too-fast */
export async function countChange(tx: Tx, limit: RateLimit, pair: Pair): Promise<void> {
  const waitSeconds = await countOnce(tx, limit, pair.memberId, pair.now);
  if (waitSeconds > 0) refuse('ties/too-fast', { retryAfterSeconds: waitSeconds });
}

type Topic = (typeof tiesTopics)[keyof typeof tiesTopics];

/** Tells the rooms above that one member did this to another. */
export async function tell(
  room: Room,
  tx: Tx,
  topic: Topic,
  { memberId, otherId, now }: { memberId: Id; otherId: Id; now: Date },
): Promise<void> {
  const event = { topic, ref: memberId, payload: { memberId, otherId } };
  await room.platform.outbox.emit(tx, bucketOf(memberId), [event], now);
}
