// Real: the whole product, its pages in a real browser, PostgreSQL. Simulated: the money, the phone.
// A seller writes a freight template and sells with it; a buyer orders two things in one go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertAccessible,
  assertNoSidewaysScroll,
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
const { listingId: lampId } = await people.sell(seller, { title: '台灯', priceFen: 5000 });
await people.sell(seller, { title: '镇纸', priceFen: 3000, freightFen: 300 });

async function openAs(person: people.Person, path: string, size: Screen = 'phone'): Promise<Tab> {
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

test('a template is written with a region of its own, and chosen in the form that sells', async () => {
  const tab = await openAs(seller, '/freight?edit=new');
  const { page } = tab;
  await page.getByRole('textbox', { name: '名称' }).fill('普通快递');
  await page.getByRole('textbox', { name: '首件' }).fill('8');
  await page.getByRole('textbox', { name: '每加一件' }).fill('2');
  await page.getByRole('button', { name: '添加一组地区' }).click();
  await page.getByRole('button', { name: '西藏' }).click();
  await page.getByRole('button', { name: '新疆' }).click();
  await assertSound(tab);
  await page.getByRole('button', { name: '选好了 · 已选 2 个' }).click();
  await page.getByText('这些地区不发货').click();
  await assertSound(tab);
  await page.getByRole('button', { name: '保存模板' }).click();
  await page.getByText('首件 ¥8.00，每加一件 ¥2.00').waitFor();
  await page.getByText('新疆、西藏: 不发货').or(page.getByText('西藏、新疆: 不发货')).waitFor();
  await page.getByLabel('满几件').first().fill('2');
  await page.getByLabel('减百分之几').first().fill('10');
  await page.getByRole('button', { name: '保存合买优惠' }).click();
  await page.getByText('已保存合买优惠').waitFor();
  await assertSound(tab);
  await page.goto(`${product.url}/sell?listing=${lampId}`, { waitUntil: 'networkidle' });
  await page
    .getByLabel('运费', { exact: true })
    .first()
    .selectOption({ label: '普通快递 · 首件 ¥8.00，每加一件 ¥2.00' });
  await assertSound(tab);
  await page.getByRole('button', { name: '保存' }).click();
  await page.waitForURL(/\/i\//);
  await page.getByText('快递 ¥8.00').first().waitFor();
  await tab.context.close();
});

test('two things are chosen in the shop and ordered together, by address', async () => {
  const tab = await openAs(buyer, `/i/${lampId}`);
  const { page } = tab;
  await page.getByRole('link', { name: '和 TA 的其他宝贝一起买' }).click();
  await page.getByRole('checkbox', { name: '选 镇纸' }).check();
  await page.getByText('已减 ¥8.00').waitFor();
  await assertSound(tab);
  await page.getByRole('button', { name: '去下单' }).click();
  await page.waitForURL(/\/checkout\//);
  // The first piece of the template; the other parcel's price is flat and adds nothing.
  const total = page.locator('.total .amount');
  await page.getByText('合买优惠（减 10%）').waitFor();
  await page.getByLabel('收件人').fill('周予安');
  await page.getByLabel('手机号').fill('13900001111');
  await page.getByLabel('市', { exact: true }).fill('拉萨市');
  await page.getByLabel('详细地址').fill('八廓街 1 号');
  await page.getByLabel('省', { exact: true }).fill('西藏自治区');
  await page.getByLabel('市', { exact: true }).focus();
  await page.getByText('卖家不发货到这个地区').waitFor();
  assert.ok(await page.getByRole('button', { name: '提交订单并付款' }).isDisabled());
  await page.getByLabel('省', { exact: true }).fill('上海市');
  await page.getByLabel('市', { exact: true }).fill('上海市');
  await page.getByLabel('详细地址').focus();
  await page.getByText('卖家不发货到这个地区').waitFor({ state: 'detached' });
  assert.equal(await total.last().textContent(), '¥80.00');
  await assertSound(tab);
  await page.getByRole('button', { name: '提交订单并付款' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/checkout'));
  await page.goto(`${product.url}/orders`, { waitUntil: 'networkidle' });
  await page.getByText('等 2 种宝贝').click();
  await page.getByText('优惠后 ¥45.00').waitFor();
  await page.getByText('优惠后 ¥27.00').waitFor();
  await assertSound(tab);
  await tab.context.close();
});
