// Real: the whole product over HTTP, PostgreSQL, its workers, payment and courier simulators as
// services. Simulated: the bank, the courier's vans. Several goods of one seller in one order, with
// one freight and a discount, and a part of it going back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const { id: addressId } = await buyer.call<{ id: string }>('saveAddress', {
  body: people.shanghai,
});

const rates = { firstFen: 800, furtherFen: 200 };
const { templateId } = await seller.call<{ templateId: string }>('createFreightTemplate', {
  body: {
    name: '普通快递',
    basis: 'piece',
    ...rates,
    regions: [{ provinces: ['XZ'], rate: null }],
  },
});
const tiers = [{ pieces: 2, discountBps: 1000 }];
await seller.call('setBundleTerms', { body: { tiers } });

async function goods(title: string, priceFen: number, terms: object): Promise<string> {
  const body = { title, priceFen, quantity: 9, condition: '9', delivery: 'courier', ...terms };
  return (await seller.call<{ listingId: string }>('createListing', { body })).listingId;
}
const lamp = await goods('台灯', 5000, { freightTemplateId: templateId });
const weight = await goods('镇纸', 3001, { freightFen: 500 });
const lines = [
  { listingId: lamp, quantity: 2 },
  { listingId: weight, quantity: 1 },
];

type Amounts = { goodsFen: number; discountFen: number; freightFen: number; totalFen: number };
type Order = Amounts & {
  state: string;
  refundedFen: number;
  feeFen: number;
  lines: { lineNo: number; listingId: string; discountFen: number }[];
};
const orderOf = (orderId: string) => buyer.call<Order>('getOrder', { params: { orderId } });

async function place(): Promise<{ orderId: string } & Amounts> {
  const quote = await buyer.call<Amounts>('quoteOrder', { body: { lines, addressId } });
  const body = { lines, addressId, expectedTotalFen: quote.totalFen };
  const placed = await buyer.call<{ orderId: string } & Amounts>('placeOrder', { body });
  assert.partialDeepStrictEqual(placed, {
    goodsFen: quote.goodsFen,
    discountFen: quote.discountFen,
    freightFen: quote.freightFen,
    totalFen: quote.totalFen,
  });
  return placed;
}

let lastNumber = 7_100_000_000_000;

async function delivered(orderId: string): Promise<void> {
  await people.payAtCashier(product, buyer, orderId);
  const waybillNo = `SF${(lastNumber += 1)}`;
  await seller.call('shipOrder', { params: { orderId }, body: { carrier: 'SF', waybillNo } });
  await product.app.settle();
  await buyer.call('advanceParcel', { params: { waybillNo }, body: { to: 'DELIVERED' } });
  await people.passTime(buyer, 31 * minuteMs);
  await product.app.settle();
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'DELIVERED');
}

test('a bundle has one freight and one discount, and goes wherever its template says', async () => {
  // 13,001 goods, a tenth off, the dearest first piece and one further one.
  const amounts = { goodsFen: 13_001, discountFen: 1300, freightFen: 1000, totalFen: 12_701 };
  const quote = await buyer.call<Amounts & { isFreightKnown: boolean }>('quoteOrder', {
    body: { lines, addressId },
  });
  assert.partialDeepStrictEqual(quote, { ...amounts, isFreightKnown: true });
  await buyer.refused('quoteOrder', 'orders/not-delivered-there', {
    body: { lines, province: '西藏自治区' },
  });
  const anywhere = await buyer.call<{ isFreightKnown: boolean }>('quoteOrder', { body: { lines } });
  assert.equal(anywhere.isFreightKnown, false);
  const { orderId } = await place();
  const order = await orderOf(orderId);
  assert.equal(
    order.lines.reduce((sum, { discountFen }) => sum + discountFen, 0),
    1300,
  );
  await buyer.call('cancelOrder', { params: { orderId } });
});

test('what a seller changes later leaves the order as it was placed', async () => {
  const { orderId } = await place();
  const before = await orderOf(orderId);
  const edit = { name: '普通快递', basis: 'piece', firstFen: 900, furtherFen: 900 };
  const { version } = await seller.call<{ version: number }>('updateFreightTemplate', {
    params: { templateId },
    body: { ...edit, version: 1 },
  });
  await seller.refused('removeFreightTemplate', 'catalog/template-used', {
    params: { templateId },
  });
  await buyer.refused('placeOrder', 'orders/price-changed', {
    body: { lines, addressId, expectedTotalFen: before.totalFen },
  });
  assert.deepEqual(await orderOf(orderId), before);
  const { freightFen } = await buyer.call<Amounts>('quoteOrder', { body: { lines, addressId } });
  assert.equal(freightFen, 1800);
  const back = { name: '普通快递', basis: 'piece', ...rates, version };
  await seller.call('updateFreightTemplate', { params: { templateId }, body: back });
  await buyer.call('cancelOrder', { params: { orderId } });
});

