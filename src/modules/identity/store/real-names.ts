import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { RealNameClaimRow } from './tables.ts';

export type ClaimValues = {
  id: Id;
  memberId: Id;
  nameSealed: Buffer;
  idNumberSealed: Buffer;
  personHash: string;
  submittedAt: Date;
};

/** Writes a claim that nobody has judged yet. */
export async function insertClaim(tx: Sql, claim: ClaimValues): Promise<void> {
  await sql`
    insert into identity.real_name_claim (bucket, id, member_id, name_sealed, id_number_sealed,
      person_hash, submitted_at)
    values (${bucketOf(claim.id)}, ${claim.id}, ${claim.memberId}, ${claim.nameSealed},
      ${claim.idNumberSealed}, ${claim.personHash}, ${claim.submittedAt})`.execute(tx);
}

/** One claim by its id. */
export async function findClaim(handle: Sql, id: Id): Promise<RealNameClaimRow | undefined> {
  const { rows } = await sql<RealNameClaimRow>`
    select * from identity.real_name_claim
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(handle);
  return rows[0];
}

/** The claim that tells a member's state: the newest. */
export async function findLatestClaim(
  handle: Sql,
  memberId: Id,
): Promise<RealNameClaimRow | undefined> {
  const { rows } = await sql<RealNameClaimRow>`
    select * from identity.real_name_claim
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
    order by (refused_at is null) desc, id desc limit 1`.execute(handle);
  return rows[0];
}

/** Puts a claim into the operators' queue, once. */
export async function queueClaim(tx: Sql, id: Id, now: Date): Promise<void> {
  await sql`
    update identity.real_name_claim set queued_at = ${now}
    where bucket = ${bucketOf(id)} and id = ${id} and queued_at is null
      and verified_at is null and refused_at is null`.execute(tx);
}

/** Puts claims into the queue that the provider left unanswered since before then. */
export async function queueForgottenClaims(
  handle: Sql,
  { before, now }: { before: Date; now: Date },
): Promise<number> {
  const result = await sql`
    update identity.real_name_claim set queued_at = ${now}
    where queued_at is null and verified_at is null and refused_at is null
      and submitted_at < ${before}`.execute(handle);
  return Number(result.numAffectedRows ?? 0n);
}

export type ClaimVerdict = {
  decision: 'verify' | 'refuse';
  operatorId: Id | null;
  reason: string | null;
  at: Date;
};

/** Decides a claim that is still open; false when somebody else has. */
export async function decideClaim(tx: Sql, id: Id, verdict: ClaimVerdict): Promise<boolean> {
  const isVerified = verdict.decision === 'verify';
  const result = await sql`
    update identity.real_name_claim set
      verified_at = ${isVerified ? verdict.at : null},
      refused_at = ${isVerified ? null : verdict.at},
      operator_id = ${verdict.operatorId}, reason = ${verdict.reason}
    where bucket = ${bucketOf(id)} and id = ${id}
      and verified_at is null and refused_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

export type QueueRow = RealNameClaimRow & {
  nickname: string;
  joined_at: Date;
  same_person: number;
};

/** Claims waiting for an operator, the longest waiting first, after a cursor. */
export async function findQueue(
  handle: Sql,
  { after, limit }: { after: { at: string; id: Id } | undefined; limit: number },
): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    select c.*, m.nickname, m.joined_at,
      (select count(*)::int from identity.member o
       where o.person_hash = c.person_hash and o.id <> c.member_id) as same_person
    from identity.real_name_claim c
    join identity.member m on m.bucket = c.bucket and m.id = c.member_id
    where c.queued_at is not null and c.verified_at is null and c.refused_at is null
      and (${after === undefined}
        or (c.queued_at, c.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by c.queued_at, c.id limit ${limit}`.execute(handle);
  return rows;
}
