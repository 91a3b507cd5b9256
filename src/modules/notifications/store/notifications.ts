import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Category } from '../domain/kinds.ts';
import type { StoredParams } from '../domain/texts.ts';

export type NotificationValues = {
  memberId: Id;
  type: string;
  category: Category;
  params: StoredParams;
  link: string | null;
  dedupeKey: string;
  /** Who did it, where somebody did. */
  actorId: Id | undefined;
  now: Date;
};

export type NotificationRow = {
  id: Id;
  type: string;
  category: Category;
  params: StoredParams;
  link: string | null;
  actor_ids: Id[];
  actors_count: number;
  created_at: Date;
  raised_at: Date;
  read_at: Date | null;
};

/** Writes a notification and answers its id; undefined when its key was told before. */
export async function insertNotification(
  tx: Sql,
  told: NotificationValues,
): Promise<Id | undefined> {
  const bucket = bucketOf(told.memberId);
  const actors = told.actorId === undefined ? [] : [told.actorId];
  const { rows } = await sql<{ id: Id }>`
    insert into notifications.notification (bucket, id, member_id, type, category, params, link,
      dedupe_key, actor_ids, actors_count, created_at, raised_at)
    values (${bucket}, platform.new_id(${bucket}), ${told.memberId}, ${told.type},
      ${told.category}, ${JSON.stringify(told.params)}::jsonb, ${told.link}, ${told.dedupeKey},
      ${actors}::bigint[], ${actors.length}, ${told.now}, ${told.now})
    on conflict (bucket, member_id, dedupe_key) do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

export type PageOf = {
  category: Category | undefined;
  after: { at: string; id: Id } | undefined;
  limit: number;
};

/** A member's notifications, what was raised last first, after a position. */
export async function findNotifications(
  handle: Sql,
  memberId: Id,
  { category, after, limit }: PageOf,
): Promise<NotificationRow[]> {
  const { rows } = await sql<NotificationRow>`
    select id, type, category, params, link, actor_ids::text[] as actor_ids, actors_count,
      created_at, raised_at, read_at
    from notifications.notification
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and category <> 'talk'
      and (${category === undefined} or category = ${category ?? null})
      and (${after === undefined} or (raised_at, id)
        < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by raised_at desc, id desc limit ${limit}`.execute(handle);
  return rows;
}

/** How many a member has not read, by category. */
export async function countUnread(handle: Sql, memberId: Id): Promise<Map<Category, number>> {
  const { rows } = await sql<{ category: Category; unread: number }>`
    select category, count(*)::int as unread from notifications.notification
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and read_at is null
      and category <> 'talk'
    group by category`.execute(handle);
  return new Map(rows.map((row) => [row.category, row.unread]));
}

/** Marks these of a member's notifications as read; another member's ids change nothing. */
export async function markRead(tx: Sql, memberId: Id, ids: Id[], now: Date): Promise<number> {
  const result = await sql`
    update notifications.notification set read_at = ${now}
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and id = any(${ids}::bigint[]) and read_at is null`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Marks a member's whole category (or everything) as read. */
export async function markAllRead(
  tx: Sql,
  memberId: Id,
  category: Category | undefined,
  now: Date,
): Promise<number> {
  const result = await sql`
    update notifications.notification set read_at = ${now}
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and read_at is null
      and category <> 'talk' and (${category === undefined} or category = ${category ?? null})`.execute(
    tx,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/** Forgets what was told, and last raised, before then. */
export async function deleteOldNotifications(handle: Sql, before: Date): Promise<void> {
  await sql`delete from notifications.notification where raised_at < ${before}`.execute(handle);
  await sql`delete from notifications.told where told_at < ${before}`.execute(handle);
}
