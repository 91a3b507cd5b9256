import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { refuse } from '#platform/refusal.ts';
import { blockedMax, hidesPerDay, mutedMax } from '../domain/rules.ts';
import { tiesTopics } from '../events.ts';
import type { Room } from '../room.ts';
import { deleteFollow } from '../store/follows.ts';
import { countHides, deleteHide, insertHide, type HideList } from '../store/hides.ts';
import { countFollow } from '../store/member-rows.ts';
import type { TieInput, TiesView } from '../types.ts';
import { changeTies, countChange, tell, type Pair } from './change-ties.ts';

const max: Record<HideList, number> = { block: blockedMax, mute: mutedMax };

/**
 * Blocks a member: neither sees anything of the other any more, and the follows between them end
 * in the same transaction, as does what they told each other. Nobody is told. Works on who has blocked the caller as well.
 * @throws platform/not-found, ties/with-yourself, ties/list-full, ties/too-fast
 */
export async function blockMember(room: Room, call: Call, input: TieInput): Promise<TiesView> {
  return changeTies(room, call, input, async (tx, pair) => {
    if (pair.ties.blocks) return;
    await putOn(tx, 'block', pair);
    if (pair.ties.follows) await endFollow(room, tx, pair);
    if (pair.ties.isFollowed) {
      await endFollow(room, tx, { memberId: pair.otherId, otherId: pair.memberId, now: pair.now });
    }
    const { notifications } = room.rooms;
    await notifications.forgetActor(tx, pair.memberId, pair.otherId);
    await notifications.forgetActor(tx, pair.otherId, pair.memberId);
    await tell(room, tx, tiesTopics.blocked, pair);
  });
}

/** Ends a block; the follows it ended stay ended. @throws platform/not-found, ties/with-yourself */
export async function unblockMember(room: Room, call: Call, input: TieInput): Promise<TiesView> {
  return changeTies(room, call, input, async (tx, pair) => {
    if (!pair.ties.blocks) return;
    await deleteHide(tx, 'block', { ownerId: pair.memberId, otherId: pair.otherId });
    await tell(room, tx, tiesTopics.unblocked, pair);
  });
}

/**
 * Mutes a member: left out of the caller's feeds, search and notices, and nothing else changes.
 * @throws platform/not-found, ties/with-yourself, ties/list-full, ties/too-fast
 */
export async function muteMember(room: Room, call: Call, input: TieInput): Promise<TiesView> {
  return changeTies(room, call, input, async (tx, pair) => {
    if (pair.ties.isBlockedBy) refuse('platform/not-found');
    if (!pair.ties.mutes) await putOn(tx, 'mute', pair);
  });
}

/** Ends a mute. @throws platform/not-found, ties/with-yourself */
export async function unmuteMember(room: Room, call: Call, input: TieInput): Promise<TiesView> {
  return changeTies(room, call, input, async (tx, pair) => {
    await deleteHide(tx, 'mute', { ownerId: pair.memberId, otherId: pair.otherId });
  });
}

async function putOn(tx: Tx, list: HideList, pair: Pair): Promise<void> {
  if ((await countHides(tx, list, pair.memberId)) >= max[list]) {
    refuse('ties/list-full', { max: max[list] });
  }
  await countChange(tx, hidesPerDay, pair);
  await insertHide(tx, list, { ownerId: pair.memberId, otherId: pair.otherId }, pair.now);
}

async function endFollow(
  room: Room,
  tx: Tx,
  pair: Pick<Pair, 'memberId' | 'otherId' | 'now'>,
): Promise<void> {
  const key = { followerId: pair.memberId, followeeId: pair.otherId };
  await deleteFollow(tx, key);
  await countFollow(tx, key, -1);
  await tell(room, tx, tiesTopics.unfollowed, pair);
}
