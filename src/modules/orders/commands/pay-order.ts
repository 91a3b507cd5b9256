import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { HoldAtOnce, PaidAttempt, Visit } from '#payments';
import type { OrdersDeps } from '../deps.ts';
import { lateRefundMs } from '../domain/rules.ts';
import { readOrders } from '../store/order-store.ts';
import { acceptPaymentAtOnce, payWaitingOrder } from '../store/pay-order-store.ts';

/**
 * Opens (or opens again) the provider's cashier for an unpaid order of the caller.
 * @returns where to send the buyer. Nothing is charged and nothing changes if they never come back.
 * @throws orders/already-paid, orders/closed, orders/pay-time-over, platform/not-found
 */
export async function payOrder(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id; visit?: Visit | undefined },
): Promise<{ orderId: Id; cashierUrl: string; attemptId: Id }> {
  const { platform, rooms } = deps;
  const order = (await readOrders(platform.database.sql, [input.orderId])).get(input.orderId);
  if (!order || order.buyerId !== call.actor.memberId) refuse('platform/not-found');
  if (order.state === 'CLOSED') refuse('orders/closed');
  if (order.state !== 'WAIT_PAY') refuse('orders/already-paid');
  if (platform.clock.now() >= order.payBy) refuse('orders/pay-time-over');
  const attemptId = await platform.run(call, (tx) =>
    rooms.payments.attemptToPay(tx, {
      orderId: order.id,
      payerId: order.buyerId,
      amountFen: order.totalFen,
      expiresAt: order.payBy,
      now: platform.clock.now(),
    }),
  );
  const returnUrl = `${platform.config.publicOrigin}/orders/${order.id}?paid=1`;
  const { cashierUrl } = await rooms.payments.openCashier(attemptId, {
    returnUrl,
    visit: input.visit,
  });
  return { orderId: order.id, cashierUrl, attemptId };
}

/**
 * A provider's success for an order, in the provider notice's own transaction: the money is held
 * if the order waits for it, else it is due back (closed meanwhile, paid twice, wrong amount).
 */
export async function acceptPayment(tx: Tx, paid: PaidAttempt): Promise<'held' | 'due-back'> {
  const held = await payWaitingOrder(tx, {
    bucket: bucketOf(paid.orderId),
    orderId: paid.orderId,
    amountFen: paid.amountFen,
    provider: paid.provider,
    lateRefundMs,
    at: paid.now,
  });
  return held ? 'held' : 'due-back';
}

/** The ordinary payment in one statement; undefined when the order does not wait for it. */
export const holdAtOnce =
  (deps: OrdersDeps): HoldAtOnce =>
  (success) =>
    acceptPaymentAtOnce(deps.platform.database, { ...success, lateRefundMs });
