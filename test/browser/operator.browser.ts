// Real: the whole product, its pages in a real browser, PostgreSQL, the payment simulator as a
// service. Simulated: the bank, the register of names, the authenticator app. Shops are opened,
// goods listed and a role given through the rooms; everything a test is about is done by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney } from '#kit/i18n/format.ts';
import { totpCode } from '../../src/modules/admin/domain/totp.ts';
import { startBrowser } from '../support/browser.ts';
import { lendHand, type Hand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { takePhotograph } from '../support/photograph.ts';
import { startProduct } from '../support/product.ts';
import * as trade from '../support/trade-by-hand.ts';

const product = await startProduct();
const browser = await startBrowser();
const seat = { url: product.url, screen: 'desktop', locale: 'en' } as const;
const seller = await people.seller(product, 'Ada');
const buyer = await people.join(product, 'Ben');
const watch = await people.join(product, 'Mo');
const { platform, rooms } = product.app;
await platform.database.transaction((tx) =>
  rooms.identity.setOperator(tx, watch.memberId, platform.clock.now()),
);
const buyerHand = await lendHand(browser, buyer, { ...seat, screen: 'phone' });
const operator = await lendHand(browser, watch, seat);

/** One of the operator's cases, by what it is about. */
const caseOf = (words: string) => operator.page.locator('form.case', { hasText: words });

async function decide(words: string, reason: string, button: string): Promise<void> {
  const one = caseOf(words);
  await one.getByLabel(operator.t('admin/reason'), { exact: true }).fill(reason);
  await operator.tap(one.getByRole('button', { name: button, exact: true }));
  await one.waitFor({ state: 'detached' });
}

test('an operator sets up a second factor and finds the queues', async () => {
  const { t } = operator;
  await operator.open(`${product.url}/me`);
  await operator.tap(operator.link(t('me/console')));
  await operator.at(/^\/admin$/);
  await operator.look();
  const key = (await operator.page.locator('.secret').textContent()) ?? '';
  assert.match(key, /^(?:[A-Z2-7]{4} )+[A-Z2-7]{1,4}$/, 'the key is there to be typed');
  const secret = key.replaceAll(' ', '');
  await operator.type(t('admin/factor-code'), totpCode(secret, new Date()));
  await operator.tap(operator.button(t('admin/factor-yes')));
  await operator.sees(t('admin/disputes-none'));
  await operator.sees(t('admin/names-none'));
  await operator.look();
});

test('a buyer takes a refusal further with words and a picture, and is refunded', async () => {
  const { t, page } = buyerHand;
  const goods = { title: 'Sheet music', priceFen: 3_000 };
  const { listingId } = await people.sell(seller, { ...goods, delivery: 'virtual' });
  await buyerHand.open(`${product.url}/i/${listingId}`);
  await trade.buyFromNote(buyerHand, 3_000n);
  await trade.placeOrder(buyerHand);
  await trade.pay(buyerHand, formatMoney(3_000), 'virtual');
  const orderId = new URL(page.url()).pathname.split('/').at(-1)!;
  await seller.call('handOverOrder', {
    params: { orderId },
    body: { virtualGoods: 'An empty page' },
  });
  await buyerHand.sees('An empty page');

  await buyerHand.tap(buyerHand.link(t('order/act-after-sale')));
  await buyerHand.tap(page.getByRole('link', { name: t('aftersale/type-refund-only') }));
  await buyerHand.tap(page.getByRole('link', { name: t('aftersale/reason-missing-parts') }));
  await buyerHand.type(t('aftersale/ask-words'), 'Half of the pages are missing');
  await page.locator('input[type=file]').setInputFiles(await takePhotograph('#6b7f3a'));
  await page.locator('input[name=pictureIds]').waitFor({ state: 'attached' });
  await buyerHand.look();
  await buyerHand.tap(buyerHand.button(t('aftersale/ask-send')));
  await buyerHand.sees(t('aftersale/head-wait-seller-buyer'));
  await buyerHand.sees(t('order/head-after-sale'));
  await buyerHand.look();

  type Sales = { items: { id: string }[] };
  const { items } = await seller.call<Sales>('listAfterSales', { params: { orderId } });
  await seller.call('answerAfterSale', {
    params: { afterSaleId: items[0]!.id },
    body: { answer: 'refuse', words: 'It is all there' },
  });
  await buyerHand.sees(t('aftersale/head-refused-buyer'));
  await buyerHand.type(t('aftersale/words'), 'Count them');
  await buyerHand.look();
  await buyerHand.tap(buyerHand.button(t('aftersale/yes-escalate')));
  await buyerHand.sees(t('aftersale/head-disputed-buyer'));

  await operator.open(`${product.url}/admin`);
  const width = "document.querySelector('form.case img').naturalWidth";
  assert.ok(await operator.page.evaluate(width), 'the picture is seen');
  await operator.look();
  const one = caseOf('Half of the pages are missing');
  await one.getByLabel(t('admin/dispute-amount')).fill('30.01');
  await one.getByLabel(t('admin/reason'), { exact: true }).fill('More than was paid');
  await operator.tap(one.getByRole('button', { name: t('admin/refund-amount') }));
  await one.getByRole('alert').waitFor();
  await operator.look();
  const whole = t('admin/refund-whole', { amount: formatMoney(3_000) });
  await decide('Half of the pages are missing', 'The pages are missing indeed', whole);
  await operator.sees(t('admin/did-after-sale'));
  await buyerHand.sees(t('order/head-refunded'));
  await buyerHand.sees('The pages are missing indeed');
  await trade.waitForBank(buyerHand, product, t('order/money-back-with-buyer-buyer'));
  await buyerHand.look();
});

test('a reported note is taken down with a reason its author is told', async () => {
  const { t, page } = buyerHand;
  const { noteId } = await people.sell(seller, { title: 'Genuine watch' });
  await buyerHand.open(`${product.url}/n/${noteId}`);
  await buyerHand.tap(buyerHand.link(t('shell/more')));
  await buyerHand.tap(buyerHand.link(t('note/report')));
  await buyerHand.at(/^\/report$/);
  await page.getByLabel(t('report/counterfeit')).check();
  await buyerHand.type(t('note/report-details'), 'The maker never built this one');
  await buyerHand.look();
  await buyerHand.tap(buyerHand.button(t('note/report-send')));
  await buyerHand.sees(t('note/report-thanks'));
  await buyerHand.look();

  await operator.open(`${product.url}/admin`);
  await operator.look();
  await decide('Genuine watch', 'It is a copy', t('admin/take-down'));
  await buyerHand.open(`${product.url}/n/${noteId}`);
  await buyerHand.sees(t('error/not-found-title'));
  const author = await lendHand(browser, seller, { ...seat, screen: 'phone' });
  await author.open(`${product.url}/notifications?tab=house`);
  await author.sees(/It is a copy/);
  await author.look();
  await author.leave();
});

test('a reported message is seen by operators alone, and taken away', async () => {
  const { t, page } = buyerHand;
  const { conversationId } = await seller.call<{ conversationId: string }>('startConversation', {
    body: { memberId: buyer.memberId },
  });
  await buyer.call('startConversation', { body: { memberId: seller.memberId } });
  const params = { conversationId };
  const words = 'Send the money to my own account';
  await seller.call('sendMessage', { params, body: { clientId: 'lure', text: words } });
  await buyerHand.open(`${product.url}/chat/${conversationId}`);
  const said = page.locator('.message', { hasText: words });
  await said.getByLabel(t('chat/message-menu')).dispatchEvent('click');
  await buyerHand.sees(t('chat/copy'));
  await buyerHand.look();
  await buyerHand.tap(buyerHand.link(t('chat/report')));
  await buyerHand.at(/^\/report$/);
  await buyerHand.sees(words);
  await buyerHand.sees(t('note/report-message'));
  await page.getByLabel(t('report/off-platform')).check();
  await buyerHand.look();
  await buyerHand.tap(buyerHand.button(t('note/report-send')));
  await buyerHand.sees(t('note/report-thanks'));

  await operator.open(`${product.url}/admin`);
  await operator.look();
  await decide(words, 'Money stays in the shop', t('admin/take-down'));
  await buyerHand.open(`${product.url}/chat/${conversationId}`);
  await buyerHand.sees(t('chat/taken-down'));
  assert.equal(await page.getByText(words).count(), 0);
  await buyerHand.look();
});

test('a message can be reported without a script', async () => {
  const { conversationId } = await seller.call<{ conversationId: string }>('startConversation', {
    body: { memberId: buyer.memberId },
  });
  const params = { conversationId };
  await buyer.call('sendMessage', { params, body: { clientId: 'answer', text: 'No' } });
  await seller.call('sendMessage', { params, body: { clientId: 'plain', text: 'Another lure' } });
  const html = await (
    await fetch(`${product.url}/chat/${conversationId}`, { headers: { cookie: buyer.cookie() } })
  ).text();
  const [href] = /\/report\?kind=message&(?:amp;)?id=\d+/.exec(html) ?? [];
  assert.ok(href, 'the page leads to the report');
});

test('an operator charges a lost dispute to its seller from the queue of differences', async () => {
  const { t, page } = operator;
  const { control } = product.sandbox.payments;
  const { listingId } = await people.sell(seller, { priceFen: 4_000, delivery: 'virtual' });
  const { orderId, paymentAttemptId } = await people.buy(buyer, listingId, { key: 'disputed' });
  await people.payAtCashier(product, buyer, orderId);
  const goods = { params: { orderId }, body: { virtualGoods: 'KEY' } };
  await seller.call('handOverOrder', goods);
  await buyer.call('confirmReceipt', { params: { orderId } });
  for (const step of ['opened', 'lost'] as const) {
    control.dispute(paymentAttemptId, step);
    await control.drain();
  }
  await operator.open(`${product.url}/admin`);
  await operator.tap(operator.link(t('recon/title')));
  await operator.at(/^\/admin\/reconciliation$/);
  await operator.sees(t('recon/lead'));
  await operator.look();
  await operator.tap(page.locator('a.case', { hasText: t('recon/kind-disputed') }));
  await operator.sees(t('recon/repair-charge-seller'));
  await operator.look();
  await operator.type(t('recon/reason'), 'The bank has decided for the payer');
  await operator.tap(operator.button(t('recon/do-repair')));
  await operator.sees('The bank has decided for the payer');
  await operator.look();
});

test('a real name that the register cannot answer for is checked by an operator', async () => {
  const member = await people.join(product, 'Cleo');
  const hand = await lendHand(browser, member, { ...seat, screen: 'phone' });
  await submitName(hand, '测试停机', people.idNumber(801));
  await hand.sees(hand.t('verify/real-name-pending'));
  await hand.look();
  await operator.open(`${product.url}/admin`);
  await operator.tap(
    caseOf('Cleo').getByRole('button', { name: operator.t('admin/refuse'), exact: true }),
  );
  await operator.page.getByRole('alert').waitFor();
  await decide('Cleo', 'The photograph is another person', operator.t('admin/refuse'));
  await hand.open(`${product.url}/verify`);
  await hand.sees(/The photograph is another person/);
  await submitName(hand, '测试停机', people.idNumber(801));
  await hand.sees(hand.t('verify/real-name-pending'));
  await operator.open(`${product.url}/admin`);
  await decide('Cleo', '', operator.t('admin/verify'));
  await hand.open(`${product.url}/verify`);
  await hand.sees(hand.t('verify/open-pro'));
  await hand.leave();
});

async function submitName(hand: Hand, name: string, idNumber: string): Promise<void> {
  await hand.open(`${product.url}/verify`);
  await hand.type(hand.t('verify/name'), name);
  await hand.type(hand.t('verify/id-number'), idNumber);
  await hand.tap(hand.button(hand.t('verify/submit')));
}
