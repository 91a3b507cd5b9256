// Real: the whole product, its pages in a real browser, PostgreSQL. Simulated: the money, the
// camera, and what the browser reads of its picture.
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
const { listingId } = await people.sell(seller, { delivery: 'pickup', quantity: 9 });
const sizes = Object.keys(screens) as Screen[];

async function awaitsPickup(): Promise<{ orderId: string; code: string }> {
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  await product.app.settle();
  const params = { orderId };
  const { pickupCode } = await buyer.call<{ pickupCode: string }>('getOrder', { params });
  return { orderId, code: pickupCode };
}

async function openAs(person: people.Person, size: Screen, path: string, script = '') {
  const tab = await browser.open(size);
  const cookies = person.cookie().split('; ');
  await tab.context.addCookies(
    cookies.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('='), url: product.url };
    }),
  );
  await tab.page.addInitScript(script);
  await tab.page.goto(product.url + path, { waitUntil: 'networkidle' });
  return tab;
}

async function assertSound(tab: Tab): Promise<void> {
  await assertNoSidewaysScroll(tab.page);
  await assertAccessible(tab.page);
  assert.deepEqual(tab.complaints(), [], tab.page.url());
}

/** A camera whose picture is read as these texts, one after the other. */
const cameraThatReads = (texts: string[]) => `
  const texts = ${JSON.stringify(texts)};
  globalThis.BarcodeDetector = class {
    static getSupportedFormats = async () => ['qr_code'];
    detect = async () => (texts.length ? [{ rawValue: texts.shift() }] : []);
  };
  Object.defineProperty(navigator, 'mediaDevices', {
    value: { getUserMedia: async () => document.createElement('canvas').captureStream() },
  });`;
const noDetector = 'delete globalThis.BarcodeDetector;';

for (const size of sizes) {
  test(`the buyer’s code is a picture for cameras and digits for people, on a ${size}`, async () => {
    const { orderId, code } = await awaitsPickup();
    const { page, ...tab } = await openAs(buyer, size, `/orders/${orderId}`);
    await page.getByRole('img', { name: '取货码的二维码' }).waitFor();
    assert.equal(await page.getByText(code).count(), 1);
    await assertSound({ page, ...tab });
  });

  test(`a scan at the door hands the goods over, on a ${size}`, async () => {
    const { orderId, code } = await awaitsPickup();
    const link = `${product.url}/orders/${orderId}#code=${code}`;
    const script = cameraThatReads(['a lamp post', `${product.url}/orders/1#code=${code}`, link]);
    const tab = await openAs(seller, size, `/orders/${orderId}`, script);
    await tab.page.getByRole('button', { name: '去交付' }).click();
    await tab.page.getByRole('button', { name: '扫买家的二维码' }).click();
    await tab.page.getByText('已当面交付').waitFor();
    assert.equal(await people.stateOf(buyer, orderId), 'DELIVERED');
    await assertSound(tab);
  });

  test(`the code’s own link opens the seller’s sheet with the code in it, on a ${size}`, async () => {
    const { orderId, code } = await awaitsPickup();
    const tab = await openAs(seller, size, `/orders/${orderId}#code=${code}`, noDetector);
    const field = tab.page.getByLabel('买家出示的 6 位取货码');
    await field.waitFor();
    assert.equal(await field.inputValue(), code);
    assert.equal(new URL(tab.page.url()).hash, '');
    assert.equal(await tab.page.getByRole('button', { name: '扫买家的二维码' }).count(), 0);
    await assertSound(tab);
    await tab.page.getByRole('button', { name: '确认交付' }).click();
    await tab.page.getByText('已当面交付').waitFor();
    assert.equal(await people.stateOf(buyer, orderId), 'DELIVERED');
  });
}

test('a camera that does not open is said, and another order’s code hands nothing over', async () => {
  const { orderId, code } = await awaitsPickup();
  const closed = `${cameraThatReads([])}
    navigator.mediaDevices.getUserMedia = async () => { throw new Error('no'); };`;
  const first = await openAs(seller, 'phone', `/orders/${orderId}`, closed);
  await first.page.getByRole('button', { name: '去交付' }).click();
  await first.page.getByRole('button', { name: '扫买家的二维码' }).click();
  await first.page.getByText('打不开相机，请手动输入取货码').waitFor();
  const other = cameraThatReads(Array(50).fill(`${product.url}/orders/1#code=${code}`));
  const second = await openAs(seller, 'phone', `/orders/${orderId}`, other);
  await second.page.getByRole('button', { name: '去交付' }).click();
  await second.page.getByRole('button', { name: '扫买家的二维码' }).click();
  await second.page.getByText('这是另一个订单的取货码').waitFor();
  await assertAccessible(second.page);
  assert.equal(await people.stateOf(buyer, orderId), 'WAIT_SHIP');
});

test('a buyer who follows the link of their own code is shown no seller’s sheet', async () => {
  const { orderId, code } = await awaitsPickup();
  const { page } = await openAs(buyer, 'phone', `/orders/${orderId}#code=${code}`);
  await page.getByRole('img', { name: '取货码的二维码' }).waitFor();
  assert.equal(await page.getByLabel('买家出示的 6 位取货码').count(), 0);
});
