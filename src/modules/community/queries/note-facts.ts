import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { audienceOf } from '../domain/audience.ts';
import { findVisibleNotes } from '../store/notes.ts';
import type { NoteFacts } from '../types.ts';

/** What projections keep of these notes; deleted ones and those taken down are missing. */
export async function noteFacts(handle: Sql, noteIds: readonly Id[]): Promise<Map<Id, NoteFacts>> {
  if (noteIds.length === 0) return new Map();
  const rows = await findVisibleNotes(handle, noteIds);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        authorId: row.author_id,
        title: row.title,
        text: row.body.join('\n'),
        topics: row.topics,
        city: row.city,
        audience: audienceOf(row),
        publishedAt: row.published_at,
      },
    ]),
  );
}
