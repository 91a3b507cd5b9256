import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { refuse } from '#platform/refusal.ts';
import { shanghaiDay } from '../domain/day.ts';
import { followingMax, followsPerHour } from '../domain/rules.ts';
import { tiesTopics } from '../events.ts';
import type { Room } from '../room.ts';
import { deleteFollow, insertFollow } from '../store/follows.ts';
import { countFollow } from '../store/member-rows.ts';
import type { TieInput, TiesView } from '../types.ts';
import { changeTies, countChange, tell, type Pair } from './change-ties.ts';

/**
 * Follows a member; again it changes nothing. They are told once a day at most. Who blocked the
 * caller is not there for them.
 * @throws platform/not-found, ties/with-yourself, ties/unblock-first, ties/following-full,
 *   ties/too-fast
 */
export async function followMember(room: Room, call: Call, input: TieInput): Promise<TiesView> {
  return changeTies(room, call, input, async (tx, pair) => {
    const { memberId, otherId, ties, now } = pair;
    if (ties.isBlockedBy) refuse('platform/not-found');
    if (ties.blocks) refuse('ties/unblock-first');
    if (ties.follows) return;
    if (pair.own.following >= followingMax) refuse('ties/following-full', { max: followingMax });
    await countChange(tx, followsPerHour, pair);
    const key = { followerId: memberId, followeeId: otherId };
    await insertFollow(tx, key, now);
    await countFollow(tx, key, 1);
    await tell(room, tx, tiesTopics.followed, pair);
    await tellFollowed(room, tx, pair);
  });
}

/** Stops following; again it changes nothing. @throws platform/not-found, ties/with-yourself */
export async function unfollowMember(room: Room, call: Call, input: TieInput): Promise<TiesView> {
  return changeTies(room, call, input, async (tx, pair) => {
    if (!pair.ties.follows) return;
    const key = { followerId: pair.memberId, followeeId: pair.otherId };
    await deleteFollow(tx, key);
    await countFollow(tx, key, -1);
    await tell(room, tx, tiesTopics.unfollowed, pair);
  });
}

/** Several on one day are one line; who is muted by the one they follow is not announced. */
async function tellFollowed(room: Room, tx: Tx, pair: Pair): Promise<void> {
  const { memberId, otherId, now } = pair;
  await room.rooms.notifications.notify(tx, {
    memberId: otherId,
    type: 'ties/followed',
    link: `/u/${memberId}`,
    dedupeKey: `ties/followed:${memberId}:${shanghaiDay(now)}`,
    actorId: memberId,
    group: 'ties/followed',
  });
}
