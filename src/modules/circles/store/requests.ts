import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type RequestRow = {
  id: Id;
  circle_id: Id;
  member_id: Id;
  words: string;
  asked_at: Date;
  decided_at: Date | null;
};

/** Writes a request; undefined where one of this member is open already. */
export async function insertRequest(
  tx: Tx,
  { circleId, memberId, words }: { circleId: Id; memberId: Id; words: string },
  now: Date,
): Promise<Id | undefined> {
  const bucket = bucketOf(circleId);
  const { rows } = await sql<{ id: Id }>`
    insert into circles.request (bucket, id, circle_id, member_id, words, asked_at)
    values (${bucket}, platform.new_id(${bucket}), ${circleId}, ${memberId}, ${words}, ${now})
    on conflict (bucket, circle_id, member_id) where decided_at is null do nothing
    returning id`.execute(tx);
  return rows[0]?.id;
}

export async function lockRequest(
  tx: Tx,
  circleId: Id,
  requestId: Id,
): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select id, circle_id, member_id, words, asked_at, decided_at from circles.request
    where bucket = ${bucketOf(circleId)} and id = ${requestId} and circle_id = ${circleId}
    for update`.execute(tx);
  return rows[0];
}

export type RequestEnd = {
  outcome: 'accepted' | 'declined' | 'taken-back';
  decidedBy: Id | null;
  now: Date;
};

/** Ends a member's open request, if there is one. */
export async function endRequest(
  tx: Tx,
  { circleId, memberId }: { circleId: Id; memberId: Id },
  { outcome, decidedBy, now }: RequestEnd,
): Promise<boolean> {
  const result = await sql`
    update circles.request
    set outcome = ${outcome}, decided_by = ${decidedBy}, decided_at = ${now}
    where bucket = ${bucketOf(circleId)} and circle_id = ${circleId}
      and member_id = ${memberId} and decided_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function hasAsked(handle: Sql, circleId: Id, memberId: Id): Promise<boolean> {
  const { rows } = await sql`
    select 1 from circles.request where bucket = ${bucketOf(circleId)}
      and circle_id = ${circleId} and member_id = ${memberId} and decided_at is null`.execute(
    handle,
  );
  return rows.length > 0;
}

/** Open requests of a circle, the longest waiting first. */
export async function openRequests(
  handle: Sql,
  circleId: Id,
  { after, limit }: { after: { at: string; id: Id } | undefined; limit: number },
): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select id, circle_id, member_id, words, asked_at, decided_at from circles.request
    where bucket = ${bucketOf(circleId)} and circle_id = ${circleId} and decided_at is null
      and (${after === undefined} or (asked_at, id)
        > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by asked_at, id limit ${limit}`.execute(handle);
  return rows;
}

/** How many requests wait in each of these circles. */
export async function countWaiting(handle: Sql, circleIds: Id[]): Promise<Map<Id, number>> {
  if (circleIds.length === 0) return new Map();
  const { rows } = await sql<{ circle_id: Id; waiting: number }>`
    select r.circle_id, count(*)::int as waiting
    from unnest(${circleIds.map(bucketOf)}::smallint[], ${circleIds}::bigint[]) as asked(bucket, id)
    join circles.request r on r.bucket = asked.bucket and r.circle_id = asked.id
    where r.decided_at is null group by r.circle_id`.execute(handle);
  return new Map(rows.map((row) => [row.circle_id, row.waiting]));
}
