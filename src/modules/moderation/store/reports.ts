import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { reportsShownMax } from '../domain/rules.ts';
import type { ReportRow } from './tables.ts';

export type NewReport = Omit<ReportRow, 'bucket' | 'id'>;

/** Adds a report to a case; undefined where this reporter is in it already. */
export async function insertReport(tx: Tx, report: NewReport): Promise<Id | undefined> {
  const bucket = bucketOf(report.case_id);
  const { rows } = await sql<{ id: Id }>`
    insert into moderation.report (bucket, id, case_id, reporter_id, reason_code, words, snapshot,
      reported_at)
    values (${bucket}, ${await newId(tx, bucket)}, ${report.case_id}, ${report.reporter_id},
      ${report.reason_code}, ${report.words}, ${JSON.stringify(report.snapshot)}::jsonb,
      ${report.reported_at})
    on conflict (bucket, case_id, reporter_id) do nothing
    returning id`.execute(tx);
  return rows[0]?.id;
}

export async function reportersOf(tx: Tx, caseId: Id): Promise<Id[]> {
  const { rows } = await sql<{ reporter_id: Id }>`
    select reporter_id from moderation.report
    where bucket = ${bucketOf(caseId)} and case_id = ${caseId} order by id`.execute(tx);
  return rows.map((row) => row.reporter_id);
}

export type CountedReport = ReportRow & { total: number };

/** The newest reports of each case, at most 20 each, every one with its case's whole count. */
export async function newestReports(handle: Sql, caseIds: Id[]): Promise<CountedReport[]> {
  const { rows } = await sql<CountedReport>`
    select r.* from unnest(${caseIds}::bigint[]) as c(id)
    cross join lateral (
      select *, (count(*) over ())::int as total from moderation.report
      where bucket = platform.bucket_of(c.id) and case_id = c.id
      order by id desc limit ${reportsShownMax}) r`.execute(handle);
  return rows;
}
