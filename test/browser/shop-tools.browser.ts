// Real: the whole product, its pages in a real browser, PostgreSQL. Simulated: the phone, the money.
// The tools of sellers and buyers on a phone: finding orders, keeping goods, holidays, numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { startBrowser } from '../support/browser.ts';
import { lendHand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const goods = { delivery: 'virtual', priceFen: 10_000 } as const;
const lamp = await people.sell(seller, { ...goods, title: '宜家台灯', quantity: 5 });
const orderId = await people.complete(product, seller, buyer);
await people.buy(buyer, lamp.listingId);
const seat = { url: product.url, screen: 'phone', locale: 'zh-CN' } as const;
const theirs = await lendHand(browser, seller, seat);
const mine = await lendHand(browser, buyer, seat);

test('a seller finds an order by its words and reminds of paying', async () => {
  const { page, t } = theirs;
  await theirs.open(`${product.url}/orders?role=seller`);
  await theirs.look();
  await page.getByRole('searchbox').fill('台灯');
  await page.getByRole('searchbox').press('Enter');
  await people.until(async () => (await page.locator('a.card').count()) === 1);
  await theirs.sees('宜家台灯');
  await theirs.tap(page.locator('a.card').first());
  await theirs.at(/^\/orders\/\d+$/);
  await theirs.tap(theirs.button(t('order/remind-pay')));
  await theirs.sees(t('order/reminded'));
  await theirs.look();
});

test('what is kept in a conversation is bought by that member alone', async () => {
  const { t } = theirs;
  const { listingId } = await people.sell(seller, { ...goods, title: '旧吉他' });
  const about = { kind: 'listing', ref: listingId };
  const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: seller.memberId, about },
  });
  await theirs.open(`${product.url}/chat/${conversationId}`);
  await theirs.tap(theirs.button(t('tools/reserve')));
  await theirs.sees(t('listing/state-reserved'));
  await theirs.look();
  await mine.open(`${product.url}/i/${listingId}`);
  await mine.sees(/卖家为你预留了 1 件/);
  await mine.look();
  const guest = await browser.open('phone');
  await guest.page.goto(`${product.url}/i/${listingId}`);
  await guest.page.getByText(t('listing/state-reserved')).waitFor();
  assert.equal(await guest.page.locator('a[href^="/checkout/"]').count(), 0);
  await guest.context.close();
  await theirs.open(`${product.url}/i/${listingId}`);
  await theirs.look();
  await theirs.tap(theirs.button(t('tools/lift')));
  await theirs.page.getByText(/为 周予安 预留/).waitFor({ state: 'detached' });
});

test('goods are put on sale again, once more, and sold on', async () => {
  const { page, t } = theirs;
  await people.passTime(buyer, dayMs);
  const { listingId } = await people.sell(seller, { ...goods, title: '搪瓷杯' });
  await theirs.open(`${product.url}/i/${listingId}`);
  await theirs.tap(theirs.button(t('listing/withdraw')));
  await theirs.sees(t('listing/state-withdrawn'));
  await theirs.look();
  await theirs.tap(theirs.button(t('tools/relist')));
  await theirs.button(t('listing/withdraw')).waitFor();
  await theirs.tap(theirs.link(t('tools/duplicate')));
  await theirs.at(/^\/sell$/);
  await theirs.look();
  assert.equal(await page.locator('input[name=title]').inputValue(), '搪瓷杯');
  assert.equal(await page.locator('input[name=pictureIds]').count(), 1);
  await theirs.tap(theirs.button(t('sell/publish')));
  await theirs.at(/^\/n\/\d+$/);
  await mine.open(`${product.url}/orders/${orderId}`);
  await mine.tap(mine.link(t('tools/resell')));
  await mine.at(/^\/sell$/);
  await mine.sees(/按你买到的/);
  await mine.look();
});

test('a holiday is said, shown, and ended', async () => {
  const { page, t } = theirs;
  const { now } = await buyer.call<{ now: string }>('getClock');
  const until = new Date(Date.parse(now) + 5 * dayMs).toISOString().slice(0, 10);
  await theirs.open(`${product.url}/me/holiday`);
  await page.locator('input[name=until]').fill(until);
  await theirs.tap(theirs.button(t('tools/holiday-set')));
  await theirs.button(t('tools/holiday-end')).waitFor();
  await theirs.look();
  await mine.open(`${product.url}/shop/${seller.memberId}`);
  await mine.sees(/店主休假中/);
  await mine.look();
  await mine.open(`${product.url}/i/${lamp.listingId}`);
  await mine.sees(/店主休假中/);
  assert.equal(await mine.page.locator('a[href^="/checkout/"]').count(), 0);
  await theirs.open(`${product.url}/me`);
  await theirs.look();
  await theirs.tap(theirs.link(t('tools/holiday-change')));
  await theirs.at(/^\/me\/holiday$/);
  await theirs.tap(theirs.button(t('tools/holiday-end')));
  await theirs.button(t('tools/holiday-set')).waitFor();
});

test('a shop’s numbers are drawn, and can be read as a table', async () => {
  const { page, t } = theirs;
  await theirs.open(`${product.url}/me/stats`);
  await theirs.sees(t('tools/stats-by-listing'));
  assert.equal(await page.locator('svg[role=img] title').count(), 4);
  await theirs.look();
  await page.locator('summary').click();
  await theirs.look();
  await theirs.tap(theirs.link(t('tools/stats-last', { count: 90 })));
  await page.locator('[aria-current=true]', { hasText: '90' }).waitFor();
  await theirs.look();
});
