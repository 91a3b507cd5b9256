import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { isRefusal } from '#platform/refusal.ts';
import { keyed } from './keyed.ts';
import type { Seeding, Town } from './seed.ts';
import { townOrders, type TownOrder } from './town.ts';

/** A listing of the demo town that can be bought. */
export type SoldNote = {
  by: number;
  listingId: Id;
  totalFen: bigint;
  delivery: 'courier' | 'pickup' | 'virtual';
};

const region = { province: '上海市', city: '上海市', district: '徐汇区' };

/**
 * Brings the demo town's orders as far as its script says, through the orders room's commands.
 * @param isLate the town was begun by an earlier start
 */
export async function seedOrders(
  seeding: Seeding,
  town: Town,
  sold: Map<number, SoldNote>,
  isLate: boolean,
): Promise<void> {
  for (const [number, order] of townOrders.entries()) {
    const goods = sold.get(order.note)!;
    const named = (call: Call, step: string) => keyed(call, `order-${number}-${step}`);
    const parties = { buyer: town.get(order.buyer)!, seller: town.get(goods.by)!, named };
    await seedOrder(seeding, parties, order, goods).catch((error: unknown) => {
      // In a town finished late an order's clock may have run out meanwhile: then it stays so.
      if (!isLate || !isRefusal(error)) throw error;
    });
  }
}

type Parties = { buyer: Call; seller: Call; named: (call: Call, step: string) => Call };

async function seedOrder(
  seeding: Seeding,
  { buyer, seller, named }: Parties,
  order: TownOrder,
  goods: SoldNote,
): Promise<void> {
  const { orders } = seeding.app.rooms;
  const orderId = await place(seeding, named(buyer, 'place'), goods);
  if (order.until === 'WAIT_PAY') return;
  await pay(seeding, buyer, orderId);
  if (order.until === 'WAIT_SHIP') return;
  if (order.until === 'REFUNDED') {
    return void (await orders.cancelOrder(named(buyer, 'cancel'), { orderId }));
  }
  const ships = named(seller, 'ship');
  if (goods.delivery === 'virtual') {
    await orders.handOverOrder(ships, { orderId, virtualGoods: '兑换码：TUCK-2026-DEMO' });
  } else {
    const waybillNo = order.waybillNo!;
    const carrier = waybillNo.startsWith('SF') ? 'SF' : 'YTO';
    await orders.shipOrder(ships, { orderId, carrier, waybillNo });
  }
  if (order.until === 'COMPLETED') {
    await orders.confirmReceipt(named(buyer, 'confirm'), { orderId });
  }
  if (order.until === 'problem') {
    const words = '兑换时提示已被使用，请帮忙看看。';
    const problem = { reason: 'not-as-described', words, pictureIds: [] } as const;
    await orders.reportProblem(named(buyer, 'problem'), { orderId, ...problem, pictureIds: [] });
  }
}

async function place({ app }: Seeding, buyer: Call, goods: SoldNote): Promise<Id> {
  const { identity, orders } = app.rooms;
  const known = await identity.listAddresses(buyer.actor);
  const address =
    known.items[0] ??
    (await identity.saveAddress(
      { ...buyer, idempotency: undefined },
      {
        name: (await identity.getMe(buyer.actor)).nickname,
        phone: '13900001111',
        region,
        detail: '衡山路 1 号 2 室',
        isDefault: true,
      },
    ));
  const placed = await orders.placeOrder(buyer, {
    lines: [{ listingId: goods.listingId, quantity: 1 }],
    addressId: address.id,
    expectedTotalFen: goods.totalFen,
  });
  return placed.orderId;
}

const waitsMax = 200;

/** Pays at the simulator as the buyer's own hand would, and waits for its notice to be taken in. */
async function pay({ app, sandbox }: Seeding, buyer: Call, orderId: Id): Promise<void> {
  const before = await app.rooms.orders.getOrder(buyer.actor, { orderId });
  if (before.state !== 'WAIT_PAY') return;
  const { attemptId } = await app.rooms.orders.payOrder(buyer, { orderId });
  sandbox.payments.control.pay(attemptId);
  for (let waited = 0; waited < waitsMax; waited += 1) {
    const order = await app.rooms.orders.getOrder(buyer.actor, { orderId });
    if (order.state !== 'WAIT_PAY') return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the payment of the demo town's order ${orderId} was not taken in`);
}
