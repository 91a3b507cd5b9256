import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { interestsMax, type Doing } from '../domain/feed-rules.ts';
import { weightOf } from '../domain/interest.ts';
import { forgetReaders } from '../queries/feed-heads.ts';
import type { Room } from '../room.ts';
import { addInterest, cutInterests } from '../store/interests.ts';

/** Lets Discover know what a member did with notes: their topics weigh more from now on. */
export async function learnFrom(
  room: Room,
  tx: Tx,
  { memberId, noteIds, doing }: { memberId: Id; noteIds: readonly Id[]; doing: Doing },
): Promise<void> {
  const now = room.platform.clock.now();
  await addInterest(tx, memberId, { noteIds, weight: weightOf(doing, now), now });
  await cutInterests(tx, memberId, interestsMax);
  forgetReaders(room.platform, tx, [memberId]);
}
