import type { Audience } from '#circles';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Mention } from '../domain/mentions.ts';
import type { Room } from '../room.ts';
import type { StoredNote } from '../store/notes.ts';

/** The circles a note speaks to or from. */
export function circlesOf(audience: Audience, place: { placeCircleId: Id | null }): Id[] {
  const shownTo = audience.kind === 'circle' ? [audience.circleId] : [];
  return place.placeCircleId === null ? shownTo : [...shownTo, place.placeCircleId];
}

/** Whoever speaks to a circle, or says to be there, is in it. @throws community/not-in-circle */
export async function assertInCircles(
  room: Room,
  tx: Tx,
  memberId: Id,
  circleIds: readonly Id[],
): Promise<void> {
  for (const circleId of new Set(circleIds)) {
    if (!(await room.rooms.circles.isMember(tx, circleId, memberId))) {
      refuse('community/not-in-circle');
    }
  }
}

/** Those of the chosen members who are there for the author; the others' names stay plain text. */
export async function mentionable(
  room: Room,
  tx: Tx,
  authorId: Id,
  chosen: readonly Mention[],
): Promise<Mention[]> {
  if (chosen.length === 0) return [];
  const ids = chosen.map(({ memberId }) => memberId);
  const known = await room.rooms.identity.getMembers(ids, tx);
  const others = [...known.keys()].filter((id) => id !== authorId);
  const ties = await room.rooms.ties.tiesOf(tx, authorId, others);
  const isThere = (id: Id) => !ties.get(id)?.blocks && !ties.get(id)?.isBlockedBy;
  return chosen.filter(({ memberId }) => known.has(memberId) && isThere(memberId));
}

/**
 * Tells those a note names, each once for the note however often it is changed: nobody who may not
 * see it, and nobody who muted its author. Opened to more people later, it is told to them then.
 */
export async function tellMentioned(
  room: Room,
  tx: Tx,
  note: Pick<StoredNote, 'id' | 'authorId' | 'audience' | 'mentions'>,
): Promise<void> {
  const { identity, notifications, ties, circles } = room.rooms;
  const { authorId, audience } = note;
  const named = new Set(note.mentions.map(({ memberId }) => memberId));
  named.delete(authorId);
  if (named.size === 0) return;
  const nickname = (await identity.getMembers([authorId], tx)).get(authorId)!.nickname;
  for (const memberId of named) {
    const reach = await circles.reach(tx, memberId, [authorId]);
    const between = (await ties.tiesOf(tx, memberId, [authorId])).get(authorId);
    if (!reach.sees({ ownerId: authorId, audience }) || between?.mutes) continue;
    await notifications.notify(tx, {
      memberId,
      type: 'community/mentioned',
      params: { nickname },
      link: `/n/${note.id}`,
      dedupeKey: `community/mentioned:${note.id}`,
    });
  }
}
