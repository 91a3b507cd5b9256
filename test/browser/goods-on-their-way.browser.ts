// Real: the whole product, its pages in a real browser, PostgreSQL. Simulated: the money, the vans.
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
const parcels = await people.sell(seller, { quantity: 9 });
const files = await people.sell(seller, { delivery: 'virtual', quantity: 9 });
await buyer.call('saveAddress', { body: people.shanghai });

async function paid(listingId: string): Promise<string> {
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  return orderId;
}

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

let lastNumber = 8_000_000_000_000;
const newNumber = () => `SF${(lastNumber += 1)}`;

for (const size of Object.keys(screens) as Screen[]) {
  test(`a second parcel is sent and its waybill corrected, and both are followed, on a ${size}`, async () => {
    const orderId = await paid(parcels.listingId);
    const [first, wrong, right] = [newNumber(), newNumber(), newNumber()];
    const body = { carrier: 'SF', waybillNo: first };
    await seller.call('shipOrder', { params: { orderId }, body });
    const own = await openAs(seller, size, `/orders/${orderId}`);
    await own.page.getByRole('button', { name: '再寄一个包裹' }).click();
    await own.page.getByRole('textbox', { name: '运单号' }).fill(wrong);
    await own.page.getByRole('button', { name: '确认发货' }).click();
    await own.page.getByText('包裹 2/2').first().waitFor();
    await own.page.getByRole('button', { name: '更正运单号' }).click();
    await own.page.getByRole('textbox', { name: '运单号' }).fill(right);
    await assertAccessible(own.page);
    await own.page.getByRole('button', { name: '确认发货' }).click();
    await own.page.getByText(`更正过的运单号：${wrong}`).waitFor();
    product.sandbox.courier.control.advance(first, 'DELIVERED');
    await product.app.settle();
    const tab = await openAs(buyer, size, `/orders/${orderId}`);
    await tab.page.getByText('包裹 1/2').first().waitFor();
    assert.equal(await tab.page.getByText(right).count(), 1);
    assert.equal(await tab.page.getByText('在路上').count(), 1);
    await assertSound(tab);
  });

  test(`a file is handed over and saved by the buyer, on a ${size}`, async () => {
    const orderId = await paid(files.listingId);
    const own = await openAs(seller, size, `/orders/${orderId}`);
    await own.page.getByRole('button', { name: '去交付' }).click();
    const file = { name: '花样.pdf', mimeType: 'application/pdf', buffer: Buffer.from('图纸') };
    await own.page.locator('input[type=file]').setInputFiles(file);
    await own.page.getByText('已放好').waitFor();
    await assertSound(own);
    await own.page.getByRole('button', { name: '确认交付', exact: true }).click();
    await own.page.getByText('卖家已发来内容').waitFor();
    const tab = await openAs(buyer, size, `/orders/${orderId}`);
    await assertSound(tab);
    const saving = tab.page.waitForEvent('download');
    await tab.page.getByRole('link', { name: '下载 花样.pdf' }).click();
    assert.equal((await saving).suggestedFilename(), '花样.pdf');
  });

  test(`a buyer asks for an alias at checkout, and the seller sees no other name, on a ${size}`, async () => {
    const tab = await openAs(buyer, size, `/checkout/${parcels.listingId}`);
    await tab.page.getByLabel('快递单上用代号代替我的名字').check();
    await assertSound(tab);
    await tab.page.getByRole('button', { name: '提交订单并付款' }).click();
    await tab.page.waitForURL((url) => url.origin !== product.url);
    const { items } = await buyer.call<{ items: { id: string }[] }>('listOrders');
    const orderId = items[0]!.id;
    await people.payAtCashier(product, buyer, orderId);
    const own = await openAs(seller, size, `/orders/${orderId}`);
    await own.page.getByText('买家用了代号，快递单上请照写').waitFor();
    assert.equal(await own.page.getByText(people.shanghai.phone).count(), 1);
    assert.equal(await own.page.locator('b', { hasText: people.shanghai.name }).count(), 0);
  });
}
