// Real: the whole product, its pages in a real browser, PostgreSQL. Simulated: the phone, the money.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
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
const { listingId } = await people.sell(seller, { delivery: 'virtual', quantity: 2 });
const sizes = Object.keys(screens) as Screen[];

/** An order whose goods have been handed over, so that the buyer looks at them now. */
async function handedOver(): Promise<string> {
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const params = { orderId };
  await seller.call('handOverOrder', { params, body: { virtualGoods: 'KEY-1234' } });
  return orderId;
}

/** A page of a member who signed in through the API. */
async function openAs(person: people.Person, size: Screen, path: string): Promise<Tab> {
  const tab = await browser.open(size);
  const cookies = person.cookie().split('; ');
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
  test(`a buyer shows a problem with pictures, and both sides see them, on a ${size}`, async () => {
    const orderId = await handedOver();
    const tab = await openAs(buyer, size, `/orders/${orderId}`);
    const { page } = tab;
    await page.getByRole('button', { name: '有问题' }).click();
    const sheet = page.getByRole('dialog', { name: '哪里有问题？' });
    await sheet.getByLabel('说说具体情况').fill('兑换时提示已被使用');
    const file = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo };
    await sheet.locator('input[type=file]').setInputFiles([file, { ...file, name: 'b.jpg' }]);
    await people.until(async () => (await sheet.locator('input[name=pictureIds]').count()) === 2);
    await assertSound(tab);
    await sheet.getByRole('button', { name: '提交，暂停结算' }).click();

    const pictures = page.getByRole('list', { name: '问题照片' }).getByRole('link');
    await pictures.first().waitFor();
    assert.equal(await pictures.count(), 2);
    await assertSound(tab);
    const confirm = page.getByRole('button', { name: '确认收货' });
    assert.match((await confirm.getAttribute('class')) ?? '', /outline/, 'confirming is quiet');

    const other = await openAs(seller, size, `/orders/${orderId}`);
    const seen = other.page.getByRole('list', { name: '问题照片' }).getByRole('link');
    assert.equal(await seen.count(), 2);
    await assertSound(other);
    await tab.context.close();
    await other.context.close();
  });
}

test('a conversation stands beside the others on a desktop and alone on a phone', async () => {
  const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: seller.memberId, about: { kind: 'listing', ref: listingId } },
  });
  for (const size of sizes) {
    const tab = await openAs(buyer, size, `/chat/${conversationId}`);
    const list = tab.page.getByRole('complementary', { name: '私聊' });
    assert.equal(await list.isVisible(), size === 'desktop', size);
    await assertSound(tab);
    await tab.page.goto(`${product.url}/chat`, { waitUntil: 'networkidle' });
    assert.equal(await list.isVisible(), true, size);
    await assertSound(tab);
    await tab.context.close();
  }
});
