import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';

/** Whether a member is verified as the same person as one of these. */
export async function arePersons(
  room: Room,
  tx: Tx,
  memberId: Id,
  others: readonly Id[],
): Promise<boolean> {
  const pairs = others.map((other): [Id, Id] => [memberId, other]);
  return (await room.rooms.identity.areSamePerson(tx, pairs)).includes(true);
}
