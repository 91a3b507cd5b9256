// Real: the whole product, its pages in a real browser, PostgreSQL. Simulated: the phone.
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
const { noteId, listingId } = await people.sell(seller, { title: '银盐味的小相机' });
await people.sell(seller, { title: '二次元小卖部开张啦', priceFen: 1_000, freightFen: 800 });

const sizes = Object.keys(screens) as Screen[];
/** Compressed JavaScript the feed may cost. @source ADR 0002: what a phone can bear */
const feedScriptBytesMax = 60 * 1024;

async function visit(tab: Tab, path: string): Promise<void> {
  await tab.page.goto(product.url + path, { waitUntil: 'networkidle' });
  await assertNoSidewaysScroll(tab.page);
  await assertAccessible(tab.page);
  assert.deepEqual(tab.complaints(), [], path);
}

/** Signs in by hand, a minute later: codes are sent no faster, with the code the sandbox caught. */
async function signIn(tab: Tab, phone: string): Promise<void> {
  await people.passTime(product.client(), 61_000);
  const { page } = tab;
  await page.goto(`${product.url}/signin?back=%2Fme`, { waitUntil: 'networkidle' });
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  const code = page.getByLabel('验证码', { exact: true });
  await code.waitFor();
  const { items } = await product
    .client()
    .call<{ items: { code?: string }[] }>('listSandboxMessages', { query: { to: phone } });
  await code.fill(items[0]?.code ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).last().click();
}

for (const size of sizes) {
  test(`what a guest may read is sound on a ${size}`, async () => {
    const tab = await browser.open(size);
    const paths = ['/', '/market', `/n/${noteId}`, `/i/${listingId}`, `/u/${seller.memberId}`];
    for (const path of [...paths, '/signin', '/rules', '/terms', '/privacy', '/sandbox', '/me']) {
      await visit(tab, path);
    }
    await tab.context.close();
  });

  test(`what a member may read is sound on a ${size}, in the dark as well`, async () => {
    const tab = await browser.open(size, { dark: true });
    await signIn(tab, seller.phone);
    await tab.page.waitForURL('**/me');
    const paths = ['/me', '/settings', '/verify', '/', `/n/${noteId}`, `/i/${listingId}`];
    for (const path of [...paths, '/addresses', '/addresses?edit=new']) await visit(tab, path);
    await tab.context.close();
  });
}

for (const size of sizes) {
  test(`the API can be browsed on a ${size}`, async () => {
    const tab = await browser.open(size, { dark: size === 'desktop' });
    const { page } = tab;
    const answer = await page.goto(`${product.url}/api/v1/docs`, { waitUntil: 'networkidle' });
    assert.match(answer!.headers()['content-security-policy']!, /default-src 'none'/);
    const shown = product.app.routes.filter((route) => !route.hidden).length;
    assert.equal(await page.locator('details').count(), shown);
    for (const operationId of ['placeOrder', 'getOrder', 'uploadPicture']) {
      await page.locator(`#${operationId} > summary`).click();
    }
    await page.getByText('Idempotency-Key').first().waitFor();
    await page.getByText('orders/sold-out').waitFor();
    await assertNoSidewaysScroll(page);
    await assertAccessible(page);
    assert.deepEqual(tab.complaints(), []);
    await tab.context.close();
  });
}

test('the feed costs a phone no more script than it can bear', async () => {
  const tab = await browser.open('phone');
  await tab.page.goto(product.url, { waitUntil: 'networkidle' });
  assert.ok(tab.scriptBytes() > 20_000, 'the script was really counted');
  assert.ok(tab.scriptBytes() <= feedScriptBytesMax, `${tab.scriptBytes()} bytes`);
  await tab.context.close();
});

test('nothing moves on the feed while it loads', async () => {
  const { page, context } = await browser.open('phone');
  await page.goto(product.url, { waitUntil: 'networkidle' });
  const shift = await page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(sum), 500);
  })`);
  assert.ok(shift < 0.05, `layout shift ${shift}`);
  await context.close();
});

test('a note opens over the feed on a desktop and has an address of its own', async () => {
  const { page, context } = await browser.open('desktop');
  await page.goto(product.url, { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: '银盐味的小相机' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { level: 1, name: '银盐味的小相机' }).waitFor();
  assert.equal(new URL(page.url()).pathname, `/n/${noteId}`);
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await page.waitForURL(`${product.url}/`);
  assert.equal(await page.getByRole('dialog').count(), 0);
  await context.close();
});

test('coming back from a note finds the feed where it was left', async () => {
  const { page, context } = await browser.open('phone');
  await page.goto(product.url, { waitUntil: 'networkidle' });
  // Short enough a screen that the feed is longer than it.
  await page.setViewportSize({ width: 390, height: 400 });
  await page.evaluate('scrollTo(0, 200)');
  const link = page.getByRole('link', { name: '银盐味的小相机' }).first();
  const before = await page.evaluate<number>('scrollY');
  assert.ok(before > 100, 'the feed can be scrolled');
  await link.dispatchEvent('click');
  await page.getByRole('heading', { level: 1, name: '银盐味的小相机' }).waitFor();
  await page.goBack();
  await link.waitFor();
  await people.until(async () => (await page.evaluate<number>('scrollY')) === before);
  await context.close();
});

test('a member changes their words and sends another device away', async () => {
  const [first, second] = [await browser.open('phone'), await browser.open('desktop')];
  await signIn(first, seller.phone);
  await first.page.waitForURL('**/me');
  await signIn(second, seller.phone);
  await second.page.waitForURL('**/me');

  await first.page.goto(`${product.url}/settings`, { waitUntil: 'networkidle' });
  await first.page.getByLabel('简介').fill('把用不上的，交给会喜欢的人。');
  await first.page.getByRole('button', { name: '保存' }).click();
  await first.page.getByText('已保存').waitFor();
  const others = first.page.locator('form[action="?/revoke"]');
  for (let left = await others.count(); left > 0; left -= 1) {
    await others.first().getByRole('button').click();
    await people.until(async () => (await others.count()) < left);
  }
  await first.page.getByText('已退出那台设备').waitFor();
  await second.page.goto(`${product.url}/settings`);
  assert.equal(new URL(second.page.url()).pathname, '/signin');
  await first.context.close();
  await second.context.close();
});
