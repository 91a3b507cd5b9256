// Real: the whole product, its pages in a real browser, PostgreSQL. Simulated: the phone, the money.
// Two people review each other on the order's page, and a shop shows what was said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { dayMs } from '#platform/clock.ts';
import {
  assertAccessible,
  assertNoSidewaysScroll,
  screens,
  startBrowser,
  type Screen,
  type Tab,
} from '../support/browser.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const { listingId } = await people.sell(seller, { delivery: 'virtual', quantity: 9 });
const sizes = Object.keys(screens) as Screen[];

let keys = 0;

/** A trade of the two that is over. */
async function complete(from: people.Person = buyer): Promise<string> {
  const { orderId } = await people.buy(from, listingId, { key: `order-${(keys += 1)}` });
  await people.payAtCashier(product, from, orderId);
  const params = { orderId };
  await seller.call('handOverOrder', { params, body: { virtualGoods: 'KEY-1234' } });
  await from.call('confirmReceipt', { params });
  return orderId;
}

/** A page of a member who signed in through the API; of a guest without one. */
async function openAs(
  person: people.Person | undefined,
  size: Screen,
  path: string,
  options: { scripts?: boolean; locale?: 'zh-CN' | 'en' } = {},
): Promise<Tab> {
  const tab = await browser.open(size, options);
  const cookies = person?.cookie().split('; ') ?? [];
  await tab.context.addCookies(
    cookies.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('='), url: product.url };
    }),
  );
  await tab.page.goto(product.url + path, { waitUntil: 'networkidle' });
  return tab;
}

async function assertSound(tab: Tab): Promise<void> {
  await assertNoSidewaysScroll(tab.page);
  await assertAccessible(tab.page);
  assert.deepEqual(tab.complaints(), [], tab.page.url());
}

const photo = await sharp({
  create: { width: 900, height: 1200, channels: 3, background: '#456789' },
})
  .jpeg()
  .toBuffer();

for (const size of sizes) {
  test(`two people review each other blind, then read both and one answers, on a ${size}`, async () => {
    const orderId = await complete();
    const mine = await openAs(buyer, size, `/orders/${orderId}#review`);
    const card = mine.page.locator('#review');
    await card.getByText('好', { exact: true }).click();
    assert.equal(await card.getByText('发货慢').count(), 0, 'blame does not go with 好');
    await card.getByText('发货快').click();
    await card.getByLabel('说几句').fill('和描述一样。');
    const file = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo };
    await card.locator('input[type=file]').setInputFiles([file]);
    await people.until(async () => (await card.locator('input[name=pictureIds]').count()) === 1);
    await assertSound(mine);
    await card.getByRole('button', { name: '提交评价' }).click();
    await card.getByText(/等对方评价，最晚/).waitFor();
    await assertSound(mine);

    const theirs = await openAs(seller, size, `/orders/${orderId}`);
    const other = theirs.page.locator('#review');
    await other.getByText('对方已评价，你评价后可见。').waitFor();
    assert.equal(await other.getByText('和描述一样。').count(), 0);
    await other.getByText('中', { exact: true }).click();
    await assertSound(theirs);
    await other.getByRole('button', { name: '提交评价' }).click();
    await other.getByText('和描述一样。').waitFor();
    assert.equal(await other.getByRole('list', { name: '评价照片' }).getByRole('link').count(), 1);
    await other.getByText('回复这条评价').click();
    await other.getByLabel('回复（只能回复一次）').fill('谢谢支持');
    await assertSound(theirs);
    await other.getByRole('button', { name: '发送回复' }).click();
    await other.getByText('卖家回复').waitFor();
    await assertSound(theirs);
    // The first page hears of it by itself.
    await card.getByText('对方的评价').waitFor();
    await card.getByText('谢谢支持').waitFor();
    await mine.context.close();
    await theirs.context.close();
  });
}

test('a review is filed and withdrawn by forms alone', async () => {
  const orderId = await complete();
  const { page, context } = await openAs(buyer, 'phone', `/orders/${orderId}`, { scripts: false });
  const card = page.locator('#review');
  await card.getByText('差', { exact: true }).click();
  await card.getByText('发货慢').click();
  await card.getByLabel('说几句').fill('一时生气');
  await card.getByRole('button', { name: '提交评价' }).click();
  await card.getByText('一时生气').waitFor();
  await card.getByText('撤回评价').click();
  await card.getByRole('button', { name: '确认撤回' }).click();
  await card.getByText('这条评价已由作者撤回。').waitFor();
  assert.equal(await card.getByRole('button', { name: '提交评价' }).count(), 0);
  await context.close();
});

test('a shop says how few have spoken, then the share; the goods lead there', async () => {
  const shop = `/shop/${seller.memberId}?tab=reviews`;
  for (const size of sizes) {
    const tab = await openAs(undefined, size, `/i/${listingId}`);
    await tab.page.getByRole('link', { name: /评价还少 · 1 人评价/ }).click();
    await tab.page.getByText('卖家回复').first().waitFor();
    assert.equal(await tab.page.getByText(/好评约/).count(), 0);
    await assertSound(tab);
    await tab.context.close();
  }
  for (const name of ['陈皮', '小鹿', '阿远', '林木']) {
    const one = await people.join(product, name);
    const orderId = await complete(one);
    const params = { orderId };
    await one.call('reviewOrder', { params, body: { step: 'good', tags: ['friendly'] } });
    await seller.call('reviewOrder', { params, body: { step: 'good' } });
  }
  for (const size of sizes) {
    const tab = await openAs(buyer, size, shop, size === 'phone' ? {} : { locale: 'en' });
    const share = size === 'phone' ? '好评约 90%' : 'About 90% good';
    await tab.page.getByText(share, { exact: true }).waitFor();
    await assertSound(tab);
    await tab.page.getByRole('link', { name: size === 'phone' ? '差 0' : 'Poor 0' }).click();
    await tab.page.getByText(size === 'phone' ? '这里还没有评价' : 'No reviews here yet').waitFor();
    await tab.context.close();
  }
});

test('the notice that one may review leads to the form', async () => {
  const orderId = await complete();
  await product.app.settle();
  await people.passTime(buyer, dayMs);
  const tab = await openAs(buyer, 'phone', '/notifications?tab=trade');
  await tab.page
    .getByRole('link', { name: /可以评价卖家了/ })
    .first()
    .click();
  await tab.page.waitForURL(`**/orders/${orderId}#review`);
  await tab.page.getByRole('button', { name: '提交评价' }).waitFor();
  await tab.context.close();
});
