import type { Catalog } from '#catalog';
import type { Chat } from '#chat';
import type { Fulfilment } from '#fulfilment';
import type { Identity } from '#identity';
import type { Ledger } from '#ledger';
import type { Notifications } from '#notifications';
import type { Payments } from '#payments';
import type { Tx } from '#platform/db/database.ts';
import type { Platform } from '#platform/room.ts';
import type { CarriedOut } from './commands/carry-out.ts';

/** The rooms an order stands on. */
export type OrdersRooms = {
  identity: Identity;
  ledger: Ledger;
  notifications: Notifications;
  payments: Payments;
  fulfilment: Fulfilment;
  chat: Chat;
  catalog: Catalog;
};

/** Runs in the transaction of a step of an order: of the one that ends it, in whatever way, say. */
export type StepHandler = (tx: Tx, done: CarriedOut) => Promise<void>;

export type OrdersDeps = {
  platform: Platform;
  rooms: OrdersRooms;
  /** What rooms above do when an order ends. */
  whenEnded: StepHandler[];
  /** What rooms above do when nobody's silence may decide where an order's goods are. */
  whenDoubted: StepHandler[];
};
