import type { Call } from '#platform/actor.ts';
import { isUniqueViolation, type Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { collectionsMax, collectionsPerDay } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import {
  dissolve,
  findCollection,
  insertCollection,
  listCollectionRows,
  lockDefault,
  rewriteCollection,
} from '../store/collections.ts';
import type { CollectionRow } from '../store/tables.ts';
import type { CollectionChange, CollectionInput } from '../types.ts';
import { holdBack } from './limits.ts';

/**
 * Makes a collection with a name; private unless its member says otherwise. Locks: the member's
 * default collection.
 * @throws reactions/too-many-collections, reactions/collection-name-taken, reactions/screened,
 *   reactions/too-fast
 */
export async function createCollection(
  room: Room,
  call: Call,
  { name, isPublic }: CollectionInput,
): Promise<{ collectionId: Id }> {
  const { memberId } = call.actor;
  screen(room, name);
  return named(name, () =>
    room.platform.run(call, async (tx) => {
      const now = room.platform.clock.now();
      await lockDefault(tx, memberId, now);
      const { length } = await listCollectionRows(tx, memberId);
      if (length >= collectionsMax) {
        refuse('reactions/too-many-collections', { max: collectionsMax });
      }
      await holdBack(tx, collectionsPerDay, memberId, now);
      return { collectionId: await insertCollection(tx, { memberId, name, isPublic, now }) };
    }),
  );
}

/**
 * Renames an own collection, or says who sees it. The default one has no name to change.
 * @throws platform/not-found, reactions/default-collection, reactions/collection-name-taken,
 *   reactions/screened
 */
export async function updateCollection(
  room: Room,
  call: Call,
  change: CollectionChange,
): Promise<{ ok: true }> {
  const { name, isPublic } = change;
  if (name !== undefined) screen(room, name);
  return named(name ?? '', () =>
    room.platform.run(call, async (tx) => {
      const now = room.platform.clock.now();
      const row = await holdOwn(room, tx, call.actor.memberId, change.collectionId);
      if (name !== undefined && row.name === null) refuse('reactions/default-collection');
      await rewriteCollection(tx, row.id, {
        name: name ?? row.name,
        publicAt: isPublic === undefined ? row.public_at : isPublic ? (row.public_at ?? now) : null,
      });
      return { ok: true } as const;
    }),
  );
}

/**
 * Deletes an own collection; its notes lie in the default one then.
 * @throws platform/not-found, reactions/default-collection
 */
export async function deleteCollection(
  room: Room,
  call: Call,
  collectionId: Id,
): Promise<{ ok: true }> {
  const { memberId } = call.actor;
  return room.platform.run(call, async (tx) => {
    const row = await holdOwn(room, tx, memberId, collectionId);
    if (row.name === null) refuse('reactions/default-collection');
    const { id } = await lockDefault(tx, memberId, room.platform.clock.now());
    await dissolve(tx, row.id, id);
    return { ok: true } as const;
  });
}

/** An own collection, under the lock of the default one. @throws platform/not-found */
async function holdOwn(room: Room, tx: Tx, memberId: Id, collectionId: Id): Promise<CollectionRow> {
  await lockDefault(tx, memberId, room.platform.clock.now());
  const row = await findCollection(tx, collectionId);
  if (row?.member_id !== memberId) refuse('platform/not-found');
  return row;
}

function screen(room: Room, name: string): void {
  const verdict = room.rooms.moderation.screen(name);
  if (verdict === 'block' || verdict === 'hold') refuse('reactions/screened');
}

/** Two collections of a member do not bear one name. */
async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, 'collection_one_name')) {
      refuse('reactions/collection-name-taken', { name });
    }
    throw error;
  }
}
