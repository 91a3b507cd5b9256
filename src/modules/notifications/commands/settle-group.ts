import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { seenElsewhere } from '../events.ts';
import { readGroup, removeActor } from '../store/groups.ts';
import type { Room } from '../types.ts';

/** What a group tells has been seen where it happened: its line is read, and nothing rings any more. */
export async function settleGroup(room: Room, tx: Tx, memberId: Id, group: string): Promise<void> {
  const isChanged = await readGroup(tx, memberId, group, room.platform.clock.now());
  if (isChanged) await wakeLater(room, tx, memberId);
}

/** Takes somebody out of everything a member was told. */
export async function forgetActor(room: Room, tx: Tx, memberId: Id, actorId: Id): Promise<void> {
  await removeActor(tx, memberId, actorId);
  await wakeLater(room, tx, memberId);
}

async function wakeLater(room: Room, tx: Tx, memberId: Id): Promise<void> {
  const event = { topic: seenElsewhere, ref: memberId, payload: { memberId } };
  await room.platform.outbox.emit(tx, bucketOf(memberId), [event], room.platform.clock.now());
}
