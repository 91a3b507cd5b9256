import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { FeedRow } from './tables.ts';

/** Where a page begins: after this note, newest first. */
export type FeedStart = { publishedAt: Date; id: Id };
export type FeedQuery = {
  topic?: string | undefined;
  authorId?: Id | undefined;
  after: FeedStart | undefined;
  count: number;
};

/** Before everything: later than any clock here will show. */
const beginning: FeedStart = {
  publishedAt: new Date('9999-12-31T00:00:00Z'),
  id: '9223372036854775807',
};

const columns = sql`n.id, n.author_id, n.published_at, n.card::text as card, n.attachments_version`;
const visible = sql`n.deleted_at is null and n.taken_down_at is null`;

/** One page of what everybody can see, newest first, in one indexed read. */
export async function listFeed(handle: Sql, query: FeedQuery): Promise<FeedRow[]> {
  const { rows } = await statementOf(query).execute(handle);
  return rows;
}

function statementOf(query: FeedQuery) {
  const { publishedAt, id } = query.after ?? beginning;
  if (query.authorId) {
    return sql<FeedRow>`
      select ${columns} from community.note n
      where n.bucket = ${bucketOf(query.authorId)} and n.author_id = ${query.authorId}
        and (n.published_at, n.id) < (${publishedAt}, ${id}) and ${visible}
        and (${query.topic ?? null}::text is null or ${query.topic ?? null} = any(n.topics))
      order by n.published_at desc, n.id desc limit ${query.count}`;
  }
  if (query.topic !== undefined) {
    return sql<FeedRow>`
      select ${columns} from community.note_topic t
      join community.note n on n.bucket = t.bucket and n.id = t.note_id
      where t.topic = ${query.topic}
        and (t.published_at, t.note_id) < (${publishedAt}, ${id}) and ${visible}
      order by t.published_at desc, t.note_id desc limit ${query.count}`;
  }
  return sql<FeedRow>`
    select ${columns} from community.note n
    where (n.published_at, n.id) < (${publishedAt}, ${id}) and ${visible}
    order by n.published_at desc, n.id desc limit ${query.count}`;
}
