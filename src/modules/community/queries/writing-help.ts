import type { CircleCard } from '#circles';
import type { MemberCard } from '#identity';
import type { Actor } from '#platform/actor.ts';
import type { Room } from '../room.ts';

/** What the form offers somebody who writes: their circles, and whom they may be about to name. */
export type WritingHelp = { circles: CircleCard[]; people: MemberCard[] };

/** So many of those a member follows are offered. */
const peopleMax = 500;

export async function writingHelp(room: Room, actor: Actor): Promise<WritingHelp> {
  const { identity, ties, circles } = room.rooms;
  const { sql } = room.platform.database;
  const [circleIds, followed] = await Promise.all([
    circles.circlesOf(sql, actor.memberId),
    ties.followeeIds(sql, actor.memberId),
  ]);
  const [own, people] = await Promise.all([
    circles.getMany([...circleIds]),
    identity.getMembers(followed.slice(0, peopleMax)),
  ]);
  return { circles: [...own.values()], people: [...people.values()] };
}
