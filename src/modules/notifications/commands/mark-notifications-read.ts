import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import type { Category } from '../domain/kinds.ts';
import { markAllRead, markRead } from '../store/notifications.ts';
import { unread } from '../queries/list-notifications.ts';
import type { Room, Unread } from '../types.ts';

export type MarkInput = { ids?: Id[] | undefined; category?: Category | undefined };

/**
 * Marks the member's notifications as read: those with these ids, else a whole category, else all.
 * Other open pages of the member are woken.
 */
export async function markNotificationsRead(
  room: Room,
  call: Call,
  { ids, category }: MarkInput,
): Promise<Unread> {
  const { platform } = room;
  const { memberId } = call.actor;
  const changed = await platform.run(call, (tx) => {
    const now = platform.clock.now();
    return ids ? markRead(tx, memberId, ids, now) : markAllRead(tx, memberId, category, now);
  });
  if (changed > 0) platform.realtime.wake([memberId], { type: 'notifications/read' });
  return unread(platform.database.sql, memberId);
}
