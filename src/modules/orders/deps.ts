import type { Admin } from '#admin';
import type { Catalog } from '#catalog';
import type { Chat } from '#chat';
import type { Fulfilment } from '#fulfilment';
import type { Identity } from '#identity';
import type { Ledger } from '#ledger';
import type { Notifications } from '#notifications';
import type { Payments } from '#payments';
import type { Platform } from '#platform/room.ts';

/** The rooms an order stands on. */
export type OrdersRooms = {
  identity: Identity;
  ledger: Ledger;
  notifications: Notifications;
  admin: Admin;
  payments: Payments;
  fulfilment: Fulfilment;
  chat: Chat;
  catalog: Catalog;
};

export type OrdersDeps = { platform: Platform; rooms: OrdersRooms };
