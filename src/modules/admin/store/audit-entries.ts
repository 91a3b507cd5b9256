import { newId, sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { AuditContent } from '../domain/audit-chain.ts';

export type AuditEntryRow = {
  id: Id;
  operator_id: Id;
  seq: number;
  action: string;
  subject: string;
  reason: string | null;
  details: AuditContent['details'];
  at: Date;
  hash: string;
};
export type Head = { seq: number; hash: string };

/** The end of an operator's chain, locked, so that entries join it one after the other. */
export async function lockHead(tx: Sql, operatorId: Id): Promise<Head> {
  const bucket = bucketOf(operatorId);
  await sql`insert into admin.audit_head (bucket, operator_id, seq, hash)
    values (${bucket}, ${operatorId}, 0, '') on conflict do nothing`.execute(tx);
  const { rows } = await sql<Head>`select seq, hash from admin.audit_head
    where bucket = ${bucket} and operator_id = ${operatorId} for update`.execute(tx);
  return rows[0]!;
}

/** Writes an entry and moves the end of the chain to it. */
export async function appendEntry(tx: Sql, entry: AuditContent, hash: string): Promise<void> {
  const bucket = bucketOf(entry.operatorId);
  const id = await newId(tx, bucket);
  await sql`
    insert into admin.audit_entry (bucket, id, operator_id, seq, action, subject, reason, details,
      at, hash)
    values (${bucket}, ${id}, ${entry.operatorId}, ${entry.seq}, ${entry.action},
      ${entry.subject}, ${entry.reason}, ${JSON.stringify(entry.details)}::jsonb, ${entry.at},
      ${hash})`.execute(tx);
  await sql`update admin.audit_head set seq = ${entry.seq}, hash = ${hash}
    where bucket = ${bucket} and operator_id = ${entry.operatorId}`.execute(tx);
}

export type EntryFilter = {
  operatorId: Id | undefined;
  subject: string | undefined;
  after: { at: string; id: Id } | undefined;
  limit: number;
};

/** Entries of all operators, newest first, after a position. */
export async function findEntries(handle: Sql, filter: EntryFilter): Promise<AuditEntryRow[]> {
  const { operatorId, subject, after, limit } = filter;
  const { rows } = await sql<AuditEntryRow>`
    select id, operator_id, seq, action, subject, reason, details, at, hash
    from admin.audit_entry
    where (${operatorId === undefined} or operator_id = ${operatorId ?? null}::bigint)
      and (${subject === undefined} or subject = ${subject ?? null})
      and (${after === undefined}
        or (at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by at desc, id desc limit ${limit}`.execute(handle);
  return rows;
}

/** Every operator's chain end. */
export async function findHeads(handle: Sql): Promise<(Head & { operator_id: Id })[]> {
  const { rows } = await sql<Head & { operator_id: Id }>`
    select operator_id, seq, hash from admin.audit_head
    union
    -- An operator whose chain end was taken away is checked all the same.
    select e.operator_id, 0, '' from admin.audit_entry e
    where not exists (select 1 from admin.audit_head h
      where h.bucket = e.bucket and h.operator_id = e.operator_id)
    order by operator_id`.execute(handle);
  return rows;
}

/** An operator's next entries in chain order. */
export async function findChain(
  handle: Sql,
  operatorId: Id,
  { afterSeq, limit }: { afterSeq: number; limit: number },
): Promise<AuditEntryRow[]> {
  const { rows } = await sql<AuditEntryRow>`
    select id, operator_id, seq, action, subject, reason, details, at, hash
    from admin.audit_entry
    where bucket = ${bucketOf(operatorId)} and operator_id = ${operatorId} and seq > ${afterSeq}
    order by seq limit ${limit}`.execute(handle);
  return rows;
}
