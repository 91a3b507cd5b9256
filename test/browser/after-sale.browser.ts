// Real: the whole product, its pages in a real browser, PostgreSQL, payment and courier simulators
// as services. Simulated: the bank, the courier's vans, the passing of days. What comes before the
// after-sale is done through the API; everything a test is about is done by hand.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { formatMoney } from '#kit/i18n/format.ts';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { screens, startBrowser, type Screen } from '../support/browser.ts';
import { lendHand, type Hand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { takePhotograph } from '../support/photograph.ts';
import { startProduct } from '../support/product.ts';
import * as trade from '../support/trade-by-hand.ts';

const product = await startProduct();
const browser = await startBrowser();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
await seller.call('saveAddress', {
  body: { ...people.shanghai, name: '林小满', phone: '13700002222' },
});
const terms = { priceFen: 20_000, freightFen: 1_000, quantity: 9 };
const { listingId } = await people.sell(seller, terms);
const sizes = Object.keys(screens) as Screen[];

// A session ends after some days, and the stories pass a few.
beforeEach(async () => {
  await people.passTime(buyer, dayMs);
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
});

let lastNumber = 7_300_000_000_000;
const newNumber = () => `SF${(lastNumber += 1)}`;

async function arrive(waybillNo: string): Promise<void> {
  await product.app.settle();
  await buyer.call('advanceParcel', { params: { waybillNo }, body: { to: 'DELIVERED' } });
  await people.passTime(buyer, 31 * minuteMs);
  await product.app.settle();
}

/** An order whose parcel has arrived. */
async function delivered(): Promise<string> {
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const waybillNo = newNumber();
  const params = { orderId };
  await seller.call('shipOrder', { params, body: { carrier: 'SF', waybillNo } });
  await arrive(waybillNo);
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'DELIVERED');
  return orderId;
}

/** Both sides at their screens, on the order's page. */
async function bothAt(orderId: string, screen: Screen): Promise<{ mine: Hand; theirs: Hand }> {
  const seat = { url: product.url, screen, locale: 'zh-CN' } as const;
  const [mine, theirs] = [
    await lendHand(browser, buyer, seat),
    await lendHand(browser, seller, seat),
  ];
  for (const hand of [mine, theirs]) await hand.open(`${product.url}/orders/${orderId}`);
  return { mine, theirs };
}

const step = (hand: Hand, name: string | RegExp) => hand.page.getByRole('link', { name });

/** Chooses pictures and waits until they are up. */
async function photograph(hand: Hand, colours: string[]): Promise<void> {
  const files = await Promise.all(colours.map((colour) => takePhotograph(colour)));
  await hand.page.locator('input[type=file]').setInputFiles(files);
  const kept = hand.page.locator('input[name=pictureIds]');
  await people.until(async () => (await kept.count()) === colours.length);
}

/** Takes a code and files pictures with it; ends on the order's page. */
async function fileEvidence(hand: Hand, serial: string, grams: string): Promise<void> {
  const { t, page } = hand;
  await hand.at(/\/evidence$/);
  await hand.look();
  await hand.tap(hand.button(t('aftersale/get-code')));
  await hand.sees(t('aftersale/code-hint'));
  assert.match((await page.locator('.code').textContent()) ?? '', /^[0-9A-Z]{6}$/);
  assert.equal(await page.locator('input[type=file]').getAttribute('capture'), 'environment');
  await page.reload({ waitUntil: 'networkidle' });
  await hand.sees(t('aftersale/code-hint'));
  await photograph(hand, ['#6b7f3a']);
  await hand.type(t('aftersale/serial'), serial);
  await hand.type(t('aftersale/weight'), grams);
  await hand.look();
  await hand.tap(hand.button(t('aftersale/file')));
  await hand.at(/^\/orders\/\d+$/);
}

