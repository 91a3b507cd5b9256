import { dayMs } from '#platform/clock.ts';
import * as people from './people.ts';
import type { Product } from './product.ts';

/** What two commands are raced on: the things of one trade, as far as there are any yet. */
export type Stage = {
  listingId: string;
  version: number;
  orderId: string;
  offerId: string;
  afterSaleId: string;
};

export type Traders = {
  product: Product;
  seller: people.Person;
  buyer: people.Person;
  /** Addresses of the two. */
  sellerHome: string;
  buyerHome: string;
  /** A picture of the seller's, for all their goods. */
  pictureId: string;
};

let lastNumber = 5_000_000_000_000;
export const newWaybill = () => ({ carrier: 'SF', waybillNo: `SF${(lastNumber += 1)}` });

const none = { orderId: '0', offerId: '0', afterSaleId: '0' };

const goods = {
  title: '旁轴相机 银色',
  priceFen: 20_000,
  freightFen: 1_000,
  quantity: 5,
  condition: '9',
  flaw: '底盖有一道划痕',
  delivery: 'courier',
  note: { title: '旁轴相机 银色', body: ['陪我走过三座城。'] },
};

/** Goods on the shelf and an open offer for them. */
async function shelf(traders: Traders, terms: Partial<people.ListingTerms>): Promise<Stage> {
  const { seller, buyer, buyerHome } = traders;
  // A member lists a few things a day at first.
  await people.passTime(buyer, dayMs);
  const pictureIds = [traders.pictureId];
  const body = { ...goods, ...terms, pictureIds, note: { ...goods.note, pictureIds } };
  const { listingId } = await seller.call<{ listingId: string }>('createListing', { body });
  const { version } = await seller.call<{ version: number }>('getListing', {
    params: { listingId },
  });
  const wish = { listingId, unitPriceFen: 15_000, quantity: 1, addressId: buyerHome };
  const { offerId } = await buyer.call<{ offerId: string }>('makeOffer', { body: wish });
  return { ...none, listingId, version, offerId };
}

async function ordered(traders: Traders, terms: Partial<people.ListingTerms> = {}): Promise<Stage> {
  const stage = await shelf(traders, terms);
  const lines = [{ listingId: stage.listingId, quantity: 1 }];
  const { totalFen } = await traders.buyer.call<{ totalFen: number }>('quoteOrder', {
    body: { lines },
  });
  const body = { lines, addressId: traders.buyerHome, expectedTotalFen: totalFen };
  const { orderId } = await traders.buyer.call<{ orderId: string }>('placeOrder', { body });
  return { ...stage, orderId };
}

async function paid(traders: Traders, terms: Partial<people.ListingTerms> = {}): Promise<Stage> {
  const stage = await ordered(traders, terms);
  await people.payAtCashier(traders.product, traders.buyer, stage.orderId);
  return stage;
}

async function shipped(traders: Traders): Promise<Stage> {
  const stage = await paid(traders);
  const params = { orderId: stage.orderId };
  await traders.seller.call('shipOrder', { params, body: newWaybill() });
  return stage;
}

async function handedOver(traders: Traders): Promise<Stage> {
  const stage = await paid(traders, { delivery: 'virtual', freightFen: 0 });
  const params = { orderId: stage.orderId };
  await traders.seller.call('handOverOrder', { params, body: { virtualGoods: 'KEY' } });
  return stage;
}

async function completed(traders: Traders): Promise<Stage> {
  const stage = await handedOver(traders);
  await traders.buyer.call('confirmReceipt', { params: { orderId: stage.orderId } });
  return stage;
}

async function asked(traders: Traders, type: string): Promise<Stage> {
  const stage = await shipped(traders);
  const { afterSaleId } = await traders.buyer.call<{ afterSaleId: string }>('openAfterSale', {
    params: { orderId: stage.orderId },
    body: { type, reason: 'damaged', words: '碎了' },
  });
  return { ...stage, afterSaleId };
}

async function answered(traders: Traders, type: string, body: object): Promise<Stage> {
  const stage = await asked(traders, type);
  const params = { afterSaleId: stage.afterSaleId };
  await traders.seller.call('answerAfterSale', { params, body });
  return stage;
}

async function sentBack(traders: Traders, type: string): Promise<Stage> {
  const yes = { answer: 'accept', addressId: traders.sellerHome };
  const stage = await answered(traders, type, yes);
  const params = { afterSaleId: stage.afterSaleId };
  await traders.buyer.call('shipReturn', { params, body: newWaybill() });
  return stage;
}

async function taken(traders: Traders): Promise<Stage> {
  const stage = await sentBack(traders, 'EXCHANGE');
  const params = { afterSaleId: stage.afterSaleId };
  await traders.seller.call('confirmReturn', { params, body: { outcome: 'right' } });
  return stage;
}

async function replaced(traders: Traders): Promise<Stage> {
  const stage = await taken(traders);
  const params = { afterSaleId: stage.afterSaleId };
  await traders.seller.call('shipReplacement', { params, body: newWaybill() });
  return stage;
}

async function silent(traders: Traders): Promise<Stage> {
  const stage = await asked(traders, 'RETURN_REFUND');
  await people.passTime(traders.buyer, 2 * dayMs);
  await traders.product.app.settle();
  return stage;
}

async function late(traders: Traders): Promise<Stage> {
  const stage = await paid(traders, { shipWithin: 'PT24H' });
  await people.passTime(traders.buyer, dayMs + 1_000);
  return stage;
}

/** Where a trade may stand when two commands meet: each made anew, through the product's doors. */
export const stages = {
  shelf: (traders: Traders) => shelf(traders, {}),
  ordered: (traders: Traders) => ordered(traders),
  paid: (traders: Traders) => paid(traders),
  paidVirtual: (traders: Traders) => paid(traders, { delivery: 'virtual', freightFen: 0 }),
  late,
  shipped,
  handedOver,
  completed,
  asked: (traders: Traders) => asked(traders, 'REFUND_ONLY'),
  countered: (traders: Traders) =>
    answered(traders, 'PARTIAL', { answer: 'counter', amountFen: 2_000 }),
  refused: (traders: Traders) =>
    answered(traders, 'REFUND_ONLY', { answer: 'refuse', words: '没有的事' }),
  silent,
  returning: (traders: Traders) =>
    answered(traders, 'RETURN_REFUND', { answer: 'accept', addressId: traders.sellerHome }),
  sentBack: (traders: Traders) => sentBack(traders, 'RETURN_REFUND'),
  taken,
  replaced,
} satisfies Record<string, (traders: Traders) => Promise<Stage>>;

export type StageName = keyof typeof stages;
