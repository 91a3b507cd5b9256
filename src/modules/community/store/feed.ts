import { sql, type RawBuilder, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { FeedRow } from './tables.ts';

/** A note's line with what its reader did with it. */
export type MarkedRow = FeedRow & Marks;

/**
 * A select of notes that might be shown, best first by `place`: `bucket`, `id`, `author_id`,
 * `published_at`, `stream` (which of the source's streams), `place`; and `topics`, a JSON text or null.
 */
export type CandidateSelect = RawBuilder<unknown>;

/** What the reader did with a note. */
export type Marks = { is_liked: boolean; is_saved: boolean };

/** A candidate: where it stands, and what lies between it and its reader. */
export type CandidateRow = Marks & {
  id: Id;
  published_at: Date;
  stream: number;
  topics: string | null;
  /** Whether its author and the reader are hidden from each other. */
  is_hidden: boolean;
};

/** Columns that say what the reader did with a note `n`; a room above writes them. */
export type MarkColumns = RawBuilder<unknown>;
export const noMarkColumns: MarkColumns = sql`false as is_liked, false as is_saved`;

/** Who reads; `mutes` says whether whom they muted is left out. */
export type FeedReader = { readerId: Id | undefined; mutes: boolean; marks: MarkColumns };

const columns = sql`n.author_id, n.visibility, n.circle_id, n.card::text as card,
  n.attachments_version, n.like_count, n.comment_count, n.save_count`;

/** Those of these notes that are there, in no order; who may see them is the caller's affair. */
export async function listByIds(handle: Sql, noteIds: readonly Id[]): Promise<FeedRow[]> {
  if (noteIds.length === 0) return [];
  const { rows } = await sql<FeedRow>`
    select n.id, n.published_at, ${columns} from community.note n
    where n.bucket = any(${noteIds.map(bucketOf)}::smallint[])
      and n.id = any(${noteIds}::bigint[]) and ${there}`.execute(handle);
  return rows;
}

/**
 * How many rows a select may give, written into the statement: a plan that is made once for all
 * callers must know it, or it prepares for a tenth of the table.
 */
export const rows = (count: number) => sql.raw(String(Math.trunc(count)));

/** A note that is there. */
export const there = sql`n.deleted_at is null and n.taken_down_at is null`;
/** A note for everybody. */
export const open = sql`${there} and n.visibility = 'public'`;

/**
 * Reads candidates with what lies between them and their reader, in one statement; whether they are
 * there, and what is shown of them, is known elsewhere.
 */
export async function readCandidates(
  handle: Sql,
  select: CandidateSelect,
  { marks, ...reader }: FeedReader,
): Promise<CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`
    select n.id, n.published_at, n.stream, n.topics, ${isHidden(reader)} as is_hidden, ${marks}
    from (${select}) n
    order by n.place, n.published_at desc, n.id desc`.execute(handle);
  return rows;
}

function isHidden({ readerId, mutes }: Omit<FeedReader, 'marks'>) {
  if (readerId === undefined) return sql`false`;
  const kind = mutes ? sql`true` : sql`not h.is_mute`;
  // Read once for the whole page: nobody hides from many.
  return sql`n.author_id = any (array(
    select h.member_id from ties.hidden_from(${bucketOf(readerId)}::int, ${readerId}::bigint) h
    where ${kind}))`;
}
