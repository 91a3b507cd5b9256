import { newId, sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Subject } from '../types.ts';
import type { CaseRow, ModerationTables } from './tables.ts';

/**
 * The open case of a subject, opened if there is none; its row is locked, so it cannot be decided
 * while a report is being added to it.
 */
export async function lockOpenCase(tx: Tx, subject: Subject, ownerId: Id, now: Date): Promise<Id> {
  const bucket = bucketOf(subject.id);
  const { rows } = await sql<{ id: Id }>`
    insert into moderation.case_file as c (bucket, id, subject_kind, subject_id, owner_id, opened_at)
    values (${bucket}, ${await newId(tx, bucket)}, ${subject.kind}, ${subject.id}, ${ownerId}, ${now})
    on conflict (bucket, subject_kind, subject_id) where decided_at is null
    do update set opened_at = c.opened_at
    returning id`.execute(tx);
  return rows[0]!.id;
}

export async function lockCase(tx: Tx, caseId: Id): Promise<CaseRow | undefined> {
  return typed<ModerationTables>(tx)
    .selectFrom('moderation.case_file')
    .selectAll()
    .where('bucket', '=', bucketOf(caseId))
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
}

export type Verdict = Pick<
  CaseRow,
  'decided_at' | 'decided_by' | 'outcome' | 'reason_code' | 'words'
>;

export async function closeCase(tx: Tx, caseId: Id, verdict: Verdict): Promise<void> {
  await typed<ModerationTables>(tx)
    .updateTable('moderation.case_file')
    .set(verdict)
    .where('bucket', '=', bucketOf(caseId))
    .where('id', '=', caseId)
    .execute();
}

export type QueueStart = { openedAt: Date; id: Id };

/** Open cases, the longest waiting first. */
export async function listOpenCases(
  handle: Sql,
  after: QueueStart | undefined,
  count: number,
): Promise<CaseRow[]> {
  let query = typed<ModerationTables>(handle)
    .selectFrom('moderation.case_file')
    .selectAll()
    .where('decided_at', 'is', null);
  if (after) query = query.where(sql<boolean>`(opened_at, id) > (${after.openedAt}, ${after.id})`);
  return query.orderBy('opened_at').orderBy('id').limit(count).execute();
}
