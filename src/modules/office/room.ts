import type { Admin } from '#admin';
import type { AfterSaleDoor } from '#aftersale';
import type { Chat } from '#chat';
import type { Fulfilment } from '#fulfilment';
import type { Identity } from '#identity';
import type { Ledger } from '#ledger';
import type { Notifications } from '#notifications';
import type { Orders } from '#orders';
import type { Payments } from '#payments';
import type { Reviews } from '#reviews';
import type { Platform } from '#platform/room.ts';

/** The rooms below that the office uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<
    Identity,
    | 'findMemberByPhone'
    | 'findMembersByNickname'
    | 'getMembers'
    | 'isOneOf'
    | 'operatorIds'
    | 'personsOf'
    | 'refuseOwnMatter'
  >;
  ledger: Pick<
    Ledger,
    | 'forgiveDebt'
    | 'freeze'
    | 'incomeOfSellers'
    | 'liftStop'
    | 'listFreezes'
    | 'moveByHand'
    | 'payoutStop'
    | 'release'
    | 'stopPayouts'
    | 'transfersOfOrder'
  >;
  notifications: Pick<Notifications, 'notify' | 'registerTypes'>;
  admin: Pick<Admin, 'listAuditLog' | 'recordAudit'>;
  payments: Pick<
    Payments,
    | 'cancelPayout'
    | 'listWaitingPayouts'
    | 'ordersOfReference'
    | 'readWaitingPayout'
    | 'tracePayments'
  >;
  fulfilment: Pick<Fulfilment, 'getTracking' | 'parcelsOf' | 'trackingStates'>;
  chat: Pick<Chat, 'readForOperator'>;
  orders: Pick<Orders, 'addressOf' | 'historyOf' | 'readOrders' | 'searchOrders'>;
  aftersale: Pick<AfterSaleDoor, 'afterSalesOfOrder' | 'ordersOfParcels'>;
  reviews: Pick<Reviews, 'listReviewsOfOrder'>;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'outbox' | 'pictureShelf'>;
  rooms: RoomsBelow;
};
