import assert from 'node:assert/strict';
import { after } from 'node:test';
import axe from 'axe-core';
import { chromium, type BrowserContext, type Page } from '@playwright/test';

/** The screens every page must be good on. */
export const screens = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 } },
} as const;
export type Screen = keyof typeof screens;

export type Tab = {
  page: Page;
  context: BrowserContext;
  /** Compressed bytes of JavaScript that came over the wire so far. */
  scriptBytes(): number;
  /** What went wrong in the page so far: errors, refused policies, failed requests of our own. */
  complaints(): string[];
};

type TabOptions = {
  dark?: boolean;
  keepsPages?: boolean;
  locale?: 'zh-CN' | 'en';
  /** Off: the page must do with its forms and links. */
  scripts?: boolean;
};

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a browser for a test file, at its top; it is closed at the file's end.
 * @param whole with all that has to do with windows, such as notifications; slower
 */
export async function startBrowser({ whole = false } = {}) {
  const executablePath = process.env[whole ? 'TUCKSHOP_CHROMIUM_WHOLE' : 'TUCKSHOP_CHROMIUM'];
  const browser = await chromium.launch({
    args: flags,
    ...(executablePath ? { executablePath } : {}),
  });
  after(() => browser.close());
  return {
    /** A new visitor: own cookies, one page. */
    async open(screen: Screen, options: TabOptions = {}): Promise<Tab> {
      const context = await browser.newContext({
        ...screens[screen],
        locale: options.locale ?? 'zh-CN',
        colorScheme: options.dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        // Only tests of reading without a network want a worker between page and product.
        serviceWorkers: options.keepsPages ? 'allow' : 'block',
        javaScriptEnabled: options.scripts ?? true,
      });
      const page = await context.newPage();
      return { page, context, ...watch(page) };
    },
  };
}

function watch(page: Page): Pick<Tab, 'scriptBytes' | 'complaints'> {
  const complaints: string[] = [];
  let bytes = 0;
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser's own line about a 4xx answer; what the page makes of it is what counts.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on('response', (response) => {
    if (!response.url().endsWith('.js')) return;
    bytes += Number(response.headers()['content-length'] ?? 0);
  });
  return { scriptBytes: () => bytes, complaints: () => complaints };
}

/** Fails with what axe finds wrong on the page as it is now. */
export async function assertAccessible(page: Page): Promise<void> {
  // A page that was looked at before has axe still: reading it in takes longer than the look.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const found = await page.evaluate<string[]>(`axe
    .run(document, { resultTypes: ['violations'], preload: false, iframes: false })
    .then(({ violations }) => violations.map(({ id, nodes }) =>
      id + ': ' + nodes.map((node) => node.html.slice(0, 160)).join(' | ')))`);
  assert.deepEqual(found, [], page.url());
}

/** Fails when the page can be scrolled sideways. */
export async function assertNoSidewaysScroll(page: Page): Promise<void> {
  // Written as text: these files are checked without a browser's types.
  const excess = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.equal(excess, 0, `${page.url()} is ${excess} px too wide`);
}