test('for one line goes back what was paid for it, and never more, before and after receipt', async () => {
  const { orderId, totalFen } = await place();
  await delivered(orderId);
  const { lines: placed } = await orderOf(orderId);
  const { lineNo } = placed.find(({ listingId }) => listingId === weight)!;
  const params = { orderId };
  type Asked = { offer: { reasons: { reason: string; mostFen: number }[] } };
  const asked = await buyer.call<Asked>('listAfterSales', {
    params,
    query: { lines: String(lineNo) },
  });
  const most = Object.fromEntries(asked.offer.reasons.map((one) => [one.reason, one.mostFen]));
  const share = 3001 - placed.find((line) => line.lineNo === lineNo)!.discountFen;
  // With its share of the freight where the seller is at fault, without where the buyer is.
  assert.equal(most['changed-mind'], share);
  assert.ok(most['damaged']! > share && most['damaged']! < share + 1000);
  const wish = { type: 'REFUND_ONLY', reason: 'damaged', words: '磕坏了', lineNos: [lineNo] };
  await buyer.refused('openAfterSale', 'aftersale/amount', {
    params,
    body: { ...wish, amountFen: most['damaged']! + 1 },
  });
  await buyer.refused('openAfterSale', 'aftersale/line-unknown', {
    params,
    body: { ...wish, lineNos: [9] },
  });
  const { afterSaleId } = await buyer.call<{ afterSaleId: string }>('openAfterSale', {
    params,
    body: { ...wish, amountFen: share },
  });
  const accept = { params: { afterSaleId }, body: { answer: 'accept' } };
  await seller.call('answerAfterSale', accept);
  await product.app.settle();
  assert.equal((await orderOf(orderId)).refundedFen, share);
  const left = await buyer.call<Asked>('listAfterSales', {
    params,
    query: { lines: String(lineNo) },
  });
  const leftMost = left.offer.reasons.find(({ reason }) => reason === 'damaged')!.mostFen;
  assert.equal(leftMost, most['damaged']! - share);
  await buyer.call('confirmReceipt', { params });
  const over = await orderOf(orderId);
  assert.equal(over.state, 'COMPLETED');
  assert.equal(over.feeFen, Math.floor(((totalFen - share) * 60) / 10_000));
});

test('an order of several that is not sent yet goes back as a whole', async () => {
  const { orderId } = await place();
  await people.payAtCashier(product, buyer, orderId);
  await buyer.refused('openAfterSale', 'aftersale/whole-only', {
    params: { orderId },
    body: { type: 'CANCEL', reason: 'changed-mind', words: '不要了', lineNos: [1] },
  });
});

type Offer = { freightFen: number; isStale: boolean; orderId: string };
const offerOf = (offerId: string) => seller.call<Offer>('getOffer', { params: { offerId } });

async function offer(unitPriceFen: number, quantity: number): Promise<string> {
  const body = { listingId: lamp, unitPriceFen, quantity, addressId };
  return (await buyer.call<{ offerId: string }>('makeOffer', { body })).offerId;
}
const acceptance = (offerId: string) => ({
  params: { offerId },
  body: { answer: 'accept', round: 1 },
});

test('an offer is about the freight to its buyer, and has no discount besides', async () => {
  const offerId = await offer(4000, 3);
  assert.partialDeepStrictEqual(await offerOf(offerId), { freightFen: 1200, isStale: false });
  await seller.call('answerOffer', acceptance(offerId));
  const { orderId } = await offerOf(offerId);
  const amounts = { goodsFen: 12_000, discountFen: 0, freightFen: 1200, totalFen: 13_200 };
  assert.partialDeepStrictEqual(await orderOf(orderId), amounts);
  await buyer.call('cancelOrder', { params: { orderId } });

  const other = await offer(4500, 1);
  const { items } = await seller.call<{ items: { id: string; version: number }[] }>(
    'listFreightTemplates',
  );
  const regions = [{ provinces: ['SH'], rate: null }];
  const body = { name: '不发上海', basis: 'piece', ...rates, regions, version: items[0]!.version };
  await seller.call('updateFreightTemplate', { params: { templateId }, body });
  assert.equal((await offerOf(other)).isStale, true);
  await seller.refused('answerOffer', 'orders/offer-terms-changed', acceptance(other));
});
