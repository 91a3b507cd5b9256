import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, isId, type Id } from '#platform/ids.ts';
import type {
  CaseKind,
  CaseRepair,
  CaseState,
  CaseSubject,
  Difference,
} from '../domain/reconciliation.ts';
import type { Pair } from './difference-store.ts';

export type CaseRow = {
  id: string;
  provider: string;
  kind: CaseKind;
  subject: CaseSubject;
  out_no: string;
  day: string | null;
  provider_ref: string | null;
  our_fen: string | null;
  their_fen: string | null;
  order_id: string | null;
  member_id: string | null;
  repair: CaseRepair;
  state: CaseState;
  evidence_by: Date | null;
  opened_at: Date;
  closed_at: Date | null;
  closed_by: string | null;
  reason: string | null;
};

/** A case to be opened. */
export type NewCase = Pick<
  Difference,
  'outNo' | 'kind' | 'day' | 'providerRef' | 'ourFen' | 'theirFen' | 'orderId' | 'memberId'
> & { provider: string; subject: CaseSubject; repair: CaseRepair; now: Date };

const columns = sql`id, provider, kind, subject, out_no, day::text as day, provider_ref, our_fen,
  their_fen, order_id, member_id, repair, state, evidence_by, opened_at, closed_at, closed_by,
  reason`;

/** Where the cases of a number are: with the member it is of, or where what is nobody's is kept. */
export const caseBucketOf = (outNo: string) => (isId(outNo) ? bucketOf(outNo) : 0);

/**
 * Opens a case, or brings the open one of the same number up to date. What an operator has closed
 * stays closed as long as the difference is the same.
 * @returns the id of a case that is new
 */
export async function openCase(handle: Sql, found: NewCase): Promise<Id | undefined> {
  const bucket = caseBucketOf(found.outNo);
  const id = await newId(handle, bucket);
  const { rows } = await sql<{ id: string }>`
    insert into payments.reconciliation_case as c (bucket, id, provider, kind, subject, out_no, day,
      provider_ref, our_fen, their_fen, order_id, member_id, repair, opened_at)
    select ${bucket}, ${id}, ${found.provider}, ${found.kind}, ${found.subject}, ${found.outNo},
      ${found.day}::date, ${found.providerRef}, ${found.ourFen}, ${found.theirFen},
      ${found.orderId}, ${found.memberId}, ${found.repair}, ${found.now}
    where not exists (select from payments.reconciliation_case
      where bucket = ${bucket} and out_no = ${found.outNo} and provider = ${found.provider}
        and subject = ${found.subject} and state in ('REPAIRED', 'DISMISSED')
        and (kind, our_fen, their_fen) is not distinct from
          (${found.kind}::text, ${found.ourFen}::bigint, ${found.theirFen}::bigint))
    on conflict (bucket, provider, subject, out_no) where state = 'OPEN' and subject <> 'dispute'
    do update set kind = excluded.kind, our_fen = excluded.our_fen,
      their_fen = excluded.their_fen, day = excluded.day, provider_ref = excluded.provider_ref,
      repair = excluded.repair
    returning id`.execute(handle);
  return rows[0]?.id === id ? id : undefined;
}

/** The open cases that a later bill or notice may explain. */
export async function readOpenPairs(handle: Sql, provider: string): Promise<(Pair & { id: Id })[]> {
  const { rows } = await sql<Pair & { id: Id }>`
    select id, subject, out_no as "outNo" from payments.reconciliation_case
    where provider = ${provider} and state = 'OPEN'
      and subject in ('payment', 'refund', 'transfer', 'fee')
    order by id`.execute(handle);
  return rows;
}

export async function readCase(handle: Sql, caseId: Id): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`
    select ${columns} from payments.reconciliation_case
    where bucket = ${bucketOf(caseId)} and id = ${caseId}`.execute(handle);
  return rows[0];
}

export async function lockCase(tx: Tx, caseId: Id): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`
    select ${columns} from payments.reconciliation_case
    where bucket = ${bucketOf(caseId)} and id = ${caseId} for update`.execute(tx);
  return rows[0];
}

export type CaseEnd = {
  state: Exclude<CaseState, 'OPEN'>;
  closedBy: Id | null;
  reason: string;
  now: Date;
};

/** Closes an open case; one that is closed stays as it is. */
export async function closeCase(handle: Sql, caseId: Id, end: CaseEnd): Promise<void> {
  await sql`
    update payments.reconciliation_case
    set state = ${end.state}, closed_by = ${end.closedBy}, reason = ${end.reason},
      closed_at = ${end.now}
    where bucket = ${bucketOf(caseId)} and id = ${caseId} and state = 'OPEN'`.execute(handle);
}

export type CaseFilter = {
  state?: CaseState | undefined;
  kind?: CaseKind | undefined;
  provider?: string | undefined;
};

/** A page of cases, the longest open first. */
export async function listCaseRows(
  handle: Sql,
  query: CaseFilter & { after: { at: string; id: Id } | undefined; limit: number },
): Promise<(CaseRow & { opened_text: string })[]> {
  const { state = null, kind = null, provider = null, after } = query;
  const { rows } = await sql<CaseRow & { opened_text: string }>`
    select ${columns}, opened_at::text as opened_text from payments.reconciliation_case
    where (${state}::text is null or state = ${state}) and (${kind}::text is null or kind = ${kind})
      and (${provider}::text is null or provider = ${provider})
      and (${after?.id ?? null}::bigint is null or (opened_at, id)
        > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by opened_at, id limit ${query.limit}`.execute(handle);
  return rows;
}

/** How many cases are open. */
export async function countOpen(handle: Sql): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from payments.reconciliation_case where state = 'OPEN'`.execute(
    handle,
  );
  return rows[0]!.n;
}
