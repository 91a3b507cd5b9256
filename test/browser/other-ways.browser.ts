// Real: the whole product, its pages in a real browser, PostgreSQL, the payment simulator as a
// service. Simulated: the bank, the passing of days. Shops are opened and goods listed through the
// API; everything a test is about is done by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney } from '#kit/i18n/format.ts';
import { dayMs } from '#platform/clock.ts';
import { orderNotices } from '../../src/modules/orders/notices.ts';
import { startBrowser } from '../support/browser.ts';
import { lendHand, type Hand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import * as trade from '../support/trade-by-hand.ts';

const product = await startProduct();
const browser = await startBrowser();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const seat = { url: product.url, locale: 'zh-CN' } as const;
const sellerHand = await lendHand(browser, seller, { ...seat, screen: 'desktop' });
const buyerHand = await lendHand(browser, buyer, { ...seat, screen: 'phone' });
const total = formatMoney(3_000);

/** Puts something up for sale and places an order for it by hand, up to the cashier. */
async function order(terms: Partial<people.ListingTerms>): Promise<void> {
  const { listingId } = await people.sell(seller, { priceFen: 3_000, ...terms });
  await buyerHand.open(`${product.url}/i/${listingId}`);
  await trade.buyFromNote(buyerHand, 3_000n);
  await buyerHand.look();
  await trade.placeOrder(buyerHand);
}

const pathOf = (hand: Hand) => new URL(hand.page.url()).pathname;

test('goods are picked up with a code, and the clock confirms', async () => {
  const { t } = buyerHand;
  const lamp = '搬家出的台灯';
  await order({ title: lamp, delivery: 'pickup' });
  await trade.pay(buyerHand, total, 'pickup');
  await buyerHand.sees(t('order/pickup-hint'));
  const code = (await buyerHand.page.locator('.digits').textContent()) ?? '';
  assert.match(code, /^\d{6}$/);
  await buyerHand.look();

  await sellerHand.open(`${product.url}/orders?role=seller`);
  await sellerHand.sees(t('orders/state-wait-pickup'));
  await sellerHand.look();
  await sellerHand.open(`${product.url}/notifications?tab=trade`);
  await sellerHand.sees(
    orderNotices['orders/pay.seller.pickup']!['zh-CN'].replace('{title}', lamp),
  );
  await sellerHand.look();
  await sellerHand.open(product.url + pathOf(buyerHand));
  await sellerHand.look();
  assert.equal(
    await sellerHand.page.getByText(code).count(),
    0,
    'the seller does not see the code',
  );
  await trade.openSheet(sellerHand, t('order/act-hand-over'));
  await sellerHand.type(t('order/code'), code === '000000' ? '000001' : '000000');
  await sellerHand.tap(sellerHand.button(t('order/hand-over-yes')));
  await sellerHand.page.getByRole('dialog').getByRole('alert').waitFor();
  await sellerHand.look();
  await sellerHand.type(t('order/code'), code);
  await sellerHand.tap(sellerHand.button(t('order/hand-over-yes')));
  await sellerHand.sees(t('order/head-check-seller'));

  await buyerHand.sees(t('order/head-check-buyer'));
  await buyerHand.sees(t('order/else-confirms'));
  await people.passTime(buyer, 2 * dayMs);
  await buyerHand.sees(t('order/event-confirm-by-clock'));
  await sellerHand.sees(t('order/head-done'));
  await sellerHand.look();
});

test('virtual goods are handed over in the order itself', async () => {
  const { t } = buyerHand;
  await order({ title: '手账模板', delivery: 'virtual' });
  await trade.pay(buyerHand, total, 'virtual');
  await sellerHand.open(product.url + pathOf(buyerHand));
  await trade.openSheet(sellerHand, t('order/act-hand-over'));
  await sellerHand.type(t('order/virtual-goods'), '兑换码：KEY-1234');
  await sellerHand.tap(sellerHand.button(t('order/hand-over-yes')));
  await buyerHand.sees('兑换码：KEY-1234');
  await buyerHand.look();
  await trade.openSheet(buyerHand, t('order/act-confirm'));
  await buyerHand.tap(buyerHand.button(t('order/confirm-yes')));
  await buyerHand.sees(t('order/head-done'));
  await sellerHand.sees(t('order/head-done'));
});

test('an order that is not paid is cancelled, and nothing was taken', async () => {
  const { t } = buyerHand;
  await order({ title: '二手诗集', delivery: 'pickup' });
  await trade.abandonCashier(buyerHand);
  await trade.openSheet(buyerHand, t('order/act-cancel'));
  await buyerHand.look();
  await buyerHand.tap(buyerHand.button(t('order/cancel-yes')));
  await buyerHand.sees(t('order/head-closed'));
  await buyerHand.sees(t('order/money-never-taken'));
  await buyerHand.look();
});

test('a paid order is cancelled within the hour, and the money goes back', async () => {
  const { t } = buyerHand;
  await people.passTime(buyer, dayMs);
  await order({ title: '陶杯一只', delivery: 'pickup' });
  await trade.pay(buyerHand, total, 'pickup');
  await trade.openSheet(buyerHand, t('order/act-cancel'));
  await buyerHand.tap(buyerHand.button(t('order/cancel-yes')));
  await buyerHand.sees(t('order/head-refunded'));
  await trade.waitForBank(buyerHand, product, t('order/money-back-with-buyer-buyer'));
  await buyerHand.look();
});
