// Real: the whole product, its pages in a real browser, PostgreSQL, the socket. Simulated: nothing
// that these tests are about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { assertAccessible, assertNoSidewaysScroll, startBrowser } from '../support/browser.ts';
import { lendHand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const [reader, writer] = [
  await people.join(product, '慢吞吞'),
  await people.join(product, '急性子'),
];

test('what is said while a page is still connecting is not missed', async () => {
  const hand = await lendHand(browser, reader, {
    url: product.url,
    screen: 'phone',
    locale: 'zh-CN',
  });
  let letThrough = (): void => undefined;
  const said = new Promise<void>((resolve) => (letThrough = resolve));
  await hand.page.routeWebSocket(/realtime$/, async (socket) => {
    await said;
    socket.connectToServer();
  });
  await hand.open(`${product.url}/chat`);
  const { conversationId } = await writer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: reader.memberId },
  });
  await writer.call('sendMessage', {
    params: { conversationId },
    body: { clientId: 'first', text: '在吗？我到楼下了' },
  });
  letThrough();
  await hand.sees('在吗？我到楼下了');
  await hand.leave();
});

test('a note that was read is read again without a network; one that was not says so', async () => {
  const seller = await people.seller(product);
  const { noteId } = await people.sell(seller, { title: '断网也想看的台灯' });
  const { page, context } = await browser.open('phone', { keepsPages: true });
  await page.goto(`${product.url}/n/${noteId}`, { waitUntil: 'networkidle' });
  await people.until(() =>
    page.evaluate<boolean>(`caches.open('pages-1').then(async (shelf) =>
      (await shelf.keys()).filter((one) => /offline|\\/n\\//.test(one.url)).length === 2)`),
  );
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '断网也想看的台灯' }).waitFor();
  await page.goto(`${product.url}/rules`);
  await page.getByRole('heading', { level: 1, name: '没有网络' }).waitFor();
  await page.getByRole('link', { name: /断网也想看的台灯/ }).click();
  await page.getByRole('heading', { level: 1, name: '断网也想看的台灯' }).waitFor();
  await context.setOffline(false);
  await page.goto(`${product.url}/rules`);
  await page.getByRole('heading', { level: 1, name: '规则' }).waitFor();
  await context.close();
});

test('who signs out takes what they read from the device', async () => {
  const hand = await lendHand(browser, reader, {
    url: product.url,
    screen: 'phone',
    locale: 'zh-CN',
    keepsPages: true,
  });
  await hand.open(product.url);
  const keptPages = `caches.open('pages-1').then((shelf) => shelf.keys()).then((all) => all.length)`;
  await people.until(async () => (await hand.page.evaluate<number>(keptPages)) > 0);
  await hand.open(`${product.url}/me`);
  await hand.tap(hand.button(hand.t('me/sign-out')));
  await hand.at(/^\/$/);
  assert.equal(
    await hand.page.evaluate<number>(`caches.open('pages-1').then((shelf) => shelf.keys())
      .then((all) => all.filter((one) => !/\\/$/.test(new URL(one.url).pathname)).length)`),
    0,
  );
  await hand.leave();
});

for (const screen of ['phone', 'desktop'] as const) {
  test(`the product can be installed, and says what needs https, on a ${screen}`, async () => {
    const { page, context, complaints } = await browser.open(screen, { keepsPages: true });
    await page.goto(`${product.url}/install`, { waitUntil: 'networkidle' });
    await assertNoSidewaysScroll(page);
    await assertAccessible(page);
    const href = await page.locator('link[rel=manifest]').getAttribute('href');
    const manifest = (await (await page.request.get(product.url + href)).json()) as Manifest;
    assert.equal(manifest.name, '小卖部');
    for (const { src, sizes } of manifest.icons) {
      const answer = await page.request.get(product.url + src);
      const { width, height } = await sharp(await answer.body()).metadata();
      assert.equal(`${width}x${height}`, sizes);
    }
    assert.deepEqual(complaints(), []);
    await context.close();
  });
}

type Manifest = { name: string; icons: { src: string; sizes: string }[] };
