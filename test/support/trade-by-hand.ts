import assert from 'node:assert/strict';
import { formatPrice } from '#kit/i18n/format.ts';
import { minuteMs } from '#platform/clock.ts';
import { cashierTexts } from '../../src/sandbox/payment-simulator/cashier-texts.ts';
import type { Hand } from './hand.ts';
import { passTime, until } from './people.ts';
import { takePhotograph } from './photograph.ts';
import type { Product } from './product.ts';

/** What somebody types of the goods they sell; the choices left out stay as the form offers them. */
export type Goods = {
  title: string;
  text: string;
  price: string;
  freight?: string;
  quantity?: string;
  by?: 'courier' | 'pickup' | 'virtual';
};

/** From the page with the navigation to the form that sells: two taps. */
export async function startSelling(hand: Hand): Promise<void> {
  await hand.tap(hand.place('/compose'));
  await hand.at(/^\/compose$/);
  await hand.tap(hand.link(hand.t('compose/kind-sell')));
  await hand.at(/^\/sell$/);
}

/** From the page with the navigation to a published note that sells; answers the note's path. */
export async function sell(hand: Hand, goods: Goods): Promise<string> {
  await startSelling(hand);
  await fillSellForm(hand, goods);
  await publish(hand);
  return new URL(hand.page.url()).pathname;
}

/** Chooses a picture and fills the form, tapping only where a choice differs from the usual. */
export async function fillSellForm(hand: Hand, goods: Goods): Promise<void> {
  const { page, t } = hand;
  await page.locator('input[type=file]').setInputFiles(await takePhotograph());
  await hand.type(t('sell/name'), goods.title);
  await hand.type(t('sell/text'), goods.text);
  await hand.type(t('sell/price'), goods.price);
  if (goods.by) await hand.tap(page.getByText(t(`sell/by-${goods.by}`), { exact: true }));
  if (goods.freight) await hand.type(t('sell/freight'), goods.freight);
  if (goods.quantity) await hand.type(t('sell/quantity'), goods.quantity);
}

/** The one tap that publishes. */
export async function publish(hand: Hand): Promise<void> {
  const { page, t } = hand;
  // Pressed while a picture is still on its way up, the button would do nothing.
  await page.getByText(t('sell/cover'), { exact: true }).waitFor();
  await hand.tap(hand.button(t('sell/publish')));
  await hand.at(/^\/n\//);
}

/** Opens a note from the feed, as a reader does. */
export async function openFromFeed(hand: Hand, title: string): Promise<void> {
  await hand.tap(hand.page.getByRole('article').getByRole('link', { name: title }).first());
  await hand.at(/^\/n\//);
  await hand.page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** From a note to the page that asks where the goods shall go. */
export async function buyFromNote(hand: Hand, totalFen: bigint): Promise<void> {
  await hand.tap(hand.link(hand.t('note/buy', { price: formatPrice(totalFen) })));
  await hand.at(/^\/checkout\//);
}

export type Place = Record<'name' | 'phone' | 'province' | 'city' | 'district' | 'detail', string>;

/** Types an address where none is kept yet. */
export async function fillAddress(hand: Hand, place: Place): Promise<void> {
  for (const [field, text] of Object.entries(place)) {
    await hand.type(hand.t(`checkout/${field as keyof Place}`), text);
  }
}

/** Places the order; answers its path when the cashier, a place of its own, has opened. */
export async function placeOrder(hand: Hand): Promise<void> {
  const shop = new URL(hand.page.url()).origin;
  await hand.tap(hand.button(hand.t('checkout/place')));
  await hand.at(/^\/cashier\//);
  assert.notEqual(new URL(hand.page.url()).origin, shop, 'the cashier is not the shop');
}

/** Turns back at the cashier without paying. */
export async function abandonCashier(hand: Hand): Promise<void> {
  await hand.tap(hand.link(cashierTexts[hand.locale].cancel));
  await hand.at(/^\/orders\//);
}

/** The bank says no, the cashier says so, and the payer tries once more. */
export async function payAfterDecline(hand: Hand, amount: string): Promise<void> {
  const texts = cashierTexts[hand.locale];
  await hand.tap(hand.button(texts.decline));
  await hand.sees(texts.declinedTitle);
  await hand.look();
  await pay(hand, amount);
}

/** Pays at the cashier, which leads back to the shop, where the order is paid at once. */
export async function pay(
  hand: Hand,
  amount: string,
  delivery: 'ship' | 'pickup' | 'virtual' = 'ship',
): Promise<void> {
  await hand.tap(hand.button(cashierTexts[hand.locale].pay(amount)));
  await hand.at(/^\/orders\//);
  await hand.sees(hand.t(`order/head-${delivery}-buyer`));
}

/** Opens a sheet of the order's page by its button. */
export async function openSheet(hand: Hand, button: string): Promise<void> {
  await hand.tap(hand.button(button));
  await hand.page.getByRole('dialog').waitFor();
}

/** Ships with a waybill number, the carrier as the number suggests it. */
export async function typeWaybill(hand: Hand, waybillNo: string): Promise<void> {
  const { page, t } = hand;
  await hand.type(t('order/waybill-no'), waybillNo);
  const suggested = page.waitForResponse((answer) => answer.url().includes('/carriers?'));
  await page.keyboard.press('Tab');
  await suggested;
  await hand.tap(page.getByRole('dialog').getByRole('button', { name: t('order/ship-yes') }));
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** On the sandbox's page: lets a day pass by its button. */
export async function passDay(hand: Hand): Promise<void> {
  const { page, t } = hand;
  const moved = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await hand.tap(hand.button(`+${t('time/days', { count: 1 })}`));
  await moved;
}

/** Lets minutes pass, as banks need them, until these words can be read without reading anew. */
export async function waitForBank(hand: Hand, product: Product, words: string): Promise<void> {
  await until(async () => {
    await passTime(product.client(), minuteMs);
    return hand.page.getByText(words).isVisible();
  });
}
