import type { Admin } from '#admin';
import type { Fulfilment } from '#fulfilment';
import type { Identity } from '#identity';
import type { Ledger } from '#ledger';
import type { Notifications } from '#notifications';
import type { Orders } from '#orders';
import type { Platform } from '#platform/room.ts';

/** The rooms an after-sale stands on. */
export type AfterSaleRooms = {
  identity: Pick<Identity, 'getMembers' | 'addressSnapshot' | 'isOneOf'>;
  ledger: Pick<Ledger, 'compensate' | 'coveredFor' | 'freezeDisputed' | 'thawDisputed'>;
  notifications: Notifications;
  admin: Pick<Admin, 'recordAudit'>;
  fulfilment: Pick<
    Fulfilment,
    'isTracked' | 'ship' | 'announce' | 'askNow' | 'getTracking' | 'whenDelivered'
  >;
  orders: Pick<
    Orders,
    'lockOrder' | 'readOrders' | 'addressOf' | 'moveForAfterSale' | 'whenEnded' | 'whenDoubted'
  >;
};

export type AfterSaleDeps = { platform: Platform; rooms: AfterSaleRooms };
