import type { Platform } from '#platform/room.ts';
import { createAdmin } from '#admin';
import { createCircles } from '#circles';
import type { Identity } from '#identity';
import { createNotifications } from '#notifications';
import { createTies } from '#ties';

/** The rooms that say who sees what, for tests of rooms that ask them; members are notified. */
export function openTies(
  platform: Platform,
  identity: Identity,
  notifications = createNotifications(platform, { identity }),
  admin = createAdmin(platform, { identity }),
) {
  const ties = createTies(platform, { identity, notifications });
  const circles = createCircles(platform, { identity, notifications, admin, ties });
  return { notifications, ties, circles };
}
