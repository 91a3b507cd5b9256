import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { DraftContent } from '../domain/draft.ts';

export type DraftRow = { key: string; content: DraftContent; revision: number; saved_at: Date };

/** Drafts of a member are changed one after the other, so that their number is exact. */
export async function lockDrafts(tx: Tx, memberId: Id): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('community.draft', ${memberId}::bigint))`.execute(
    tx,
  );
}

/** A member's drafts, the one saved last first. */
export async function selectDrafts(handle: Sql, memberId: Id): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`
    select key, content, revision, saved_at from community.draft
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
    order by saved_at desc, key`.execute(handle);
  return rows;
}

/** Writes a draft; false where its revision is another, or it says the same already. */
export async function upsertDraft(
  tx: Tx,
  draft: { memberId: Id; key: string; content: DraftContent; revision: number; now: Date },
): Promise<boolean> {
  const content = JSON.stringify(draft.content);
  const { rows } = await sql`
    insert into community.draft as d (bucket, member_id, key, content, revision, saved_at)
    values (${bucketOf(draft.memberId)}, ${draft.memberId}, ${draft.key}, ${content}::jsonb, 1,
      ${draft.now})
    on conflict (bucket, member_id, key) do update
    set content = excluded.content, revision = d.revision + 1, saved_at = excluded.saved_at
    where d.revision = ${draft.revision} and d.content <> excluded.content
    returning 1`.execute(tx);
  return rows.length === 1;
}

export async function removeDraft(tx: Tx, memberId: Id, key: string): Promise<void> {
  await sql`delete from community.draft
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and key = ${key}`.execute(tx);
}
