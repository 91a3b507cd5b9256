/** A member has a new notification: their open pages are woken. */
export const newNotification = 'notifications/new';

/** What was told has been seen or withdrawn: open pages count anew. */
export const seenElsewhere = 'notifications/seen-elsewhere';

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    'notifications/new': object;
    'notifications/read': object;
  }
}
