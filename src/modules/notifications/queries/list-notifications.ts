import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import { encodeCursor, readPlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import type { MemberCard } from '#identity';
import { categories, type Category } from '../domain/kinds.ts';
import { actorsText } from '../domain/texts.ts';
import { countUnread, findNotifications, type NotificationRow } from '../store/notifications.ts';
import type { NotificationView, Room, Unread } from '../types.ts';

export type ListInput = {
  locale: Locale;
  category?: Category | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};
export type NotificationPage = {
  items: NotificationView[];
  nextCursor: string | null;
  unread: Unread;
};

/** The member's notifications, newest first, in the asked language, with what is unread. */
export async function listNotifications(
  room: Room,
  actor: Actor,
  { locale, category, cursor, limit = 20 }: ListInput,
): Promise<NotificationPage> {
  const handle = room.platform.database.sql;
  const page = { category, after: readPlace(cursor), limit: limit + 1 };
  const rows = await findNotifications(handle, actor.memberId, page);
  const items = await notificationViews(room, rows.slice(0, limit), locale);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? encodeCursor([last.raisedAt.toISOString(), last.id]) : null,
    unread: await unread(handle, actor.memberId),
  };
}

/** How many notifications a member has not read, in all and by category. */
export async function unread(handle: Sql, memberId: Id): Promise<Unread> {
  const counts = await countUnread(handle, memberId);
  const [trade, people, house] = categories.map((category) => counts.get(category) ?? 0);
  return { all: trade! + people! + house!, trade: trade!, people: people!, house: house! };
}

/** Rows as they are read in one language, with the names of those who did it as they are now. */
export async function notificationViews(
  room: Room,
  rows: NotificationRow[],
  locale: Locale,
): Promise<NotificationView[]> {
  const actorIds = [...new Set(rows.flatMap((row) => row.actor_ids))];
  const members =
    actorIds.length > 0 ? await room.identity.getMembers(actorIds) : new Map<Id, MemberCard>();
  return rows.map((row) => {
    const actors = row.actor_ids.flatMap((id) => members.get(id) ?? []);
    const names = actors.map(({ nickname }) => nickname);
    const params = { ...row.params, actors: actorsText(names, row.actors_count, locale) };
    return {
      id: row.id,
      type: row.type,
      kind: room.texts.kindOf(row.type),
      category: row.category,
      text: room.texts.render(row.type, params, locale),
      link: row.link,
      actors: actors.map(({ id, nickname, avatarUrl }) => ({ id, nickname, avatarUrl })),
      actorsCount: row.actors_count,
      createdAt: row.created_at,
      raisedAt: row.raised_at,
      readAt: row.read_at,
    };
  });
}
