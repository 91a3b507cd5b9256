import { sql, type Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';

export type ImpressionRow = {
  bucket: number;
  request: Id;
  position: number;
  noteId: Id;
  memberId: Id | null;
  kind: string;
  source: string;
  servedAt: string;
  dwellMs: number;
  openedAt: string | null;
};

/** Writes impressions in one statement; one that is known already keeps its longest look. */
export async function insertImpressions(
  handle: Sql,
  rows: readonly ImpressionRow[],
): Promise<void> {
  await sql`
    insert into community.impression as i (bucket, request, position, note_id, member_id, kind,
      source, served_at, dwell_ms, opened_at)
    select bucket, request, position, "noteId", "memberId", kind, source, "servedAt", "dwellMs", "openedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(bucket smallint, request bigint,
      position int, "noteId" bigint, "memberId" bigint, kind text, source text,
      "servedAt" timestamptz, "dwellMs" int, "openedAt" timestamptz)
    on conflict (bucket, request, position) do update
    set dwell_ms = greatest(i.dwell_ms, excluded.dwell_ms),
      opened_at = coalesce(i.opened_at, excluded.opened_at)`.execute(handle);
}

/** Deletes impressions of pages served before then, some of them; answers how many. */
export async function forgetImpressions(handle: Sql, before: Date, count: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from community.impression where (bucket, request, position) in (
      select bucket, request, position from community.impression
      where served_at < ${before} order by served_at limit ${count})`.execute(handle);
  return Number(numAffectedRows ?? 0);
}
