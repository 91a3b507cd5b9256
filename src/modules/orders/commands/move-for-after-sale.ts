import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { isOfBefore } from '#fulfilment';
import type { OrdersDeps } from '../deps.ts';
import type { AfterSaleRefund } from '../domain/decide.ts';
import type { Role } from '../domain/order.ts';
import { lockOrder } from '../store/order-store.ts';
import { carryOut, type CarriedOut } from './carry-out.ts';

/** The commands of an order that only its after-sale gives. */
export type AfterSaleCommand = { by: Role; actorId: Id | null } & (
  | { name: 'open-after-sale' | 'close-after-sale' | 'cancel-agreed' | 'refund-after-sale' }
  | ({ name: 'refund-part' } & AfterSaleRefund)
  | ({ name: 'take-back' } & AfterSaleRefund)
);

/**
 * Whether a parcel of an order was signed for in another city: then the buyer may have it, or
 * somebody else, and no silence says which. Locks the order.
 */
export async function isDoubtfulArrival(
  { rooms }: OrdersDeps,
  tx: Tx,
  orderId: Id,
): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (!order?.paidAt) return false;
  const { paidAt } = order;
  const parcels = await rooms.fulfilment.arrivedElsewhere(tx, orderId);
  return parcels.some((news) => !isOfBefore(news, paidAt));
}

/**
 * What an after-sale does to its order. Where the clock had given up on goods signed for elsewhere
 * and a person has settled it now, they count as delivered: the buyer has the usual time to look,
 * and the clock does not give up anew at once.
 */
export async function moveForAfterSale(
  deps: OrdersDeps,
  tx: Tx,
  orderId: Id,
  command: AfterSaleCommand,
): Promise<CarriedOut> {
  const before = await lockOrder(tx, orderId);
  const done = await carryOut(deps, tx, orderId, () => command);
  const goesOn = command.name === 'close-after-sale' || command.name === 'refund-part';
  const isLeftToClock = command.by === 'clock' || done.order.state !== 'SHIPPED';
  if (!goesOn || isLeftToClock || before?.clockLeftMs !== 0) return done;
  if (!(await isDoubtfulArrival(deps, tx, orderId))) return done;
  const delivered = { name: 'deliver', by: 'courier', actorId: null } as const;
  return carryOut(deps, tx, orderId, () => delivered);
}
