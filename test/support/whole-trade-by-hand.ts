import assert from 'node:assert/strict';
import { formatMoney } from '#kit/i18n/format.ts';
import { dayMs } from '#platform/clock.ts';
import { signUp } from './arrivals.ts';
import { startBrowser } from './browser.ts';
import { takeHand, type Hand } from './hand.ts';
import { passTime } from './people.ts';
import { startProduct } from './product.ts';
import type { Telling } from './tellings.ts';
import * as trade from './trade-by-hand.ts';

const product = await startProduct();
const browser = await startBrowser();

const [totalFen, feeFen, netFen] = [169_200n, 1015n, 168_185n];

/** One whole trade by hand, from a guest to money at the bank, as the telling tells it. */
export async function wholeTrade(telling: Telling): Promise<void> {
  const { screen, locale } = telling;
  const seller = await takeHand(browser, screen, locale);
  const buyer = await takeHand(browser, screen, locale);
  await becomeMember(seller, telling);
  await becomeSeller(seller, telling);
  await postNote(seller, telling);
  await findAndAsk(buyer, telling);
  await talk(seller, buyer, telling);
  const orderPath = await buyAndPay(buyer, telling);
  await shipAndCorrect(seller, telling);
  await receive(buyer, orderPath);
  await withdraw(seller, telling);
  await seller.leave();
  await buyer.leave();
}

/** A guest looks around, is led to sign up when they want to sell, and learns why they may not yet. */
async function becomeMember(hand: Hand, { seller }: Telling): Promise<void> {
  const { t } = hand;
  await hand.open(product.url);
  await hand.look();
  await hand.tap(hand.place('/compose'));
  await hand.at(/^\/signin$/);
  await hand.look();
  await signUp(hand, seller.phone, seller.nickname);
  await hand.at(/^\/compose$/);
  await hand.look();
  await hand.tap(hand.link(t('compose/kind-sell')));
  await hand.at(/^\/sell$/);
  await hand.sees(t('sell/gate-title'));
  await hand.look();
  await hand.tap(hand.link(t('sell/gate-open')));
  await hand.at(/^\/verify$/);
  await hand.sees(t('verify/age', { days: 180 }));
  await hand.sees(t('verify/pro-waits'));
  await hand.sees(t('verify/real-name-none'));
  await hand.sees(t('verify/quick-sell-waits'));
  await hand.look();
}

/** Half a year later: real name, pro account, and quick sell in one tap. */
async function becomeSeller(hand: Hand, { seller }: Telling): Promise<void> {
  const { t } = hand;
  await passTime(product.client(), 180 * dayMs);
  await hand.open(`${product.url}/verify`);
  await hand.sees(t('verify/age-passed', { days: 180 }));
  await hand.type(t('verify/name'), seller.name);
  await hand.type(t('verify/id-number'), seller.idNumber);
  await hand.tap(hand.button(t('verify/submit')));
  await hand.tap(hand.button(t('verify/open-pro')));
  await hand.sees(t('verify/almost-title'));
  await hand.look();
  const before = hand.taps();
  await hand.tap(hand.button(t('verify/open-quick-sell')));
  await hand.sees(t('verify/ready-title'));
  assert.equal(hand.taps() - before, 1, 'quick sell opens in one tap');
  await hand.open(product.url);
}

/** From the feed to the published note: three taps, and the net is seen before the last. */
async function postNote(hand: Hand, { goods, says }: Telling): Promise<void> {
  const { t } = hand;
  const before = hand.taps();
  await trade.startSelling(hand);
  await trade.fillSellForm(hand, goods);
  await hand.sees(formatMoney(166_992));
  await hand.type(t('sell/freight'), '12');
  await hand.sees(formatMoney(netFen));
  await hand.type(t('sell/flaw'), says.flaw);
  await hand.type(t('sell/quantity'), '2');
  await hand.look();
  await trade.publish(hand);
  assert.ok(hand.taps() - before <= 3, `${hand.taps() - before} taps`);
  await hand.sees(goods.title);
  await hand.look();
}

