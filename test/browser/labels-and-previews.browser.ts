// Real: the whole product, its pages in a real browser, PostgreSQL, the payment and courier
// simulators as services. What comes before is done through the API.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { startBrowser } from '../support/browser.ts';
import { lendHand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { takePhotograph } from '../support/photograph.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const seats = [
  ['phone', 'zh-CN'],
  ['desktop', 'zh-CN'],
] as const;

beforeEach(async () => {
  await people.passTime(buyer, dayMs);
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
});

/** Pictures of what was seen, where somebody wants to look at them. */
const lookInto = process.env['TUCKSHOP_LOOK'];

for (const [screen, locale] of seats) {
  const seat = { url: product.url, screen, locale };

  test(`photos of virtual goods bear a name unless their seller wants none, ${screen}`, async () => {
    const hand = await lendHand(browser, seller, seat);
    const { page, t } = hand;
    await hand.open(`${product.url}/sell`);
    await page.locator('input[type=file]').setInputFiles([await takePhotograph('#3f7fae')]);
    const chosen = page.locator('input[name=pictureIds]');
    await chosen.waitFor({ state: 'attached' });
    const bare = await chosen.inputValue();
    const becomes = (isBare: boolean) =>
      people.until(async () => {
        const id = (await chosen.count()) > 0 ? await chosen.inputValue() : undefined;
        return id !== undefined && (id === bare) === isBare;
      });
    const shown = page.locator('img.view');
    await hand.tap(page.getByText(t('sell/by-virtual'), { exact: true }));
    await becomes(false);
    assert.match((await shown.getAttribute('src')) ?? '', /\/api\/v1\/media\//);
    if (lookInto) await page.screenshot({ path: `${lookInto}/sell-${screen}.png`, fullPage: true });
    await hand.look();
    await page.getByLabel(t('sell/mark')).uncheck();
    await becomes(true);
    assert.match((await shown.getAttribute('src')) ?? '', /^blob:/);
    await hand.leave();
  });

  test(`a label is bought, given back, bought again and shipped with, ${screen}`, async () => {
    const { listingId } = await people.sell(seller);
    const { orderId } = await people.buy(buyer, listingId);
    await people.payAtCashier(product, buyer, orderId);
    const hand = await lendHand(browser, seller, seat);
    const { page, t } = hand;
    await hand.open(`${product.url}/orders/${orderId}`);
    const buy = page.getByRole('button', { name: new RegExp(t('label/buy', { price: '¥' })) });
    await buy.waitFor();
    if (lookInto) await page.screenshot({ path: `${lookInto}/buy-${screen}.png`, fullPage: true });
    await hand.tap(buy);
    await hand.tap(hand.button(t('label/drop')));
    await hand.tap(buy);
    await hand.link(t('label/print')).waitFor();
    if (lookInto) {
      await page.screenshot({ path: `${lookInto}/label-${screen}.png`, fullPage: true });
    }
    await hand.look();
    const { label } = await seller.call<{ label: { waybillNo: string } }>('getOrder', {
      params: { orderId },
    });
    await hand.tap(hand.button(t('order/act-ship')));
    const number = page.getByLabel(t('order/waybill-no'), { exact: true });
    assert.equal(await number.inputValue(), label.waybillNo);
    await hand.tap(hand.button(t('order/ship-yes')));
    await people.until(async () => (await people.stateOf(seller, orderId)) === 'SHIPPED');
    await hand.button(t('label/drop')).waitFor({ state: 'detached' });
    await hand.tap(hand.link(t('label/print')));
    await page.waitForURL(/\/label$/);
    await page.getByText(label.waybillNo).waitFor();
    if (lookInto) await page.screenshot({ path: `${lookInto}/print-${screen}.png` });
    await hand.leave();
  });
}
