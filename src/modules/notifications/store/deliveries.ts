import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { NotificationRow } from './notifications.ts';

export type DeliveryKey = {
  notificationId: Id;
  channel: 'push' | 'mail';
  /** A push subscription; '0' for mail. */
  targetId: Id;
  raise: number;
};
export type Delivery = DeliveryKey & {
  memberId: Id;
  attempts: number;
  importance: 'sure' | 'once';
};

/** Plans deliveries; one that is planned already stays as it is. */
export async function planDeliveries(
  tx: Tx,
  memberId: Id,
  keys: DeliveryKey[],
  { dueAt, importance }: { dueAt: Date; importance: 'sure' | 'once' },
): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    insert into notifications.delivery (bucket, notification_id, channel, target_id, raise,
      member_id, importance, due_at)
    select ${bucketOf(memberId)}, k."notificationId", k.channel, k."targetId", k.raise,
      ${memberId}, ${importance}, ${dueAt}
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb)
      as k("notificationId" bigint, channel text, "targetId" bigint, raise int)
    on conflict do nothing`.execute(tx);
}

/**
 * Claims deliveries that are due. What is told once is never claimed again, whatever becomes of
 * it; what must arrive comes free after two minutes of the machine's time.
 */
export async function claimDeliveries(handle: Sql, now: Date, max: number): Promise<Delivery[]> {
  const { rows } = await sql<{
    notification_id: Id;
    channel: 'push' | 'mail';
    target_id: Id;
    raise: number;
    member_id: Id;
    attempts: number;
    importance: 'sure' | 'once';
  }>`
    update notifications.delivery d
    set attempts = d.attempts + 1, lease_until = case d.importance when 'once' then 'infinity'
      else clock_timestamp() + interval '2 minutes' end
    from (select bucket, notification_id, channel, target_id, raise from notifications.delivery
          where sent_at is null and dropped_at is null and due_at <= ${now}
            and (lease_until is null or lease_until < clock_timestamp())
          order by due_at limit ${max} for update skip locked) due
    where d.bucket = due.bucket and d.notification_id = due.notification_id
      and d.channel = due.channel and d.target_id = due.target_id and d.raise = due.raise
    returning d.notification_id, d.channel, d.target_id, d.raise, d.member_id, d.attempts,
      d.importance`.execute(handle);
  return rows.map((row) => ({
    notificationId: row.notification_id,
    channel: row.channel,
    targetId: row.target_id,
    raise: row.raise,
    memberId: row.member_id,
    attempts: row.attempts,
    importance: row.importance,
  }));
}

export type Outcome =
  { kind: 'sent' } | { kind: 'dropped'; why: string } | { kind: 'later'; at: Date; why: string };

/** Writes down what became of a claimed delivery. */
export async function settleDelivery(
  handle: Sql,
  { memberId, notificationId, channel, targetId, raise }: Delivery,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const why = 'why' in outcome ? outcome.why.slice(0, 200) : null;
  const laterAt = outcome.kind === 'later' ? outcome.at : null;
  await sql`
    update notifications.delivery set last_error = ${why},
      sent_at = case when ${outcome.kind === 'sent'} then ${now}::timestamptz end,
      dropped_at = case when ${outcome.kind === 'dropped'} then ${now}::timestamptz end,
      lease_until = case when ${outcome.kind === 'later'} then null else lease_until end,
      due_at = coalesce(${laterAt}::timestamptz, due_at)
    where bucket = ${bucketOf(memberId)} and notification_id = ${notificationId}
      and channel = ${channel} and target_id = ${targetId} and raise = ${raise}
      and sent_at is null and dropped_at is null`.execute(handle);
}

/** The line a delivery tells of, as it is now. */
export async function findLine(
  handle: Sql,
  memberId: Id,
  id: Id,
): Promise<(NotificationRow & { raises: number }) | undefined> {
  const { rows } = await sql<NotificationRow & { raises: number }>`
    select id, type, category, params, link, actor_ids::text[] as actor_ids, actors_count,
      created_at, raised_at, read_at, raises
    from notifications.notification
    where bucket = ${bucketOf(memberId)} and id = ${id} and member_id = ${memberId}`.execute(
    handle,
  );
  return rows[0];
}

/** Forgets deliveries that were due before then. */
export async function deleteOldDeliveries(handle: Sql, before: Date): Promise<void> {
  await sql`delete from notifications.delivery where due_at < ${before}`.execute(handle);
}
