import assert from 'node:assert/strict';
import type { Locator, Page } from '@playwright/test';
import { en } from '#kit/i18n/en/index.ts';
import { createTranslate, type Locale, type Translate } from '#kit/i18n/texts.ts';
import { zh } from '#kit/i18n/zh/index.ts';
import { assertAccessible, assertNoSidewaysScroll, type Screen, type Tab } from './browser.ts';

type Browser = {
  open(screen: Screen, options: { locale: Locale; keepsPages?: boolean }): Promise<Tab>;
};

/** What a person at the screen can do: go somewhere, tap, type, choose, look. Nothing else. */
export type Hand = {
  page: Page;
  screen: Screen;
  locale: Locale;
  /** The product's texts in this person's language: buttons are found by what they say. */
  t: Translate;
  /** How many taps were made so far; typing and choosing a picture are none. */
  taps(): number;
  tap(target: Locator): Promise<void>;
  /** Types into the field with this label, over what is there. */
  type(label: string, text: string): Promise<void>;
  /** A button or a link, by what it says; the first, where a wide screen shows two. */
  button(name: string | RegExp): Locator;
  link(name: string | RegExp): Locator;
  /** A place of the main navigation, at the foot of a phone or at a wide screen's side. */
  place(href: string): Locator;
  /** Waits until these words can be read somewhere on the page. */
  sees(words: string | RegExp): Promise<void>;
  /** Opens an address and waits until the page answers to taps. */
  open(url: string): Promise<void>;
  /** Waits until the page at this path is there and answers to taps. */
  at(path: RegExp): Promise<void>;
  /** Holds the page as it is now to what every page must be. */
  look(): Promise<void>;
  /** A second page of the same person, beside the first. */
  another(url: string): Promise<Hand>;
  /** Puts the browser away. */
  leave(): Promise<void>;
};

const textsOf = { 'zh-CN': zh, en } as const;

/** Gives somebody a browser of their own. */
export async function takeHand(browser: Browser, screen: Screen, locale: Locale): Promise<Hand> {
  const tab = await browser.open(screen, { locale });
  return handOf(tab, screen, locale);
}

/** The same for somebody who has signed in through the API already, in the language they speak. */
export async function lendHand(
  browser: Browser,
  person: { cookie(): string },
  seat: { url: string; screen: Screen; locale: Locale; keepsPages?: boolean },
): Promise<Hand> {
  const { locale, keepsPages = false } = seat;
  const tab = await browser.open(seat.screen, { locale, keepsPages });
  const cookies = person.cookie().split('; ');
  await tab.context.addCookies(
    cookies.map((pair) => {
      const [name, value] = pair.split('=') as [string, string];
      return { name, value, url: seat.url };
    }),
  );
  return handOf(tab, seat.screen, seat.locale);
}

function handOf(tab: Tab, screen: Screen, locale: Locale): Hand {
  const { page, context } = tab;
  page.setDefaultTimeout(60_000);
  let taps = 0;
  const open = async (url: string) => void (await page.goto(url, { waitUntil: 'networkidle' }));
  return {
    page,
    screen,
    locale,
    t: createTranslate(() => textsOf[locale]),
    taps: () => taps,
    async tap(target) {
      taps += 1;
      if (screen === 'phone') await target.tap();
      else await target.click();
    },
    type: (label, text) =>
      page.getByLabel(label, { exact: true }).filter({ visible: true }).fill(text),
    button: (name) => page.getByRole('button', { name, exact: true }).first(),
    link: (name) => page.getByRole('link', { name, exact: true }).first(),
    place: (href) => page.locator(`nav a[href="${href}"]`).filter({ visible: true }).first(),
    sees: (words) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    open,
    async at(path) {
      await page.waitForURL((url) => path.test(url.pathname));
      await page.waitForLoadState('networkidle');
    },
    look: () => assertSound(tab, locale),
    async another(url) {
      const second = handOf({ ...tab, page: await context.newPage() }, screen, locale);
      await second.open(url);
      return second;
    },
    leave: () => context.close(),
  };
}

/** No barrier, nothing beyond the screen's side, no complaint, nothing in a foreign language. */
async function assertSound(tab: Tab, locale: Locale): Promise<void> {
  await assertNoSidewaysScroll(tab.page);
  await assertAccessible(tab.page);
  await assertSpeaks(tab.page, locale);
  assert.deepEqual(tab.complaints(), [], tab.page.url());
}

/**
 * Fails where a page shows a text's key, an unfilled `{name}` or, in English, Chinese characters.
 * Whoever writes in an English story writes English, so that what is left is the page's own; only
 * what is marked as Chinese (the switch of the language) may be Chinese.
 */
async function assertSpeaks(page: Page, locale: Locale): Promise<void> {
  const shown = await page.evaluate<string[]>(readShownTexts);
  assert.ok(shown.length > 3, 'the page says something');
  const wrong = shown.filter(
    (text) => Object.hasOwn(zh, text) || /\{\w+/.test(text) || (locale === 'en' && isHan(text)),
  );
  assert.deepEqual(wrong, [], page.url());
}

/** The shop's name is written in both scripts, as on a signboard; its first sign stands alone. */
const isHan = (text: string) =>
  text !== '小' && /\p{Script=Han}/u.test(text.replace('小卖部 Tuckshop', ''));

// Written as text: these files are checked without a browser's types.
const readShownTexts = `(() => {
  const found = [document.title];
  const isForeign = (element) => element.closest('[lang|="zh"]') !== null
    && element.closest('[lang|="zh"]') !== document.documentElement;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (/^(SCRIPT|STYLE|NOSCRIPT)$/.test(element.tagName) || isForeign(element)) continue;
    if (element.checkVisibility()) found.push(node.data.trim());
  }
  for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
    for (const element of document.body.querySelectorAll('[' + name + ']')) {
      if (!isForeign(element)) found.push(element.getAttribute(name).trim());
    }
  }
  return found.filter((text) => text !== '');
})()`;
