import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { homeOf } from './homes.ts';
import { ifAllowed } from './if-allowed.ts';
import { inTurn } from './in-turn.ts';
import { keyed } from './keyed.ts';
import { seedReviews } from './seed-reviews.ts';
import type { Offered, Resident, Residents, Seeding, Written } from './seeding.ts';
import type { TownOrder } from './town.ts';

/** Brings the orders whose clocks still run as far as the script says. */
export async function seedOrders(
  seeding: Seeding,
  { residents, written }: { residents: Residents; written: Written },
): Promise<void> {
  for (const [number, order] of seeding.script.orders.entries()) {
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

export type Parties = {
  buyer: Resident;
  seller: Resident;
  /** The call of one of them for a step of this order. */
  named: (one: Resident, step: string) => Call;
};

function partiesOf(
  residents: Residents,
  goods: Offered,
  { buyer, name }: { buyer: number; name: string },
): Parties {
  const named = ({ call }: Resident, step: string) => keyed(call, `${name}-${step}`);
  return { buyer: residents.get(buyer)!, seller: residents.get(goods.by)!, named };
}

async function seedOrder(
  seeding: Seeding,
  parties: Parties,
  order: Pick<TownOrder, 'until' | 'waybillNo'>,
  goods: Offered,
): Promise<void> {
  const { orders, aftersale } = seeding.app.rooms;
  const { buyer, named } = parties;
  const orderId = await place(seeding, parties, goods);
  if (order.until === 'WAIT_PAY') return;
  await pay(seeding, buyer.call, orderId);
  if (order.until === 'WAIT_SHIP') return;
  if (order.until === 'REFUNDED') {
    return void (await orders.cancelOrder(named(buyer, 'cancel'), { orderId }));
  }
  await send(seeding, parties, { orderId, goods, waybillNo: order.waybillNo });
  if (order.until === 'COMPLETED') {
    await orders.confirmReceipt(named(buyer, 'confirm'), { orderId });
    await seedReviews(seeding, parties, { orderId, title: goods.title });
  }
  if (order.until === 'problem') {
    const words = '兑换时提示已被使用，请帮忙看看。';
    const problem = { reason: 'not-as-described', words, pictureIds: [] } as const;
    await aftersale.reportProblem(named(buyer, 'problem'), {
      orderId,
      ...problem,
      pictureIds: [],
    });
  }
}

async function place({ app }: Seeding, { buyer, named }: Parties, goods: Offered): Promise<Id> {
  const { identity, orders } = app.rooms;
  // Under one key for all that somebody buys, as several of these are bought at a time.
  const address =
    (await identity.listAddresses(buyer.call.actor)).items[0] ??
    (await identity.saveAddress(keyed(buyer.call, 'home'), homeOf(buyer)));
  const placed = await orders.placeOrder(named(buyer, 'place'), {
    lines: [{ listingId: goods.listingId, quantity: 1 }],
    addressId: address.id,
    expectedTotalFen: goods.priceFen + goods.freightFen,
  });
  return placed.orderId;
}

/** Pays at the simulator as the buyer's own hand would, and waits for its notice to be taken in. */
async function pay({ app, sandbox }: Seeding, buyer: Call, orderId: Id): Promise<void> {
  const { orders } = app.rooms;
  const isPaid = async () => (await orders.getOrder(buyer.actor, { orderId })).state !== 'WAIT_PAY';
  if (await isPaid()) return;
  const { attemptId } = await orders.payOrder(buyer, { orderId });
  sandbox.payments.control.pay(attemptId);
  await until(isPaid, `the payment of ${orderId} is taken in`);
}

type Sending = { orderId: Id; goods: Offered; waybillNo: string | undefined };

/** Sends the goods off, or hands them over where no parcel is needed. */
async function send(
  { app }: Seeding,
  { buyer, seller, named }: Parties,
  { orderId, goods, waybillNo }: Sending,
): Promise<void> {
  const { orders } = app.rooms;
  const sends = named(seller, 'ship');
  if (goods.delivery === 'virtual') {
    await orders.handOverOrder(sends, { orderId, virtualGoods: '兑换码：TUCK-2026-DEMO' });
  } else if (goods.delivery === 'courier') {
    const carrier = waybillNo!.startsWith('SF') ? 'SF' : 'YTO';
    await orders.shipOrder(sends, { orderId, carrier, waybillNo: waybillNo! });
  } else {
    // The code is made when the news of the payment goes round, a moment after the payment itself.
    const told = await until(async () => {
      const { state, pickupCode } = await orders.getOrder(buyer.call.actor, { orderId });
      return state !== 'WAIT_SHIP' ? { pickupCode: null } : pickupCode !== null && { pickupCode };
    }, `the buyer of ${orderId} is told the code`);
    // Without one it was handed over before this start.
    const { pickupCode } = told;
    if (pickupCode !== null) await orders.handOverOrder(sends, { orderId, pickupCode });
  }
}

const waitsMax = 1200;

/** Waits for what the product does by itself, half a minute at most. */
async function until<T>(ask: () => Promise<T | false>, what: string): Promise<T> {
  for (let waited = 0; waited < waitsMax; waited += 1) {
    const answer = await ask();
    if (answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`waited in vain until ${what} in the demo town`);
}