/** A guest finds the note in the feed and asks about it; signing up leads back to the note. */
async function findAndAsk(hand: Hand, { goods, buyer }: Telling): Promise<void> {
  const { t } = hand;
  await hand.open(product.url);
  await trade.openFromFeed(hand, goods.title);
  const notePath = new URL(hand.page.url()).pathname;
  await hand.tap(hand.button(t('note/chat')));
  await hand.at(/^\/signin$/);
  await signUp(hand, buyer.phone, buyer.nickname);
  await hand.at(/^\/n\//);
  assert.equal(new URL(hand.page.url()).pathname, notePath);
  await hand.tap(hand.button(t('note/chat')));
  await hand.at(/^\/chat\//);
}

/** Both talk, and each sees what the other says without reading the page anew. */
async function talk(seller: Hand, buyer: Hand, { goods, says, buyer: who }: Telling) {
  const { t } = seller;
  await seller.tap(seller.link(t('shell/back')));
  await seller.at(/^\/$/);
  await seller.tap(seller.place('/chat'));
  await seller.at(/^\/chat$/);
  await buyer.type(t('chat/write'), says.ask);
  await buyer.tap(buyer.button(t('chat/send')));
  await seller.sees(says.ask);
  await seller.look();
  await seller.tap(seller.link(new RegExp(who.nickname)));
  await seller.at(/^\/chat\//);
  await seller.type(t('chat/write'), says.answer);
  await seller.page.keyboard.press('Enter');
  await buyer.sees(says.answer);
  await trade.openSheet(seller, t('chat/add'));
  await seller.look();
  const dialog = seller.page.getByRole('dialog');
  await seller.tap(dialog.getByRole('button').filter({ hasText: goods.title }));
  await buyer.link(t('chat/buy')).waitFor();
  await seller.look();
  await buyer.look();
}

/** Orders, turns back at the cashier, comes again, is declined, and pays. */
async function buyAndPay(hand: Hand, telling: Telling): Promise<string> {
  const { t, page } = hand;
  if (telling.buysFrom === 'card') {
    await hand.tap(hand.link(t('chat/buy')));
    await hand.at(/^\/checkout\//);
  } else {
    await hand.open(product.url);
    await trade.openFromFeed(hand, telling.goods.title);
    await trade.buyFromNote(hand, totalFen);
  }
  await trade.fillAddress(hand, telling.buyer.place);
  await hand.look();
  await trade.placeOrder(hand);
  await hand.look();
  await trade.abandonCashier(hand);
  await hand.sees(t('order/head-pay-buyer'));
  await hand.sees(t('order/money-not-paid'));
  await hand.sees(t('order/else-closes'));
  await hand.look();
  const orderPath = new URL(page.url()).pathname;
  await hand.tap(hand.button(t('order/act-pay')));
  await hand.at(/^\/cashier\//);
  await trade.payAfterDecline(hand, formatMoney(totalFen));
  assert.equal(new URL(page.url()).pathname, orderPath);
  await hand.sees(t('order/money-escrow-buyer'));
  // The countdown to the shipping begins at once, not with the next tick of the one before.
  const left = await page.locator('time.countdown').first().innerText();
  assert.ok(left.includes(t('time/days', { count: 2 })), left);
  await hand.look();
  return orderPath;
}

/** The seller hears of it, ships with a mistyped waybill and corrects it. */
async function shipAndCorrect(hand: Hand, { goods }: Telling): Promise<void> {
  const { t, page } = hand;
  await hand.open(`${product.url}/me`);
  await hand.tap(hand.link(t('me/sold')));
  await hand.at(/^\/orders$/);
  await hand.sees(t('order/head-ship-seller'));
  await hand.look();
  await hand.open(`${product.url}/notifications`);
  await hand.look();
  await hand.tap(page.locator('a[href^="/orders/"]', { hasText: goods.title }));
  await hand.at(/^\/orders\//);
  await hand.sees(t('order/else-refunds'));
  await hand.sees(t('order/money-escrow-seller'));
  await hand.look();
  const number = hand.screen === 'phone' ? '1' : '2';
  await trade.openSheet(hand, t('order/act-ship'));
  await hand.look();
  await trade.typeWaybill(hand, `SF${number}234567890120`);
  await hand.sees(t('order/head-transit'));
  await trade.openSheet(hand, t('order/act-correct'));
  await trade.typeWaybill(hand, `SF${number}234567890123`);
  await hand.sees(t('order/old-waybills', { list: `SF${number}234567890120` }));
  await hand.look();
}

/** The parcel moves, the buyer follows it, and confirms once it is there. */
async function receive(hand: Hand, orderPath: string): Promise<void> {
  const { t, page } = hand;
  await hand.sees(t('order/head-transit'));
  const sandbox = await hand.another(`${product.url}/sandbox`);
  await sandbox.look();
  await trade.passDay(sandbox);
  await hand.sees(hand.locale === 'en' ? /Picked up in/ : /已揽收/);
  await hand.look();
  await trade.passDay(sandbox);
  await sandbox.page.close();
  await hand.sees(t('order/head-check-buyer'));
  await hand.sees(t('order/else-confirms'));
  await hand.look();
  assert.equal(new URL(page.url()).pathname, orderPath);
  await trade.openSheet(hand, t('order/act-confirm'));
  await hand.look();
  await hand.tap(hand.button(t('order/confirm-yes')));
  await hand.sees(t('order/head-done'));
  await hand.sees(t('order/money-seller-buyer'));
  await hand.look();
}

/** Gross, fee and net in the wallet; an account of one's own name; the money at the bank. */
async function withdraw(hand: Hand, { bank }: Telling): Promise<void> {
  const { t } = hand;
  await hand.sees(t('order/head-done'));
  await hand.sees(t('order/money-seller-seller', { gross: formatMoney(totalFen) }));
  await hand.sees(formatMoney(netFen));
  await hand.open(`${product.url}/me`);
  await hand.tap(hand.link(t('me/wallet')));
  await hand.at(/^\/wallet$/);
  const gross = formatMoney(totalFen);
  await hand.sees(t('wallet/line-gross', { gross, fee: formatMoney(feeFen) }));
  await hand.sees(formatMoney(netFen));
  await hand.look();
  // The money of a first sale waits, and the page says so.
  await hand.sees(t('wallet/waits-why'));
  await passTime(product.client(), 3 * dayMs);
  await hand.open(`${product.url}/wallet`);
  assert.equal(await hand.page.getByText(t('wallet/waits-why')).count(), 0);
  await hand.type(t('wallet/bank'), bank);
  await hand.type(t('wallet/account-no'), '6225 8801 2345 6789');
  await hand.tap(hand.button(t('wallet/bind')));
  await hand.tap(hand.button(t('wallet/all')));
  await hand.tap(hand.button(t('wallet/withdraw-yes')));
  await hand.sees(t('wallet/asked'));
  assert.equal(await hand.page.getByLabel(t('wallet/amount'), { exact: true }).inputValue(), '');
  await hand.look();
  await trade.waitForBank(hand, product, t('wallet/state-paid'));
  assert.equal(await hand.page.getByText(t('wallet/asked')).count(), 0, 'it has arrived');
  await hand.sees(t('wallet/month-sales', { count: 1 }));
  await hand.look();
}
