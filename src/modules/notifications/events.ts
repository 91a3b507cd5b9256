/** A member has a new notification: their open pages are woken. */
export const newNotification = 'notifications/new';

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    'notifications/new': object;
    'notifications/read': object;
  }
}