for (const size of sizes) {
  test(`return and refund, from asking to the money back, on a ${size}`, async () => {
    const orderId = await delivered();
    const { mine, theirs } = await bothAt(orderId, size);
    const { t } = mine;
    await mine.tap(mine.link(t('order/act-after-sale')));
    await mine.sees(t('aftersale/ask-type'));
    await mine.look();
    await mine.tap(step(mine, t('aftersale/type-return-refund')));
    await mine.sees(t('aftersale/ask-reason'));
    await mine.look();
    await mine.tap(step(mine, t('aftersale/reason-not-as-described')));
    await mine.sees(t('aftersale/follows-return'));
    await mine.sees(t('aftersale/bears-seller'));
    await mine.type(t('aftersale/ask-amount'), '210.01');
    await mine.type(t('aftersale/ask-words'), '底盖不是划痕，是裂的');
    await photograph(mine, ['#456789', '#4a5d3a']);
    await mine.tap(mine.button(t('aftersale/ask-send')));
    await mine.page.getByRole('alert').first().waitFor();
    await mine.look();
    await mine.type(t('aftersale/ask-amount'), '210');
    await mine.tap(mine.button(t('aftersale/ask-send')));
    await mine.sees(t('aftersale/head-wait-seller-buyer'));
    await mine.look();

    // The seller's page is open meanwhile and hears of it.
    await theirs.sees(t('aftersale/head-wait-seller-seller'));
    await theirs.sees(t('aftersale/else-return-by-silence'));
    await theirs.sees('底盖不是划痕，是裂的');
    const pictures = theirs.page.getByRole('list', { name: t('aftersale/pictures') });
    assert.equal(await pictures.getByRole('link').count(), 2);
    const confirm = mine.button(t('order/act-confirm'));
    assert.match((await confirm.getAttribute('class')) ?? '', /outline/, 'confirming is quiet');
    await theirs.look();
    await theirs.tap(theirs.button(t('aftersale/yes-accept-return')));

    await mine.sees(t('aftersale/head-wait-buyer-return-buyer'));
    await mine.sees('林小满');
    await mine.look();
    await mine.tap(mine.link(t('aftersale/take-return-packing')));
    await fileEvidence(mine, 'SN-2207', '830');
    await mine.sees('SN-2207');
    const waybillNo = newNumber();
    await mine.type(t('order/waybill-no'), waybillNo);
    await mine.type(t('aftersale/freight-cost'), '12');
    await mine.tap(mine.button(t('aftersale/yes-ship-return')));
    await mine.sees(t('aftersale/head-return-underway'));
    await mine.look();
    await arrive(waybillNo);

    await theirs.sees(t('aftersale/head-wait-seller-receive-seller'));
    await theirs.tap(theirs.link(t('aftersale/take-return-opening')));
    await fileEvidence(theirs, 'SN-2201', '795');
    await theirs.sees(t('aftersale/other-serial'));
    await theirs.sees(t('aftersale/other-weight', { grams: 35 }));
    await theirs.look();
    const amount = formatMoney(21_000);
    await theirs.tap(theirs.button(t('aftersale/yes-confirm-return', { amount })));
    await theirs.sees(t('order/head-refunded'));
    await theirs.look();
    await mine.sees(t('aftersale/event-confirm-return'));
    await trade.waitForBank(mine, product, t('order/money-back-with-buyer-buyer'));
    await mine.look();
    await mine.open(`${product.url}/orders`);
    await mine.sees(t('order/back', { amount }));
    await mine.look();
    await Promise.all([mine.leave(), theirs.leave()]);
  });

  test(`another amount is named and accepted, on a ${size}`, async () => {
    const orderId = await delivered();
    await buyer.call('openAfterSale', {
      params: { orderId },
      body: { type: 'PARTIAL', reason: 'not-as-described', amountFen: 8_000, words: '有磨损' },
    });
    const { mine, theirs } = await bothAt(orderId, size);
    const { t } = mine;
    await mine.open(`${product.url}/orders`);
    await mine.sees(t('order/head-after-sale'));
    await mine.look();
    await mine.tap(mine.page.locator(`a[href="/orders/${orderId}#after-sale"]`));
    await theirs.tap(theirs.page.getByText(t('aftersale/do-counter'), { exact: true }));
    await theirs.type(t('aftersale/amount'), '40.01');
    await theirs.type(t('aftersale/words'), '磨损写在描述里了');
    await theirs.look();
    await theirs.tap(theirs.button(t('aftersale/yes-counter')));
    await theirs.sees(t('aftersale/head-wait-buyer-seller'));
    await mine.sees('磨损写在描述里了');
    await mine.look();
    const amount = formatMoney(4_001);
    await mine.tap(mine.button(t('aftersale/yes-accept-counter', { amount })));
    await mine.sees(t('order/money-part-back-buyer', { amount }));
    await mine.look();
    await theirs.sees(t('order/money-part-back-seller', { amount }));
    await Promise.all([mine.leave(), theirs.leave()]);
  });
}

test('it is asked for and refused without a script', async () => {
  const orderId = await delivered();
  const openAs = async (person: people.Person) => {
    const { page, context } = await browser.open('phone', { scripts: false });
    const cookies = person.cookie().split('; ');
    await context.addCookies(
      cookies.map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return { name, value: value.join('='), url: product.url };
      }),
    );
    await page.goto(`${product.url}/orders/${orderId}`);
    return page;
  };
  const page = await openAs(buyer);
  await page.getByRole('link', { name: '申请售后', exact: true }).tap();
  await page.getByRole('link', { name: '仅退款' }).tap();
  await page.getByRole('link', { name: '有损坏' }).tap();
  await page.getByLabel('具体情况').fill('快门按不下去');
  await page.getByRole('button', { name: '提交申请' }).tap();
  await page.waitForURL(/#after-sale$/);
  await page.getByText('已提交，等卖家回复').waitFor();

  const other = await openAs(seller);
  await other.getByText('拒绝', { exact: true }).tap();
  await other.getByLabel('说明').filter({ visible: true }).fill('发货前试过，是好的');
  await other.getByRole('button', { name: '确定拒绝' }).tap();
  await other.getByText('你已拒绝，等买家决定').waitFor();
  await page.reload();
  await page.getByText('发货前试过，是好的').waitFor();
  await page.getByLabel('说明').filter({ visible: true }).fill('收到就按不下去');
  await page.getByRole('button', { name: '提交，请平台介入' }).tap();
  await page.getByText('平台正在处理', { exact: true }).waitFor();
});
