import { sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { NotificationValues } from './notifications.ts';

export type GroupedValues = NotificationValues & { group: string; actorId: Id | undefined };

/** Notes that this was told to a member; false when it was told before. */
export async function noteTold(
  tx: Tx,
  { memberId, dedupeKey, actorId, now }: GroupedValues,
): Promise<boolean> {
  const result = await sql`
    insert into notifications.told (bucket, member_id, dedupe_key, actor_id, told_at)
    values (${bucketOf(memberId)}, ${memberId}, ${dedupeKey}, ${actorId ?? null}, ${now})
    on conflict do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Ends a group's line that was last raised before then; what comes next begins another. */
export async function closeOldLine(
  tx: Tx,
  { memberId, group, now }: GroupedValues,
  before: Date,
): Promise<void> {
  await sql`
    update notifications.notification set group_closed_at = ${now}
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and group_key = ${group}
      and group_closed_at is null and read_at is null and raised_at < ${before}`.execute(tx);
}

/**
 * Begins a group's line or finds the open one, and leaves it locked: of several at once one begins
 * it and the others wait to raise it.
 */
export async function openLine(
  tx: Tx,
  line: GroupedValues,
): Promise<{ id: Id; isNew: boolean; actorIds: Id[] }> {
  const bucket = bucketOf(line.memberId);
  const { rows } = await sql<{ id: Id; is_new: boolean; actor_ids: Id[] }>`
    insert into notifications.notification as n (bucket, id, member_id, type, category, params,
      link, dedupe_key, group_key, created_at, raised_at)
    values (${bucket}, platform.new_id(${bucket}), ${line.memberId}, ${line.type},
      ${line.category}, ${JSON.stringify(line.params)}::jsonb, ${line.link},
      ${`line:${line.dedupeKey}`}, ${line.group}, ${line.now}, ${line.now})
    on conflict (bucket, member_id, group_key)
      where group_key is not null and group_closed_at is null and read_at is null
    do update set type = excluded.type, category = excluded.category, params = excluded.params,
      link = excluded.link, raises = n.raises + 1,
      raised_at = greatest(n.raised_at, excluded.raised_at)
    returning n.id, n.raises = 1 as is_new, n.actor_ids::text[] as actor_ids`.execute(tx);
  const { id, is_new: isNew, actor_ids: actorIds } = rows[0]!;
  return { id, isNew, actorIds };
}

/** Puts who did it into a locked line: counted once, shown first. */
export async function addActor(
  tx: Tx,
  { memberId, dedupeKey, actorId }: GroupedValues,
  lineId: Id,
  shownMax: number,
): Promise<void> {
  const bucket = bucketOf(memberId);
  await sql`
    with known as (
      select exists (select from notifications.told where bucket = ${bucket}
        and notification_id = ${lineId} and actor_id = ${actorId ?? null}::bigint) as is_known),
    put as (
      update notifications.told set notification_id = ${lineId}
      where bucket = ${bucket} and member_id = ${memberId} and dedupe_key = ${dedupeKey})
    update notifications.notification n
    set actors_count = n.actors_count + case when known.is_known then 0 else 1 end,
      actor_ids = (array[${actorId ?? null}::bigint]
        || array_remove(n.actor_ids, ${actorId ?? null}::bigint))[1:${sql.lit(shownMax)}]
    from known
    where n.bucket = ${bucket} and n.id = ${lineId}
      and ${actorId ?? null}::bigint is not null`.execute(tx);
}

/** Marks a member's open line of a group as read: what it told has been seen elsewhere. */
export async function readGroup(tx: Tx, memberId: Id, group: string, now: Date): Promise<boolean> {
  const result = await sql`
    update notifications.notification set read_at = ${now}
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and group_key = ${group}
      and group_closed_at is null and read_at is null`.execute(tx);
  return result.numAffectedRows !== 0n;
}

/**
 * Takes somebody out of everything a member was told: lines of theirs alone go, others count them
 * no more. What was told stays told.
 */
export async function removeActor(tx: Tx, memberId: Id, actorId: Id): Promise<number> {
  const bucket = bucketOf(memberId);
  const result = await sql`
    with lines as (
      select id, actors_count from notifications.notification
      where bucket = ${bucket} and member_id = ${memberId}
        and (actor_ids @> array[${actorId}::bigint] or id in (
          select notification_id from notifications.told where bucket = ${bucket}
            and member_id = ${memberId} and actor_id = ${actorId}))
      for update),
    gone as (
      delete from notifications.notification n using lines
      where n.bucket = ${bucket} and n.id = lines.id and lines.actors_count <= 1),
    unlinked as (
      update notifications.told set notification_id = null
      where bucket = ${bucket} and member_id = ${memberId} and actor_id = ${actorId})
    update notifications.notification n
    set actor_ids = array_remove(n.actor_ids, ${actorId}::bigint),
      actors_count = n.actors_count - 1
    from lines
    where n.bucket = ${bucket} and n.id = lines.id and lines.actors_count > 1`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}
