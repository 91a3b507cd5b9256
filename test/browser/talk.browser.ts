// Real: the whole product, its pages in two real browsers, a phone and a wide screen, PostgreSQL.
// Simulated: the provider; a lost network is the browser's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { screens, startBrowser, type Screen } from '../support/browser.ts';
import { lendHand, type Hand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { takePhotograph } from '../support/photograph.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const { listingId } = await people.sell(seller, { delivery: 'pickup', priceFen: 10_000 });
const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
  body: { memberId: seller.memberId, about: { kind: 'listing', ref: listingId } },
});
const address = `${product.url}/chat/${conversationId}`;
const locale = 'zh-CN';
const buying = await lendHand(browser, buyer, { url: product.url, screen: 'phone', locale });
const selling = await lendHand(browser, seller, { url: product.url, screen: 'desktop', locale });
const { t } = buying;
await buying.open(address);
await selling.open(address);

async function say(hand: Hand, words: string): Promise<void> {
  await hand.type(t('chat/write'), words);
  await hand.tap(hand.button(t('chat/send')));
}

// Written as text: these files are checked without a browser's types.
const region = `document.querySelector('[role=region]')`;
const isAtEnd = (page: Hand['page']) => page.evaluate<boolean>(`Math.abs(${region}.scrollTop) < 2`);

const bubbles = (hand: Hand, words: string) =>
  hand.page.locator('ol.lines').getByText(words, { exact: true });

test('words reach the other’s page, and the tick comes back, without a reload', async () => {
  await say(buying, '还在吗？');
  await bubbles(selling, '还在吗？').waitFor();
  await buying.page.getByTitle(t('chat/read'), { exact: true }).waitFor();
  await selling.page.getByLabel(t('chat/write'), { exact: true }).pressSequentially('在');
  await buying.sees(t('chat/typing', { name: '林小满的铺子' }));
  await selling.page.keyboard.press('Enter');
  await bubbles(buying, '在').waitFor();
  await buying.look();
  await selling.look();
});

test('what is said without a network goes off when it is back, once and in order', async () => {
  await buying.page.context().setOffline(true);
  await say(buying, '第一句');
  await say(buying, '第二句');
  await buying.sees(t('chat/waiting'));
  assert.equal(await bubbles(selling, '第一句').count(), 0);
  await buying.page.context().setOffline(false);
  await bubbles(selling, '第二句').waitFor();
  const said = await seller.call<{ items: { text: string }[] }>('listMessages', {
    params: { conversationId },
  });
  const texts = said.items.map(({ text }) => text).slice(-2);
  assert.deepEqual(texts, ['第一句', '第二句']);
  await people.until(async () => (await bubbles(buying, '第一句').count()) === 1);
});

test('an answer that is lost on its way makes no second message', async () => {
  const { page } = buying;
  let lost = 0;
  await page.route('**/messages', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await say(buying, '只说一次');
  await bubbles(selling, '只说一次').waitFor();
  await page.getByText(t('chat/waiting')).waitFor({ state: 'detached' });
  assert.equal(lost, 1);
  assert.deepEqual(
    [await bubbles(selling, '只说一次').count(), await bubbles(buying, '只说一次').count()],
    [1, 1],
  );
  await page.unroute('**/messages');
});

test('what waits survives a closed page', async () => {
  const { page } = buying;
  await page.route('**/messages', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await say(buying, '关掉之前写的');
  await buying.sees(t('chat/waiting'));
  await page.unroute('**/messages');
  await buying.open(address);
  await bubbles(selling, '关掉之前写的').waitFor();
  assert.equal(await bubbles(selling, '关掉之前写的').count(), 1);
});

test('a picture is sent, and enlarged by the other', async () => {
  await buying.tap(buying.button(t('chat/add')));
  await buying.page.locator('input[type=file]').setInputFiles(await takePhotograph());
  const picture = selling.page.getByRole('button', { name: t('chat/enlarge') });
  await picture.waitFor();
  await picture.click();
  await selling.page.getByRole('dialog').getByText(t('chat/picture')).waitFor();
  await selling.page.keyboard.press('Escape');
});

test('a price is named, countered and agreed on; the goods wait for their payment', async () => {
  await buying.tap(buying.button(t('offer/make')));
  await buying.type(t('offer/price'), '80');
  await buying.tap(buying.button(t('offer/send')));
  await selling.tap(selling.button(t('offer/counter')));
  await selling.type(t('offer/price'), '70');
  await selling.tap(selling.button(t('offer/send')));
  await selling.sees(/还价要在双方上一次的价格之间/);
  await selling.type(t('offer/price'), '90');
  await selling.tap(selling.button(t('offer/send')));
  await buying.sees(t('offer/waits-for-you'));
  await buying.tap(buying.button(t('offer/accept')));
  await buying.link(t('offer/pay')).waitFor();
  await selling.sees(t('offer/kept'));
  await selling.look();
});

test('from the page of the goods a price is named at once, and the way back asks no second time', async () => {
  const goods = await people.sell(seller, { delivery: 'pickup', priceFen: 20_000 });
  const { page } = buying;
  await buying.open(`${product.url}/i/${goods.listingId}`);
  await buying.look();
  await buying.tap(buying.button(t('listing/offer')));
  const sheet = page.getByRole('dialog', { name: t('offer/title') });
  await sheet.waitFor();
  await page.waitForURL((url) => url.pathname.startsWith('/chat/') && url.search === '');
  await buying.look();
  await sheet.getByLabel(t('offer/price'), { exact: true }).fill('150');
  await buying.tap(sheet.getByRole('button', { name: t('offer/send') }));
  await sheet.waitFor({ state: 'hidden' });
  await selling.sees(/150/);
  await page.reload({ waitUntil: 'networkidle' });
  assert.equal(await sheet.isVisible(), false);
  await buying.open(address);
});

test('earlier messages come in above without moving what is read', async () => {
  const params = { conversationId };
  for (let turn = 0; turn < 24; turn += 1) {
    for (const person of [seller, buyer]) {
      const text = `第 ${turn} 轮`;
      const clientId = `${turn}`;
      await person.call('sendMessage', { params, body: { clientId, text } });
    }
    if (turn === 12) await people.passTime(buyer, 61_000);
  }
  await selling.open(address);
  const { page } = selling;
  await page.getByText('第 23 轮').last().waitFor();
  assert.ok(await isAtEnd(page), 'it opens at the newest');
  await page.evaluate(`${region}.scrollTo(0, -${region}.scrollHeight)`);
  await bubbles(selling, '还在吗？').waitFor();
  await selling.tap(page.getByRole('button', { name: t('chat/to-newest') }));
  await people.until(() => isAtEnd(page));
});

test('past a block nothing is written, and what was said stays', async () => {
  await seller.call('blockMember', { params: { memberId: buyer.memberId } });
  await say(buying, '还在吗');
  await buying.sees(t('chat/blocked'));
  await buying.sees('第 23 轮');
});

test('a conversation stands beside the others on a desktop and alone on a phone', async () => {
  for (const screen of Object.keys(screens) as Screen[]) {
    const hand = await lendHand(browser, buyer, { url: product.url, screen, locale });
    const list = hand.page.getByRole('complementary', { name: t('chat/talks') });
    await hand.open(address);
    assert.equal(await list.isVisible(), screen === 'desktop', screen);
    await hand.look();
    await hand.open(`${product.url}/chat`);
    assert.equal(await list.isVisible(), true, screen);
    await hand.look();
    await hand.leave();
  }
});
