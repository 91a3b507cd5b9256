// Real: the whole product, its pages in a real browser, PostgreSQL. Notes and goods are made
// through the API; what is looked for is typed by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { startBrowser } from '../support/browser.ts';
import { lendHand, takeHand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
for (const title of ['全新空气炸锅', '空气净化器', '索尼降噪耳机']) {
  await people.sell(seller, { title });
}
await product.app.settle();
const { url } = product;

test('on a phone: half typed, completed, found, narrowed down, subscribed, and told', async () => {
  const hand = await lendHand(browser, buyer, { url, screen: 'phone', locale: 'zh-CN' });
  const { page, t } = hand;
  await hand.open(url);
  await hand.tap(hand.link(t('shell/search')));
  await hand.at(/\/search$/);
  await hand.look();
  await page.getByRole('combobox').pressSequentially('空气炸');
  await page.getByRole('option', { name: '空气炸锅' }).first().waitFor();
  await hand.look();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await hand.sees('全新空气炸锅');
  await hand.look();

  await hand.tap(page.getByRole('link', { name: new RegExp(`^${t('search/tab-listings')}`) }));
  await page.waitForURL(/tab=listings/);
  await page.waitForLoadState('networkidle');
  await hand.tap(hand.button(t('search/filters')));
  await hand.type(t('search/price-max'), '0.01');
  await hand.look();
  await hand.tap(hand.button(t('search/apply')));
  await hand.sees(t('search/empty-filtered'));
  await hand.look();
  await page.goBack();

  await hand.open(`${url}/search?q=${encodeURIComponent('蓝牙音箱')}&tab=listings`);
  await hand.sees(t('search/empty-text'));
  await hand.tap(hand.button(t('search/subscribe')));
  await hand.sees(t('search/subscribed'));
  // Who has opened a shop just now puts three things a day on sale.
  await people.passTime(seller, dayMs);
  await people.sell(seller, { title: '蓝牙音箱 便携' });
  await people.until(async () => {
    await product.app.settle();
    const { items } = await buyer.call<{ items: { text: string }[] }>('listNotifications');
    return items.some(({ text }) => text.includes('蓝牙音箱 便携'));
  });
  await hand.open(`${url}/search`);
  await hand.sees(t('search/history'));
  await hand.sees(t('search/saved'));
  await hand.look();
  await hand.leave();
});

test('search is one step from the market of a phone, and from every page of a wide screen', async () => {
  const phone = await takeHand(browser, 'phone', 'zh-CN');
  await phone.open(`${url}/market`);
  await phone.look();
  await phone.tap(phone.link(phone.t('shell/search')));
  await phone.at(/\/search$/);
  await phone.leave();
  const wide = await takeHand(browser, 'desktop', 'en');
  await wide.open(`${url}/rules`);
  await wide.tap(wide.place('/search'));
  await wide.at(/\/search$/);
  await wide.leave();
});

test('verified members alone are asked for where members are found', async () => {
  await people.join(product, '周小满');
  await product.app.settle();
  const hand = await takeHand(browser, 'phone', 'zh-CN');
  const { page, t } = hand;
  await hand.open(`${url}/search?q=${encodeURIComponent('小满')}&tab=members`);
  await hand.sees('周小满');
  await hand.look();
  await hand.tap(hand.link(t('search/verified-only')));
  await page.waitForURL(/verified=on/);
  await page.getByText('周小满').waitFor({ state: 'detached' });
  await hand.sees('林小满的铺子');
  await hand.look();
  await hand.leave();
});

test('on a wide screen, without an account: a wrong sign, tabs, a row of filters', async () => {
  const hand = await takeHand(browser, 'desktop', 'zh-CN');
  const { page, t } = hand;
  await hand.open(`${url}/search`);
  await page.getByRole('combobox').fill('降燥耳机');
  await page.keyboard.press('Enter');
  await hand.sees(t('search/near'));
  await hand.sees('索尼降噪耳机');
  await hand.look();
  await hand.tap(page.getByRole('link', { name: new RegExp(`^${t('search/tab-listings')}`) }));
  await page.waitForURL(/tab=listings/);
  await page.waitForLoadState('networkidle');
  await page
    .getByRole('checkbox', { name: t('listing/condition-new-sealed') })
    .first()
    .check();
  await hand.look();
  await hand.tap(hand.button(t('search/apply')));
  await hand.sees(t('search/empty-filtered'));
  await hand.leave();
});

test('without a script the field is a form, and what is typed is never markup', async () => {
  const odd = '<img src=x onerror=alert(1)>';
  const answer = await fetch(`${url}/search?q=${encodeURIComponent(odd)}`);
  const html = await answer.text();
  assert.equal(answer.status, 200);
  assert.ok(!html.includes('<img src=x'));
  assert.match(html, /<form[^>]+action="\/search"[^>]+method="get"/);
  const found = await fetch(`${url}/search?q=${encodeURIComponent('空气')}&tab=listings`);
  assert.match(await found.text(), /全新空气炸锅/);
});
