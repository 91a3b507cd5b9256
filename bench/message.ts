import { chromium, type Browser, type Page } from '@playwright/test';
import { pagesAreBuilt } from '#platform/http/pages.ts';
import { sessionCookie } from '#platform/http/server.ts';
import type { Ground } from './ground.ts';
import { openCaller, quantiles } from './load.ts';
import { startBenchProduct } from './product.ts';
import type { Report } from './report.ts';
import { memberIdOf, smallTown, tokenOf } from './town-sql.ts';
import { openTowns } from './town.ts';

const p50MaxMs = 200;
/** Together fewer than the two may send within one minute. */
const [warmMessages, messages] = [8, 50];
const pairs = 90;

/**
 * How long a message takes from the key that sends it in one browser until it can be read in
 * another: two Chromium pages on the conversation, one message at a time, each way in turn.
 */
export async function benchMessage(): Promise<Report> {
  if (!pagesAreBuilt()) throw new Error('the pages are not built');
  const towns = await openTowns();
  try {
    const ground = await towns.open(smallTown);
    const product = await startBenchProduct(ground, true);
    const executablePath = process.env['TUCKSHOP_CHROMIUM'] ?? '/usr/bin/chromium';
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      // Another two each time: what one run sent counts against its writers for a minute.
      const writer = (Math.floor(Date.now() / 1000) % pairs) * 2;
      const { port } = product;
      const path = await openConversation(ground, port, writer);
      const pages = [
        await openPage(browser, { port, path, member: writer }),
        await openPage(browser, { port, path, member: writer + 1 }),
      ] as const;
      return reportOf(await exchange(pages));
    } finally {
      await browser.close();
      await product.stop();
    }
  } finally {
    await towns.close();
  }
}

async function openConversation(ground: Ground, port: number, writer: number): Promise<string> {
  const caller = await openCaller(port);
  const headers = {
    authorization: `Bearer ${tokenOf(writer)}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ memberId: await memberIdOf(ground, writer + 1) });
  const answer = await caller.send('POST', '/api/v1/conversations', headers, body);
  caller.close();
  const { conversationId } = JSON.parse(answer.text) as { conversationId?: string };
  if (!conversationId) throw new Error(`no conversation: ${answer.status} ${answer.text}`);
  return `/chat/${conversationId}`;
}

type Seat = { port: number; path: string; member: number };

async function openPage(browser: Browser, { port, path, member }: Seat): Promise<Page> {
  const url = `http://localhost:${port}`;
  const context = await browser.newContext({ locale: 'zh-CN', serviceWorkers: 'block' });
  await context.addCookies([{ name: sessionCookie, value: tokenOf(member), url }]);
  const page = await context.newPage();
  const isListening = page.waitForEvent('websocket');
  await page.goto(url + path, { waitUntil: 'load' });
  const socket = await isListening;
  await socket.waitForEvent('framereceived');
  return page;
}

/** One message after another, the two in turn; milliseconds from the key to the word on the page. */
async function exchange(pages: readonly [Page, Page]): Promise<number[]> {
  const took: number[] = [];
  for (let turn = 0; turn < warmMessages + messages; turn += 1) {
    const [from, to] = turn % 2 === 0 ? pages : [pages[1], pages[0]];
    const text = `第 ${turn} 句，${Date.now()}`;
    await from.locator('textarea').fill(text);
    const seen = to.evaluate<number>(waitForText(text));
    const sent = from.evaluate<number>(nextEnter);
    await from.locator('textarea').press('Enter');
    const ms = (await seen) - (await sent);
    if (turn >= warmMessages) took.push(ms);
  }
  return took;
}

// Both pages are on one machine, whose clock both read; written as text, for these files are
// checked without a browser's types.
const nextEnter = `new Promise((done) =>
  addEventListener('keydown', () => done(performance.timeOrigin + performance.now()),
    { once: true, capture: true }))`;
/** Settles when the text has been drawn. */
const waitForText = (text: string) => `new Promise((done) => {
  const look = () => {
    if (!document.querySelector('ol.lines')?.textContent.includes(${JSON.stringify(text)})) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.timeOrigin + performance.now()));
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
})`;

function reportOf(took: number[]): Report {
  const { p50Ms, p95Ms } = quantiles(took);
  return {
    name: 'message',
    table: [{ what: 'from one browser to another', messages: took.length, p50Ms, p95Ms }],
    figures: { p50Ms, p95Ms },
    targets: [{ says: `p50 < ${p50MaxMs} ms from key to the other's page`, met: p50Ms < p50MaxMs }],
  };
}
