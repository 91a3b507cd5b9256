/**
 * The rooms in order: each may use only the rooms above it that it lists. This table is the
 * dependency diagram; the house test reads every import and every SQL string against it.
 */
export const rooms = {
  identity: [],
  ledger: [],
  notifications: ['identity'],
  admin: ['identity'],
  moderation: ['identity', 'notifications', 'admin'],
  payments: ['identity', 'ledger', 'notifications'],
  fulfilment: ['identity', 'notifications'],
  community: ['identity', 'notifications', 'moderation'],
  chat: ['identity', 'notifications', 'moderation'],
  catalog: ['identity', 'moderation', 'community', 'chat'],
  orders: [
    'identity',
    'ledger',
    'notifications',
    'admin',
    'payments',
    'fulfilment',
    'chat',
    'catalog',
  ],
} as const satisfies Record<string, readonly string[]>;

export type RoomName = keyof typeof rooms;
