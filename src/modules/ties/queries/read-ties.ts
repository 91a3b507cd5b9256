import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { readTies } from '../store/hides.ts';
import { readCounts } from '../store/member-rows.ts';
import type { FollowCounts, TiesBetween, TiesView } from '../types.ts';

const none: TiesBetween = {
  follows: false,
  isFollowed: false,
  blocks: false,
  isBlockedBy: false,
  mutes: false,
};

/** What lies between a reader and these members; every asked id is in the map. */
export async function tiesOf(
  handle: Sql,
  readerId: Id | undefined,
  memberIds: Id[],
): Promise<Map<Id, TiesBetween>> {
  if (readerId) return readTies(handle, readerId, [...new Set(memberIds)]);
  return new Map(memberIds.map((id) => [id, none]));
}

/** Counts of these members; who never had a tie has none. */
export async function followCounts(handle: Sql, ids: Id[]): Promise<Map<Id, FollowCounts>> {
  const rows = await readCounts(handle, [...new Set(ids)]);
  const found = new Map(rows.map((row) => [row.member_id, row]));
  return new Map(
    ids.map((id) => [
      id,
      { followers: found.get(id)?.followers ?? 0, following: found.get(id)?.following ?? 0 },
    ]),
  );
}

/** A member's counts and how they stand with the reader, as the reader may know it. */
export async function readTiesView(
  handle: Sql,
  readerId: Id | undefined,
  memberId: Id,
): Promise<TiesView> {
  const ties = (await tiesOf(handle, readerId, [memberId])).get(memberId)!;
  const counts = (await followCounts(handle, [memberId])).get(memberId)!;
  const { isBlockedBy: _kept, ...known } = ties;
  return { memberId, ...counts, ...known };
}

/** @throws platform/not-found for unknown members and to whom they have blocked */
export async function getMemberTies(
  room: Room,
  actor: Actor | undefined,
  memberId: Id,
): Promise<TiesView> {
  await assertThere(room, actor?.memberId, memberId);
  return readTiesView(room.platform.database.sql, actor?.memberId, memberId);
}

/** Whether a member is there for this reader at all. @throws platform/not-found */
export async function assertThere(
  room: Room,
  readerId: Id | undefined,
  memberId: Id,
): Promise<void> {
  const handle = room.platform.database.sql;
  const cards = await room.rooms.identity.getMembers([memberId]);
  if (!cards.has(memberId)) refuse('platform/not-found');
  const ties = (await tiesOf(handle, readerId, [memberId])).get(memberId)!;
  if (ties.isBlockedBy) refuse('platform/not-found');
}
