import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Transport } from '../types.ts';
import type { SessionRow } from './tables.ts';

export type SessionValues = {
  id: Id;
  memberId: Id;
  tokenHash: string;
  transport: Transport;
  device: string;
  ipPrefix: string;
  createdAt: Date;
  expiresAt: Date;
};

/** Writes a new session. */
export async function insertSession(tx: Sql, session: SessionValues): Promise<void> {
  await sql`
    insert into identity.session (bucket, id, member_id, token_hash, transport, device, ip_prefix,
      created_at, last_used_at, expires_at)
    values (${bucketOf(session.id)}, ${session.id}, ${session.memberId}, ${session.tokenHash},
      ${session.transport}, ${session.device}, ${session.ipPrefix}, ${session.createdAt},
      ${session.createdAt}, ${session.expiresAt})`.execute(tx);
}

export type LiveSession = {
  id: Id;
  member_id: Id;
  last_used_at: Date;
  second_factor_at: Date | null;
  operator_at: Date | null;
};

/** The open session of a token, with what its member may do; one query. */
export async function findLiveSession(
  handle: Sql,
  key: { bucket: number; tokenHash: string },
  now: Date,
): Promise<LiveSession | undefined> {
  const { rows } = await sql<LiveSession>`
    select s.id, s.member_id, s.last_used_at, s.second_factor_at, m.operator_at
    from identity.session s
    join identity.member m on m.bucket = s.bucket and m.id = s.member_id
    where s.bucket = ${key.bucket} and s.token_hash = ${key.tokenHash}
      and s.revoked_at is null and s.expires_at > ${now} and m.erased_at is null`.execute(handle);
  return rows[0];
}

/** Notes that an open session was used, and starts its time anew; a revoked one stays as it is. */
export async function touchSession(
  handle: Sql,
  id: Id,
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<void> {
  await sql`
    update identity.session set last_used_at = greatest(last_used_at, ${now}::timestamptz),
      expires_at = greatest(expires_at, ${expiresAt}::timestamptz)
    where bucket = ${bucketOf(id)} and id = ${id} and revoked_at is null`.execute(handle);
}

/** Lets every open session live on as if this much time had not passed. */
export async function postponeSessions(handle: Sql, byMs: number, now: Date): Promise<void> {
  const by = `${byMs} milliseconds`;
  await sql`
    update identity.session
    set last_used_at = last_used_at + ${by}::interval, expires_at = expires_at + ${by}::interval
    where revoked_at is null
      and expires_at > ${now}::timestamptz - ${by}::interval`.execute(handle);
}

/** A member's open sessions, the last used first. */
export async function findSessions(handle: Sql, memberId: Id, now: Date): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, member_id, device, ip_prefix, created_at, last_used_at, expires_at
    from identity.session
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and revoked_at is null and expires_at > ${now}
    order by last_used_at desc, id desc limit 100`.execute(handle);
  return rows;
}

/** Revokes those of a member's sessions that are still open; answers which. */
export async function revokeSessions(tx: Sql, memberId: Id, ids: Id[], now: Date): Promise<Id[]> {
  if (ids.length === 0) return [];
  // A use noted by a clock a moment ahead must not seem later than the end.
  const { rows } = await sql<{ id: Id }>`
    update identity.session set revoked_at = greatest(${now}::timestamptz, last_used_at)
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and id = any(${ids}::bigint[]) and revoked_at is null
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Notes that this session passed the second factor. */
export async function markSessionSecondFactor(tx: Sql, id: Id, at: Date): Promise<void> {
  await sql`
    update identity.session set second_factor_at = ${at}
    where bucket = ${bucketOf(id)} and id = ${id} and revoked_at is null`.execute(tx);
}

/** Whether this member used this kind of device before. */
export async function knowsDevice(handle: Sql, memberId: Id, device: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select 1 from identity.session where bucket = ${bucketOf(memberId)}
      and member_id = ${memberId} and device = ${device}) as known`.execute(handle);
  return rows[0]!.known;
}
