import { setTimeout as wait } from 'node:timers/promises';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { CallInput, Client } from './client.ts';
import type { Asking } from './insist.ts';
import { patienceMs, pauseMs } from './insist.ts';
import { paid, place, withdraw } from './insistent-trade.ts';

/** Two who trade, with the seller's two listings and the places parcels go to. */
export type RoundCast = {
  buyer: Client;
  seller: Client;
  virtual: string;
  parcels: string;
  buyerHome: string;
  sellerHome: string;
};

type Params = Record<string, string>;
type Sees = { state: string };

/** Every parcel of a run has a number of its own. */
let lastNumber = 4_000_000_000_000;

/**
 * A round of what can become of a trade: sold and reviewed, cancelled, not paid, sent back, settled
 * by a part, agreed after an offer, never confirmed; and money taken out. Each call is repeated under its
 * key until it is answered, so the product may die at any moment; what it owes is waited for.
 */
export async function liveRound(cast: RoundCast, asking: Asking, name: string): Promise<void> {
  const round = createSteps(cast, asking, name);
  await sellAndReview(round, cast);
  await cancelAndLapse(round, cast);
  await sendBack(round, cast);
  await settleByPart(round, cast);
  await agreeAfterOffer(round, cast);
  await neverConfirm(round, cast);
  // A first sale's money waits for three days: by now it may be taken out.
  const part = { body: { amountFen: 200 }, key: `${name}-withdraw` };
  await withdraw(cast.seller, asking, part);
  await round.pass(hourMs);
}

type Steps = ReturnType<typeof createSteps>;

function createSteps(cast: RoundCast, asking: Asking, name: string) {
  const { buyer } = cast;
  let step = 0;
  const keyed = (operationId: string, input: CallInput): CallInput => ({
    ...input,
    key: `${name}-${(step += 1)}-${operationId}`,
  });
  const steps = {
    name,
    /** Something done once under a key of its own. */
    deed: <T = Params>(by: Client, operationId: string, input: CallInput) =>
      asking.insist<T>(by, operationId, keyed(operationId, input)),
    /** The same, where what it waits for comes later. */
    async deedInTime(by: Client, operationId: string, input: CallInput): Promise<void> {
      const call = keyed(operationId, input);
      const isDone = async () => (await asking.ask(by, operationId, call)).status < 300;
      await until(isDone, operationId);
      await asking.insist(by, operationId, call);
    },
    pass: (byMs: number) => asking.insist(buyer, 'moveClock', { body: { byMs } }),
    becomes: (orderId: string, state: string) =>
      until(async () => {
        const order = await asking.insist<Sees>(buyer, 'getOrder', { params: { orderId } });
        return order.state === state;
      }, `order ${orderId} becoming ${state}`),
    async placed(listingId: string): Promise<string> {
      const lines = [{ listingId, quantity: 1 }];
      const quote = await asking.insist<{ totalFen: number }>(buyer, 'quoteOrder', {
        body: { lines },
      });
      const body = { lines, addressId: cast.buyerHome, expectedTotalFen: quote.totalFen };
      const stall = { seller: cast.seller, listingId };
      return place(buyer, stall, asking, keyed('placeOrder', { body }));
    },
    async bought(listingId: string): Promise<string> {
      const params = { orderId: await steps.placed(listingId) };
      const cashier = await asking.insist<Params>(buyer, 'payOrder', { params });
      await asking.payAt(cashier['cashierUrl']!);
      await paid(asking, buyer, params);
      return params.orderId;
    },
    /** The courier brings a parcel; its word is asked for every half hour. */
    async bring(waybillNo: string, isThere: () => Promise<boolean>): Promise<void> {
      await until(async () => {
        const body = { to: 'DELIVERED' };
        await asking.ask(buyer, 'advanceParcel', { params: { waybillNo }, body });
        await steps.pass(31 * minuteMs);
        await wait(pauseMs);
        return isThere();
      }, `parcel ${waybillNo}`);
    },
    newNumber: () => `SF${(lastNumber += 1)}`,
    async delivered(listingId: string): Promise<string> {
      const orderId = await steps.bought(listingId);
      const body = { carrier: 'SF', waybillNo: steps.newNumber() };
      await steps.deed(cast.seller, 'shipOrder', { params: { orderId }, body });
      await steps.bring(body.waybillNo, async () => {
        const order = await asking.insist<Sees>(buyer, 'getOrder', { params: { orderId } });
        return order.state === 'DELIVERED';
      });
      return orderId;
    },
  };
  return steps;
}

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt;) {
    if (await isTrue()) return;
    await wait(pauseMs);
  }
  throw new Error(`waited two minutes for ${what}`);
}

