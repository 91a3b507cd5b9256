// Real: the whole product, its pages in a real browser, PostgreSQL, the payment simulator as a
// service. Simulated: the bank, the register, the authenticator app. Two operators find an order,
// read its story, move money that takes both of them, and freeze a seller's payouts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney } from '#kit/i18n/format.ts';
import { startBrowser } from '../support/browser.ts';
import { lendHand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const { url } = product;
const seller = await people.seller(product, 'Ada');
const buyer = await people.join(product, 'Ben');
const goods = { title: 'Sheet music', delivery: 'virtual' } as const;
const { listingId } = await people.sell(seller, goods);
const { orderId } = await people.buy(buyer, listingId);
await people.payAtCashier(product, buyer, orderId);
const params = { orderId };
await seller.call('handOverOrder', { params, body: { virtualGoods: 'KEY' } });
await buyer.call('confirmReceipt', { params });
const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
  body: { memberId: seller.memberId },
});
await buyer.call('sendMessage', {
  params: { conversationId },
  body: { clientId: 'm', text: 'It came in two pieces' },
});
const first = await people.operator(product, 'Mo');
const second = await people.operator(product, 'Ida');
await people.verify(first, '莫一');
await people.verify(second, '艾达');
const one = await lendHand(browser, first, { url, screen: 'desktop', locale: 'en' });
const other = await lendHand(browser, second, { url, screen: 'phone', locale: 'zh-CN' });
const buyerHand = await lendHand(browser, buyer, { url, screen: 'phone', locale: 'en' });
const sellerHand = await lendHand(browser, seller, { url, screen: 'phone', locale: 'zh-CN' });

test('an operator finds an order and sees all that happened to it', async () => {
  const { t, page } = one;
  await one.open(`${url}/admin`);
  await one.tap(one.link(t('office/orders')));
  await one.at(/^\/admin\/orders$/);
  await one.type(t('office/search-label'), 'Ben');
  await one.tap(one.button(t('office/search')));
  await page.waitForURL(/q=Ben/);
  await one.look();
  await one.tap(page.locator(`a[href="/admin/orders/${orderId}"]`));
  await one.at(new RegExp(`^/admin/orders/${orderId}$`));
  await one.sees(t('order/event-confirm-receipt'));
  await one.sees('settle');
  assert.ok((await page.locator('.entries').count()) >= 2, 'both sides of the money');
  await one.look();
  await one.tap(page.locator('.parts').getByText(t('office/source-ledger')));
  await page.waitForURL(/part=ledger/);
  await one.sees(/^wallet:\d+$/);
  assert.equal(await page.getByText(t('order/event-place')).count(), 0);
});

test('messages are shown for a reason that the buyer can read', async () => {
  const { t, page } = one;
  await one.open(`${url}/admin/orders/${orderId}`);
  assert.equal(await page.getByText('It came in two pieces').count(), 0);
  const box = page.locator('#messages');
  await box.getByLabel(t('office/reason')).fill('They say it was agreed');
  await one.tap(box.getByRole('button', { name: t('office/read-messages') }));
  await one.sees('It came in two pieces');
  await one.look();
  await buyerHand.open(`${url}/orders/${orderId}`);
  await buyerHand.sees(buyerHand.t('order/reading-messages'));
  await buyerHand.sees(/They say it was agreed/);
  await buyerHand.look();
});

test('one operator proposes a present, the other carries it out', async () => {
  const { t, page } = one;
  await one.tap(one.link(t('office/propose-here')));
  await one.at(/^\/admin\/moves$/);
  await one.type(t('office/to-member'), buyer.memberId);
  await one.type(t('office/amount'), '5');
  await page.locator('form[action="?/propose"]').getByLabel(t('office/reason')).fill('Two pieces');
  await one.look();
  await one.tap(one.button(t('office/propose-yes')));
  await one.sees(t('office/own-proposal'));
  assert.equal(await page.getByRole('button', { name: t('office/approve') }).count(), 0);
  await one.look();

  await other.open(`${url}/admin/moves`);
  await other.sees('Two pieces');
  await other.look();
  await other.tap(other.button(other.t('office/approve')));
  await other.sees(other.t('office/move-carried-out'));
  await other.look();
  await buyerHand.open(`${url}/wallet`);
  await buyerHand.sees(buyerHand.t('wallet/line-goodwill'));
  await buyerHand.sees(formatMoney(500));
  await buyerHand.look();
});

test('a seller sees that money is frozen, why and until when, and then no more', async () => {
  const { t, page } = one;
  await one.open(`${url}/admin/orders/${orderId}`);
  await one.tap(one.link(t('office/freeze-order')));
  await one.at(/^\/admin\/freezes$/);
  const { now } = await first.call<{ now: string }>('getClock');
  const day = new Date(Date.parse(now) + 7 * 86_400_000).toISOString().slice(0, 10);
  await one.type(t('office/review-on'), day);
  await page.locator('form[action="?/freeze"]').getByLabel(t('office/reason')).fill('A copy?');
  await one.tap(one.button(t('office/freeze-yes')));
  await one.sees(t('office/freeze-of-order', { id: orderId }));
  await one.look();
  await sellerHand.open(`${url}/wallet`);
  await sellerHand.sees(sellerHand.t('wallet/frozen-why', { reason: 'A copy?' }));
  await sellerHand.look();
  await other.open(`${url}/admin/freezes`);
  await other.look();
  await other.page
    .locator('form[action="?/release"]')
    .getByLabel(other.t('office/reason'))
    .fill('真品');
  await other.tap(other.button(other.t('office/release')));
  await other.sees(other.t('office/freezes-none'));
  await sellerHand.open(`${url}/wallet`);
  assert.equal(await sellerHand.page.getByText('A copy?').count(), 0);
});

test('the sellers’ report and its file', async () => {
  const { t, page } = one;
  await one.open(`${url}/admin/sellers`);
  await one.sees('Ada');
  await one.look();
  await one.type(t('office/sales-min'), '1');
  await one.tap(one.button(t('office/show')));
  await one.sees(t('office/reported'));
  await one.type(t('office/reason'), 'DAC7');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    one.tap(one.button(t('office/report-file'))),
  ]);
  assert.match(file.suggestedFilename(), /^tuckshop-sellers-\d{4}\.csv$/);
  await other.open(`${url}/admin/sellers`);
  await other.look();
  await other.open(`${url}/admin/orders`);
  await other.look();
});

test('whoever is no operator finds no console', async () => {
  for (const path of ['orders', 'moves', 'freezes', 'sellers', `orders/${orderId}`]) {
    await buyerHand.open(`${url}/admin/${path}`);
    await buyerHand.sees(buyerHand.t('error/not-found-title'));
  }
});
