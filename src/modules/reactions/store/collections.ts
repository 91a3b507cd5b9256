import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { CollectionRow } from './tables.ts';
import type { Kept } from './likes.ts';

const columns = sql`id, member_id, name, public_at`;

/**
 * A member's default collection, made where there is none yet. It stays locked until the
 * transaction ends: whatever a member keeps changes under this lock, one after the other.
 */
export async function lockDefault(tx: Tx, memberId: Id, now: Date): Promise<CollectionRow> {
  const bucket = bucketOf(memberId);
  await sql`
    insert into reactions.collection (bucket, id, member_id, made_at)
    values (${bucket}, platform.new_id(${bucket}), ${memberId}, ${now})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<CollectionRow>`
    select ${columns} from reactions.collection
    where bucket = ${bucket} and member_id = ${memberId} and name is null
    for update`.execute(tx);
  return rows[0]!;
}

export async function findCollection(handle: Sql, id: Id): Promise<CollectionRow | undefined> {
  const { rows } = await sql<CollectionRow>`select ${columns} from reactions.collection
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(handle);
  return rows[0];
}

/** A member's collections with how many notes lie in each: the default first, then by name. */
export async function listCollectionRows(
  handle: Sql,
  memberId: Id,
): Promise<(CollectionRow & { notes: number })[]> {
  const { rows } = await sql<CollectionRow & { notes: number }>`
    select id, member_id, name, public_at, (
      select count(*)::int from reactions.save s
      where s.bucket = c.bucket and s.collection_id = c.id) as notes
    from reactions.collection c
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
    order by name is not null, made_at, id`.execute(handle);
  return rows;
}

export async function insertCollection(
  tx: Tx,
  made: { memberId: Id; name: string; isPublic: boolean; now: Date },
): Promise<Id> {
  const bucket = bucketOf(made.memberId);
  const { rows } = await sql<{ id: Id }>`
    insert into reactions.collection (bucket, id, member_id, name, public_at, made_at)
    values (${bucket}, platform.new_id(${bucket}), ${made.memberId}, ${made.name},
      ${made.isPublic ? made.now : null}, ${made.now})
    returning id`.execute(tx);
  return rows[0]!.id;
}

export async function rewriteCollection(
  tx: Tx,
  id: Id,
  { name, publicAt }: { name: string | null; publicAt: Date | null },
): Promise<void> {
  await sql`update reactions.collection set name = ${name}, public_at = ${publicAt}
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(tx);
}

/** Deletes a collection; what lay in it lies in the member's default one then. */
export async function dissolve(tx: Tx, id: Id, defaultId: Id): Promise<void> {
  await sql`update reactions.save set collection_id = ${defaultId}
    where bucket = ${bucketOf(id)} and collection_id = ${id}`.execute(tx);
  await sql`delete from reactions.collection
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(tx);
}

/** Puts a note into a collection, from another one too. @returns whether it was not saved before */
export async function putSave(
  tx: Tx,
  save: { memberId: Id; noteId: Id; collectionId: Id; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ is_new: boolean }>`
    insert into reactions.save as s (bucket, member_id, note_id, collection_id, saved_at)
    values (${bucketOf(save.memberId)}, ${save.memberId}, ${save.noteId}, ${save.collectionId},
      ${save.now})
    on conflict (bucket, member_id, note_id) do update set collection_id = excluded.collection_id
    returning xmax = 0 as is_new`.execute(tx);
  return rows[0]!.is_new;
}

export async function findSave(
  handle: Sql,
  memberId: Id,
  noteId: Id,
): Promise<{ collection_id: Id } | undefined> {
  const { rows } = await sql<{ collection_id: Id }>`
    select collection_id from reactions.save
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and note_id = ${noteId}
    `.execute(handle);
  return rows[0];
}

export async function deleteSave(tx: Tx, memberId: Id, noteId: Id): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from reactions.save
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and note_id = ${noteId}
    `.execute(tx);
  return numAffectedRows === 1n;
}

export async function countSaves(tx: Tx, memberId: Id): Promise<number> {
  const { rows } = await sql<{ saves: number }>`
    select count(*)::int as saves from reactions.save
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}`.execute(tx);
  return rows[0]!.saves;
}

/** Which of these notes a member keeps. */
export async function savedNotes(handle: Sql, memberId: Id, noteIds: readonly Id[]) {
  const { rows } = await sql<{ note_id: Id }>`
    select note_id from reactions.save
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and note_id = any(${noteIds}::bigint[])`.execute(handle);
  return new Set(rows.map((row) => row.note_id));
}

/** The notes of a collection, the latest first. */
export async function listSaves(
  handle: Sql,
  collectionId: Id,
  { after, count }: { after: { value: string; id: Id } | undefined; count: number },
): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select note_id, saved_at as at from reactions.save
    where bucket = ${bucketOf(collectionId)} and collection_id = ${collectionId}
      and (${after === undefined} or (saved_at, note_id)
        < (${after?.value ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by saved_at desc, note_id desc limit ${count}`.execute(handle);
  return rows;
}
