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
  payments: ['identity', 'ledger', 'notifications', 'admin'],
  fulfilment: ['identity', 'notifications'],
  ties: ['identity', 'notifications'],
  circles: ['identity', 'notifications', 'admin', 'ties'],
  community: ['identity', 'notifications', 'moderation', 'ties', 'circles'],
  reactions: ['identity', 'notifications', 'moderation', 'ties', 'circles', 'community'],
  chat: ['identity', 'notifications', 'moderation', 'ties'],
  catalog: [
    'identity',
    'notifications',
    'moderation',
    'ties',
    'circles',
    'community',
    'reactions',
    'chat',
  ],
  orders: [
    'identity',
    'ledger',
    'notifications',
    'payments',
    'fulfilment',
    'ties',
    'chat',
    'catalog',
  ],
  aftersale: ['identity', 'ledger', 'notifications', 'admin', 'fulfilment', 'orders'],
  reviews: ['identity', 'notifications', 'moderation', 'payments', 'ties', 'orders'],
  office: [
    'identity',
    'ledger',
    'notifications',
    'admin',
    'payments',
    'fulfilment',
    'chat',
    'orders',
    'aftersale',
    'reviews',
  ],
  search: ['identity', 'notifications', 'ties', 'circles', 'community', 'catalog'],
} as const satisfies Record<string, readonly string[]>;

export type RoomName = keyof typeof rooms;
