import type { Id } from '#platform/ids.ts';
import { afterSaleMachine, type CommandName } from './domain/after-sale-machine.ts';

/** What the outbox tells of every step: topic `aftersale/<command>`. */
export type AfterSaleToldPayload = {
  afterSaleId: Id;
  orderId: Id;
  sellerId: Id;
  buyerId: Id;
  state: string;
  /** Who did it: needs no telling. */
  by: string;
  eventCount: number;
  /** What goes back to the buyer with this step, in fen as text. */
  refundFen: string;
};

/** Every topic this room tells. */
export const afterSaleTopics = Object.keys(afterSaleMachine).map(
  (command) => `aftersale/${command}`,
) as `aftersale/${CommandName}`[];

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    'aftersale/changed': { afterSaleId: Id; orderId: Id };
  }
}
