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

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    'orders/changed': { orderId: Id };
  }
}
