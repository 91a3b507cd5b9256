import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { CommunityTables, EditRow, NoteRow } from './tables.ts';

/** Keeps what a note says now under its version, before it is rewritten. */
export async function keepEdit(tx: Tx, row: NoteRow, replacedAt: Date): Promise<void> {
  await sql`
    insert into community.note_edit (bucket, note_id, version, title, body, mentions, picture_ids,
      visibility, circle_id, replaced_at)
    values (${bucketOf(row.id)}, ${row.id}, ${row.version}, ${row.title},
      ${JSON.stringify(row.body)}, ${JSON.stringify(row.mentions)}, ${row.picture_ids},
      ${row.visibility}, ${row.circle_id}, ${replacedAt})`.execute(tx);
}

/** What a note said before, the newest version first. */
export async function listEdits(handle: Sql, noteId: Id): Promise<EditRow[]> {
  return typed<CommunityTables>(handle)
    .selectFrom('community.note_edit')
    .select(['version', 'title', 'body', 'mentions', 'picture_ids'])
    .select(['visibility', 'circle_id', 'replaced_at'])
    .where('bucket', '=', bucketOf(noteId))
    .where('note_id', '=', noteId)
    .orderBy('version', 'desc')
    .execute();
}
