import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CarriedOut, Order } from '#orders';
import type { AfterSaleDeps } from '../deps.ts';
import type { AfterSale } from '../domain/after-sale.ts';
import {
  doubtedArrival,
  openingOf,
  typesFor,
  type OrderPart,
  type Wish,
} from '../domain/opening.ts';
import { partOf } from '../domain/order-part.ts';
import { takenBackFen } from '../domain/seller-cost.ts';
import { insertAfterSale, readOfOrder, type StoredAfterSale } from '../store/after-sale-store.ts';
import { receiptOf, setClock, tell, type AfterSaleReceipt } from './carry-out.ts';

export type OpenAfterSaleInput = {
  orderId: Id;
  words: string;
  pictureIds: Id[];
  /** Which lines of the order, of several; all of them unless given. */
  lineNos?: number[] | undefined;
} & Omit<Wish, 'part'>;

/**
 * 申请售后: the buyer says what is wrong and what would make it right. The clocks of the order, and
 * the settlement, stop in the same transaction.
 * @throws aftersale/type-not-now, aftersale/window-over, aftersale/amount, aftersale/too-many,
 *   aftersale/line-unknown, aftersale/whole-only,
 *   orders/after-sale-open, pictures/not-yours, platform/not-found
 */
export async function openAfterSale(
  deps: AfterSaleDeps,
  call: Call,
  input: OpenAfterSaleInput,
): Promise<AfterSaleReceipt> {
  const { platform, rooms } = deps;
  const { memberId } = call.actor;
  const receipt = await platform.run(call, async (tx) => {
    const order = await rooms.orders.lockOrder(tx, input.orderId);
    if (order.buyerId !== memberId) {
      refuse(order.sellerId === memberId ? 'aftersale/not-your-part' : 'platform/not-found');
    }
    const now = platform.clock.now();
    const before = await readOfOrder(tx, order.id);
    const part = await chosenPart(deps, tx, input, before);
    await rooms.orders.moveForAfterSale(tx, order.id, {
      name: 'open-after-sale',
      by: 'buyer',
      actorId: memberId,
    });
    const opening = openingOf(order, { ...input, part }, before.length, now);
    if (!opening.ok) refuse(opening.code, opening.params);
    await platform.pictureShelf.assertOwn(tx, memberId, input.pictureIds);
    const { words, pictureIds } = input;
    const opened = { command: 'open', role: 'buyer' } as const;
    const said = { ...opened, orderState: order.state, words, pictureIds };
    const sale = { ...opening.sale, id: await insertAfterSale(tx, opening.sale, said) };
    if (order.state === 'COMPLETED') await holdBack(deps, tx, sale, order);
    await setClock(deps, tx, sale);
    await tell(deps, tx, sale, { ...opened, at: now, refundFen: 0n });
    return receiptOf(sale);
  });
  platform.outbox.nudge();
  return receipt;
}

/**
 * The clock has given up on goods that were signed for in another city: an operator is asked for the
 * buyer, who may still confirm them or let it be. The order has stopped already.
 */
export async function doubtArrival(
  deps: AfterSaleDeps,
  tx: Tx,
  { order, step: { at } }: CarriedOut,
): Promise<void> {
  const opened = { command: 'doubt-arrival', role: 'clock' } as const;
  const opening = doubtedArrival(order, at);
  const id = await insertAfterSale(tx, opening, { ...opened, orderState: order.state });
  await tell(deps, tx, { ...opening, id }, { ...opened, at, refundFen: 0n });
}

/** What may go back out of a settled sale stays in the seller's wallet until this has ended. */
async function holdBack({ rooms }: AfterSaleDeps, tx: Tx, sale: AfterSale, order: Order) {
  const { id: ref, orderId, openedAt: at } = sale;
  const amountFen = takenBackFen(order, sale.mostFen);
  if (amountFen === 0n) return;
  await rooms.ledger.freezeDisputed(tx, { cause: 'after-sale', ref, orderId, amountFen, at });
}

/** @throws aftersale/line-unknown */
async function chosenPart(
  { rooms }: AfterSaleDeps,
  tx: Tx,
  { orderId, lineNos }: OpenAfterSaleInput,
  before: StoredAfterSale[],
): Promise<OrderPart | undefined> {
  if (!lineNos || lineNos.length === 0) return undefined;
  const facts = (await rooms.orders.readOrders(tx, [orderId])).get(orderId);
  const part = partOf(facts?.lines ?? [], lineNos, before);
  return part === 'unknown' ? refuse('aftersale/line-unknown') : part;
}

export type ReportProblemInput = {
  orderId: Id;
  reason: 'not-received' | 'not-as-described' | 'damaged' | 'fake' | 'missing-parts' | 'other';
  words: string;
  pictureIds: Id[];
};

/**
 * 有问题: the short way for who only knows that something is wrong. What is asked for follows from
 * where the order stands: the goods back for the money, or the money where nothing came.
 * @throws what `openAfterSale` throws
 */
export async function reportProblem(
  deps: AfterSaleDeps,
  call: Call,
  input: ReportProblemInput,
): Promise<AfterSaleReceipt> {
  const known = await deps.rooms.orders.readOrders(deps.platform.database.sql, [input.orderId]);
  const order = known.get(input.orderId)?.order;
  const types = order ? typesFor(order) : [];
  const canReturn = types.includes('RETURN_REFUND') && input.reason !== 'not-received';
  const type = canReturn ? 'RETURN_REFUND' : types.includes('CANCEL') ? 'CANCEL' : 'REFUND_ONLY';
  return openAfterSale(deps, call, { ...input, type });
}
