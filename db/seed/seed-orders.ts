import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { ifAllowed } from './if-allowed.ts';
import { inTurn } from './in-turn.ts';
import { keyed } from './keyed.ts';
import type { Offered, Residents, Seeding, Written } from './seeding.ts';
import { townOrders, type TownOrder } from './town.ts';

const region = { province: '上海市', city: '上海市', district: '徐汇区' };

/** Brings the orders whose clocks still run as far as the script says. */
export async function seedOrders(
  seeding: Seeding,
  { residents, written }: { residents: Residents; written: Written },
): Promise<void> {
  for (const [number, order] of townOrders.entries()) {
    const goods = written.listings.get(order.listing)!;
    const parties = partiesOf(residents, goods, { buyer: order.buyer, name: `order-${number}` });
    // In a town finished late an order's clock may have run out meanwhile: then it stays so.
    await ifAllowed(seedOrder(seeding, parties, order, goods));
  }
}

const atOnce = 4;

/** Carries out the finished trades: who bought what the script marks as sold. */
export async function seedTrades(
  seeding: Seeding,
  { residents, written }: { residents: Residents; written: Written },
): Promise<void> {
  const sold = [...written.listings.values()].filter(({ soldTo }) => soldTo !== undefined);
  const { ending } = seeding;
  await inTurn([...sold.entries()], { atOnce, ending }, async ([number, goods]) => {
    const waybillNo = `YT88300${10_000_000 + number}`;
    const buyer = goods.soldTo!;
    const parties = partiesOf(residents, goods, { buyer, name: `trade/${goods.title}` });
    await ifAllowed(seedOrder(seeding, parties, { until: 'COMPLETED', waybillNo }, goods));
  });
}

type Parties = { buyer: Call; seller: Call; named: (call: Call, step: string) => Call };

function partiesOf(
  residents: Residents,
  goods: Offered,
  { buyer, name }: { buyer: number; name: string },
): Parties {
  const named = (call: Call, step: string) => keyed(call, `${name}-${step}`);
  return { buyer: residents.get(buyer)!.call, seller: residents.get(goods.by)!.call, named };
}

async function seedOrder(
  seeding: Seeding,
  { buyer, seller, named }: Parties,
  order: Pick<TownOrder, 'until' | 'waybillNo'>,
  goods: Offered,
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
  if (goods.delivery === 'pickup') {
    const { pickupCode } = await orders.getOrder(buyer.actor, { orderId });
    if (pickupCode) await orders.handOverOrder(ships, { orderId, pickupCode });
  } else if (goods.delivery === 'virtual') {
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

async function place({ app }: Seeding, buyer: Call, goods: Offered): Promise<Id> {
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
    expectedTotalFen: goods.priceFen + goods.freightFen,
  });
  return placed.orderId;
}

const waitsMax = 1200;

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