async function handedOver(round: Steps, { seller, virtual }: RoundCast): Promise<string> {
  const orderId = await round.bought(virtual);
  const body = { virtualGoods: `KEY ${orderId}` };
  await round.deed(seller, 'handOverOrder', { params: { orderId }, body });
  return orderId;
}

const good = { step: 'good', tags: ['as-described'], words: '和描述一样' };

async function sellAndReview(round: Steps, cast: RoundCast): Promise<void> {
  const { buyer, seller } = cast;
  const params = { orderId: await handedOver(round, cast) };
  await round.deed(buyer, 'confirmReceipt', { params });
  await round.deed(buyer, 'reviewOrder', { params, body: good });
  await round.deed(seller, 'reviewOrder', { params, body: { step: 'good', tags: [], words: '' } });
}

async function cancelAndLapse(round: Steps, { buyer, virtual }: RoundCast): Promise<void> {
  const cancelled = await round.bought(virtual);
  await round.deed(buyer, 'cancelOrder', { params: { orderId: cancelled } });
  await round.becomes(cancelled, 'REFUNDED');
  const unpaid = await round.placed(virtual);
  await round.pass(31 * minuteMs);
  await round.becomes(unpaid, 'CLOSED');
}

async function sendBack(round: Steps, cast: RoundCast): Promise<void> {
  const { buyer, seller } = cast;
  const orderId = await round.delivered(cast.parcels);
  const wish = { type: 'RETURN_REFUND', reason: 'damaged', words: '碎了' };
  const asked = { params: { orderId }, body: wish };
  const { afterSaleId } = await round.deed<{ afterSaleId: string }>(buyer, 'openAfterSale', asked);
  const params = { afterSaleId };
  const yes = { answer: 'accept', addressId: cast.sellerHome };
  await round.deed(seller, 'answerAfterSale', { params, body: yes });
  const waybillNo = round.newNumber();
  await round.deed(buyer, 'shipReturn', { params, body: { carrier: 'SF', waybillNo } });
  await round.bring(waybillNo, () => Promise.resolve(true));
  await round.deed(seller, 'confirmReturn', { params, body: { outcome: 'right' } });
  await round.becomes(orderId, 'REFUNDED');
}

async function settleByPart(round: Steps, cast: RoundCast): Promise<void> {
  const { buyer, seller } = cast;
  const orderId = await round.delivered(cast.parcels);
  const wish = { type: 'PARTIAL', reason: 'damaged', words: '磕了一角', amountFen: 3_000 };
  const asked = { params: { orderId }, body: wish };
  const { afterSaleId } = await round.deed<{ afterSaleId: string }>(buyer, 'openAfterSale', asked);
  const params = { afterSaleId };
  const less = { answer: 'counter', amountFen: 1_500 };
  await round.deed(seller, 'answerAfterSale', { params, body: less });
  await round.deed(buyer, 'answerAfterSale', { params, body: { answer: 'accept' } });
  await round.deed(buyer, 'confirmReceipt', { params: { orderId } });
}

async function agreeAfterOffer(round: Steps, cast: RoundCast): Promise<void> {
  const { buyer, seller } = cast;
  const wish = {
    listingId: cast.parcels,
    unitPriceFen: 15_000,
    quantity: 1,
    addressId: cast.buyerHome,
  };
  const made = await round.deed<{ offerId: string }>(buyer, 'makeOffer', { body: wish });
  const params = { offerId: made.offerId };
  const more = { answer: 'counter', round: 1, unitPriceFen: 18_000 };
  await round.deed(seller, 'answerOffer', { params, body: more });
  await round.deed(buyer, 'answerOffer', { params, body: { answer: 'accept', round: 2 } });
  // Agreed and not paid within the day: the goods go back on the shelf.
  await round.pass(dayMs + minuteMs);
}

/** The buyer never confirms and only one of the two reviews: the clocks end both. */
async function neverConfirm(round: Steps, cast: RoundCast): Promise<void> {
  const orderId = await handedOver(round, cast);
  await round.pass(2 * dayMs + minuteMs);
  await round.becomes(orderId, 'COMPLETED');
  await round.deedInTime(cast.buyer, 'reviewOrder', { params: { orderId }, body: good });
  await round.pass(15 * dayMs);
}
