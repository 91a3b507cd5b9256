/** A member has a new notification: their open pages are woken. */
export const newNotification = 'notifications/new';
