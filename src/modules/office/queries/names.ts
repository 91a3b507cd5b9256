import type { Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';
import type { Named } from '../types.ts';

type Names = { of(id: Id): Named; maybe(id: Id | null): Named | null };

/** Reads the nicknames of these members at once. */
export async function namesOf({ rooms }: Room, ids: readonly (Id | null)[]): Promise<Names> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const cards = await rooms.identity.getMembers(wanted);
  const of = (id: Id) => ({ id, nickname: cards.get(id)?.nickname ?? '' });
  return { of, maybe: (id) => (id === null ? null : of(id)) };
}
