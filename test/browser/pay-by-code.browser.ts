// Real: the whole product, its pages in a real browser, PostgreSQL, WeChat Pay's adapter over HTTP.
// Fake: WeChat Pay, by a server on this machine that signs and checks; the phone that scans.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createWechatProvider } from '../../src/modules/payments/adapters/wechat/wechat.ts';
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
import { startWechatParty } from '../support/wechat-party.ts';

let party: Awaited<ReturnType<typeof startWechatParty>>;
const product = await startProduct({}, undefined, async (clock) => {
  party = await startWechatParty(clock);
  return { paymentProvider: createWechatProvider(party.options()) };
});
after(() => party.close());
const browser = await startBrowser();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const sizes = Object.keys(screens) as Screen[];
const { listingId } = await people.sell(seller, { delivery: 'virtual', quantity: sizes.length });

/** The buyer, signed in, on a page. */
async function openAs(size: Screen, path: string): Promise<Tab> {
  const tab = await browser.open(size);
  const cookies = buyer.cookie().split('; ');
  await tab.context.addCookies(
    cookies.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('='), url: product.url };
    }),
  );
  await tab.page.goto(product.url + path, { waitUntil: 'networkidle' });
  return tab;
}

for (const size of sizes) {
  test(`a code is shown, scanned elsewhere, and gives way to the paid order, on a ${size}`, async () => {
    const { orderId } = await people.buy(buyer, listingId);
    const paying = await buyer.call<{ attemptId: string; cashierUrl: string }>('payOrder', {
      params: { orderId },
    });
    assert.equal(new URL(paying.cashierUrl).pathname, `/orders/${orderId}/pay`);
    const tab = await openAs(size, `/orders/${orderId}/pay`);
    const { page } = tab;
    await page.getByRole('img', { name: '付款码' }).waitFor();
    await page.getByText('打开微信「扫一扫」，扫这个码付款').waitFor();
    await assertNoSidewaysScroll(page);
    await assertAccessible(page);
    const folder = process.env['TUCKSHOP_SCREENSHOTS'];
    if (folder) await page.screenshot({ path: `${folder}/pay-${size}.png` });
    const wire = party.notice('transaction', party.desk.pay(paying.attemptId));
    const answer = await fetch(`${product.url}/api/v1/payments/notices/wechat`, {
      method: 'POST',
      headers: wire.headers,
      body: wire.rawBody,
    });
    assert.equal(answer.status, 204);
    await page.waitForURL(`**/orders/${orderId}?paid=1`);
    await page
      .getByRole('heading', { name: '等卖家交付' })
      .or(page.getByText('已付款'))
      .first()
      .waitFor();
    assert.deepEqual(tab.complaints(), []);
  });
}

test('who is not the buyer sees no code, and a guest signs in first', async () => {
  const { orderId } = await people.buy(
    await people.join(product, '路人'),
    (await people.sell(seller, { delivery: 'virtual' })).listingId,
  );
  const tab = await openAs('phone', `/orders/${orderId}/pay`);
  assert.equal(await tab.page.getByRole('img', { name: '付款码' }).count(), 0);
  const guest = await browser.open('phone');
  await guest.page.goto(`${product.url}/orders/${orderId}/pay`);
  assert.match(guest.page.url(), /\/signin\?back=/);
});
