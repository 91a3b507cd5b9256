import type { Platform } from '#platform/room.ts';
import { createCircles } from '#circles';
import type { Identity } from '#identity';
import { createNotifications } from '#notifications';
import { createTies } from '#ties';

/** The rooms that say who sees what, for tests of rooms that ask them; members are notified. */
export function openTies(
  platform: Platform,
  identity: Identity,
  notifications = createNotifications(platform, { identity }),
) {
  const ties = createTies(platform, { identity, notifications });
  return { notifications, ties, circles: createCircles(platform, { ties }) };
}
