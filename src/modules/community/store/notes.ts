import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Audience } from '#circles';
import { audienceColumns } from '../domain/audience.ts';
import type { NoteContent } from '../domain/note.ts';
import type { MarkColumns } from './feed.ts';
import type { CommunityTables, NoteRow } from './tables.ts';

const columns = [
  'id',
  'author_id',
  'title',
  'body',
  'topics',
  'mentions',
  'city',
  'place_circle_id',
  'picture_ids',
  'visibility',
  'circle_id',
  'version',
  'attachments_version',
  'published_at',
  'edited_at',
  'deleted_at',
  'taken_down_at',
  'taken_down_code',
  'taken_down_words',
  'like_count',
  'comment_count',
  'save_count',
] as const;

export type StoredNote = NoteContent & {
  id: Id;
  authorId: Id;
  audience: Audience;
  card: string;
  publishedAt: Date;
};

export async function insertNote(tx: Tx, note: StoredNote): Promise<void> {
  const { card, title, topics, city, pictureIds, placeCircleId } = note;
  const audience = audienceColumns(note.audience);
  await sql`
    insert into community.note (bucket, id, author_id, title, body, topics, mentions, city,
      place_circle_id, picture_ids, visibility, circle_id, card, published_at)
    values (${bucketOf(note.id)}, ${note.id}, ${note.authorId}, ${title},
      ${JSON.stringify(note.body)}, ${topics}, ${JSON.stringify(note.mentions)}, ${city},
      ${placeCircleId}, ${pictureIds}, ${audience.visibility}, ${audience.circle_id}, ${card},
      ${note.publishedAt})`.execute(tx);
  await insertTopics(tx, note);
}

/** Writes what a note says and who may see it; a time of editing only where its content changed. */
export async function rewriteNote(tx: Tx, note: StoredNote, editedAt: Date | null): Promise<void> {
  await typed<CommunityTables>(tx)
    .updateTable('community.note')
    .set({
      title: note.title,
      body: JSON.stringify(note.body),
      topics: note.topics,
      mentions: JSON.stringify(note.mentions),
      city: note.city,
      place_circle_id: note.placeCircleId,
      picture_ids: note.pictureIds,
      card: note.card,
      ...audienceColumns(note.audience),
      ...(editedAt ? { edited_at: editedAt, version: sql<number>`version + 1` } : {}),
    })
    .where('bucket', '=', bucketOf(note.id))
    .where('id', '=', note.id)
    .execute();
  await deleteTopics(tx, note.id);
  await insertTopics(tx, note);
}

/** Feeds of a topic are everybody's: a note for some is under none. */
async function insertTopics(tx: Tx, note: StoredNote): Promise<void> {
  if (note.topics.length === 0 || note.audience.kind !== 'public') return;
  await sql`
    insert into community.note_topic (bucket, note_id, author_id, topic, published_at, sells_since)
    select n.bucket, n.id, n.author_id, topic, ${note.publishedAt}, n.sells_since
    from community.note n, unnest(${note.topics}::text[]) topic
    where n.bucket = ${bucketOf(note.id)} and n.id = ${note.id}`.execute(tx);
}

async function deleteTopics(tx: Tx, noteId: Id): Promise<void> {
  await sql`delete from community.note_topic
    where bucket = ${bucketOf(noteId)} and note_id = ${noteId}`.execute(tx);
}

export async function findNote(handle: Sql, noteId: Id): Promise<NoteRow | undefined> {
  return selectNote(handle, noteId).executeTakeFirst();
}

/** A note with what a reader did with it, and whether the two are hidden from each other. */
export type NoteBeforeReader = NoteRow & {
  is_liked: boolean;
  is_saved: boolean;
  is_blocked: boolean;
};

