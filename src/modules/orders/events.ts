import type { Id } from '#platform/ids.ts';
import { orderMachine, type CommandName } from './domain/order-machine.ts';

/** What the outbox tells of every step: topic `orders/<command>`. */
export type OrderToldPayload = {
  orderId: Id;
  sellerId: Id;
  buyerId: Id;
  state: string;
  eventCount: number;
  at: string;
};

/** Every topic this room tells. */
export const orderTopics = Object.keys(orderMachine).map(
  (command) => `orders/${command}`,
) as `orders/${CommandName}`[];

/** What the outbox tells of every step of an offer: topic `orders/offer-<command>`. */
export type OfferToldPayload = {
  offerId: Id;
  sellerId: Id;
  buyerId: Id;
  /** Which step of the offer's history it is. */
  stepCount: number;
  by: 'buyer' | 'seller' | 'clock';
};

export const offerTopics = (
  ['make', 'counter', 'accept', 'decline', 'withdraw', 'lapse'] as const
).map((command) => `orders/offer-${command}` as const);

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    'orders/changed': { orderId: Id };
    'orders/offer-changed': { offerId: Id };
  }
}