/** A note as one reader meets it, in one read; whether it is for them is the caller's affair. */
export async function findNoteBefore(
  handle: Sql,
  noteId: Id,
  { readerId, marks }: { readerId: Id; marks: MarkColumns },
): Promise<NoteBeforeReader | undefined> {
  const { rows } = await sql<NoteBeforeReader>`
    select ${sql.raw(columns.map((name) => `n.${name}`).join(', '))}, ${marks},
      exists (select from ties.hidden_from(${bucketOf(readerId)}::int, ${readerId}::bigint) h
        where h.member_id = n.author_id and not h.is_mute) as is_blocked
    from community.note n
    where n.bucket = ${bucketOf(noteId)} and n.id = ${noteId}`.execute(handle);
  return rows[0];
}

export async function findVisibleNotes(handle: Sql, noteIds: readonly Id[]): Promise<NoteRow[]> {
  return typed<CommunityTables>(handle)
    .selectFrom('community.note')
    .select(columns)
    .where(sql<boolean>`bucket = any(${noteIds.map(bucketOf)}::smallint[])`)
    .where(sql<boolean>`id = any(${noteIds}::bigint[])`)
    .where('deleted_at', 'is', null)
    .where('taken_down_at', 'is', null)
    .execute();
}

export async function lockNote(tx: Tx, noteId: Id): Promise<NoteRow | undefined> {
  return selectNote(tx, noteId).forUpdate().executeTakeFirst();
}

function selectNote(handle: Sql, noteId: Id) {
  return typed<CommunityTables>(handle)
    .selectFrom('community.note')
    .select(columns)
    .where('bucket', '=', bucketOf(noteId))
    .where('id', '=', noteId);
}

/** Whether this member has such a note that others can see; it stays so until the transaction ends. */
export async function holdVisibleNote(tx: Tx, authorId: Id, noteId: Id): Promise<boolean> {
  const { rows } = await sql`
    select 1 from community.note
    where bucket = ${bucketOf(noteId)} and id = ${noteId} and author_id = ${authorId}
      and deleted_at is null and taken_down_at is null
    for share`.execute(tx);
  return rows.length === 1;
}

/** Hides a note for good; its row stays. */
export async function markDeleted(tx: Tx, noteId: Id, now: Date): Promise<void> {
  await sql`update community.note set deleted_at = ${now}
    where bucket = ${bucketOf(noteId)} and id = ${noteId} and deleted_at is null`.execute(tx);
  await deleteTopics(tx, noteId);
}

/** Takes a note down and names its author; undefined where it already was, or is not there. */
export async function markTakenDown(
  tx: Tx,
  noteId: Id,
  reason: { code: string; words: string },
  now: Date,
): Promise<Id | undefined> {
  const { rows } = await sql<{ author_id: Id }>`
    update community.note
    set taken_down_at = ${now}, taken_down_code = ${reason.code}, taken_down_words = ${reason.words}
    where bucket = ${bucketOf(noteId)} and id = ${noteId} and taken_down_at is null
    returning author_id`.execute(tx);
  await deleteTopics(tx, noteId);
  return rows[0]?.author_id;
}

/** Makes every reader's memory of what is attached to these notes worthless. */
export async function bumpAttachments(tx: Sql, noteIds: readonly Id[]): Promise<void> {
  if (noteIds.length === 0) return;
  await sql`
    update community.note set attachments_version = attachments_version + 1
    where bucket = any(${noteIds.map(bucketOf)}::smallint[]) and id = any(${noteIds}::bigint[])
    `.execute(tx);
}

/** The ids of a page of all notes, in the order of their keys. */
export async function noteIdsAfter(
  handle: Sql,
  { after, limit }: { after: Id | undefined; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from community.note
    where (bucket, id) > (${after ? bucketOf(after) : -1}::smallint, ${after ?? '0'}::bigint)
    order by bucket, id limit ${limit}`.execute(handle);
  return rows.map((row) => row.id);
}

/** Writes down since when something is for sale with a note; null: nothing is. */
export async function sellsSince(tx: Sql, noteId: Id, since: Date | null): Promise<void> {
  await sql`select community.note_sells(${bucketOf(noteId)}::int, ${noteId}::bigint,
    ${since}::timestamptz)`.execute(tx);
}
