// Real: the whole product, its pages in a real browser, PostgreSQL, sockets. Simulated: the phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expect, type Route } from '@playwright/test';
import { sql } from '#platform/db/database.ts';
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

const product = await startProduct();
const browser = await startBrowser();
const author = await people.join(product, '阿禾的架子');
const pictureId = await people.uploadPicture(author);
const notesCount = 1_100;
const scriptBytesMax = 60 * 1024;
const shiftMax = 0.02;

/** Publishes the first by the API, and copies its row: a thousand by hand would break every limit. */
async function publishMany(): Promise<void> {
  const body = { title: '第一篇', body: ['看看'], pictureIds: [pictureId], city: '杭州' };
  const { noteId } = await author.call<{ noteId: string }>('publishNote', { body });
  await sql`
    insert into community.note (bucket, id, author_id, title, body, topics, city, picture_ids, card,
      published_at)
    select n.bucket, i.id, n.author_id, t.title, n.body, n.topics, n.city, n.picture_ids,
      (n.card::jsonb || jsonb_build_object('id', i.id::text, 'title', t.title))::json,
      n.published_at - k * interval '1 minute'
    from community.note n, generate_series(1, ${notesCount}::int) k,
      lateral (select platform.new_id(n.bucket + 0 * k) as id) i,
      lateral (select '闲置 ' || k as title) t
    where n.id = ${noteId}`.execute(product.app.platform.database.sql);
}
await publishMany();

/** Gives a tab the session of a member who has signed up over the API. */
async function enterAs(tab: Tab, person: people.Person): Promise<void> {
  const [name, value] = person.cookie().split('; ')[0]!.split('=') as [string, string];
  await tab.context.addCookies([{ name, value, url: product.url }]);
}

/** What a page holds once its garbage is gone: nodes count even where no page shows them. */
async function weightOf(tab: Tab): Promise<{ heapMb: number; nodes: number }> {
  const session = await tab.context.newCDPSession(tab.page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  await session.detach();
  return { heapMb: usedSize / 2 ** 20, nodes };
}

/** Scrolls until so many notes were shown. */
async function scrollThrough(tab: Tab, count: number): Promise<void> {
  await people.until(async () => {
    await tab.page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    const last = tab.page.getByRole('heading', { name: /^闲置 \d+$/ }).last();
    const text = await last.textContent().catch(() => '');
    return Number(/\d+/.exec(text ?? '')?.[0] ?? 0) >= count;
  });
}

test('a heart on a card likes its note, and leads a guest to signing in and back', async () => {
  const tab = await browser.open('phone');
  const { page } = tab;
  await page.goto(`${product.url}/nearby?city=杭州`, { waitUntil: 'networkidle' });
  const heart = page.locator('article').first().getByRole('button');
  await heart.click();
  await page.waitForURL(/signin\?back=%2Fnearby/);
  await enterAs(tab, author);
  await page.goto(product.url, { waitUntil: 'networkidle' });
  assert.equal(await heart.getAttribute('aria-pressed'), 'false');
  const told = page.waitForResponse(/\/like$/);
  await heart.click();
  await page.locator('article button[aria-pressed=true]').first().waitFor();
  assert.match((await heart.textContent()) ?? '', /1/);
  await told;
  await page.reload({ waitUntil: 'networkidle' });
  assert.equal(await heart.getAttribute('aria-pressed'), 'true');
  await heart.click();
  await page.locator('article button[aria-pressed=true]').first().waitFor({ state: 'detached' });
  await tab.context.close();
});

for (const size of Object.keys(screens) as Screen[]) {
  test(`the tabs of the feed are sound on a ${size}`, async () => {
    const tab = await browser.open(size);
    await enterAs(tab, author);
    for (const path of ['/', '/following', '/nearby', '/nearby?city=杭州', '/c/goods', '/market']) {
      await tab.page.goto(product.url + path, { waitUntil: 'networkidle' });
      await assertNoSidewaysScroll(tab.page);
      await assertAccessible(tab.page);
    }
    assert.deepEqual(tab.complaints(), []);
    await tab.context.close();
  });
}

test('a thousand cards weigh little more than two hundred', async () => {
  const tab = await browser.open('phone');
  await tab.page.goto(product.url, { waitUntil: 'networkidle' });
  await scrollThrough(tab, 200);
  const some = await weightOf(tab);
  await scrollThrough(tab, 1_000);
  const many = await weightOf(tab);
  assert.ok(many.heapMb < some.heapMb * 1.3 + 1, `heap ${some.heapMb}, then ${many.heapMb} MB`);
  assert.ok(many.nodes < some.nodes * 2 + 2_000, `${some.nodes}, then ${many.nodes} nodes`);
  await tab.context.close();
});

test('the first page costs little script, moves nothing, and leads on without any', async () => {
  const tab = await browser.open('phone');
  await tab.page.goto(product.url, { waitUntil: 'networkidle' });
  assert.ok(tab.scriptBytes() <= scriptBytesMax, `${tab.scriptBytes()} bytes`);
  const shift = await tab.page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(sum), 500);
  })`);
  assert.ok(shift <= shiftMax, `layout shift ${shift}`);
  await tab.context.close();
  const html = await (await fetch(product.url)).text();
  const next = /href="(\?after=[^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&');
  const second = await (await fetch(`${product.url}/${next}`)).text();
  assert.match(second, /闲置 24/);
  assert.doesNotMatch(second, />闲置 2</);
});

test('a followed member’s note is announced on the open feed and shown when asked for', async () => {
  const reader = await people.join(product, '读者小乙');
  await reader.call('followMember', { params: { memberId: author.memberId } });
  const tab = await browser.open('phone');
  await enterAs(tab, reader);
  await tab.page.goto(`${product.url}/following`, { waitUntil: 'networkidle' });
  await tab.page.getByText('第一篇').first().waitFor();
  const body = { title: '刚刚发的', body: [], pictureIds: [pictureId] };
  await author.call('publishNote', { body });
  await tab.page.getByRole('button', { name: '有 1 篇新笔记' }).click();
  await tab.page.getByRole('heading', { name: '刚刚发的' }).waitFor();
  await tab.context.close();
});

test('what was on screen is written down with its place', async () => {
  const tab = await browser.open('desktop');
  await tab.page.goto(product.url, { waitUntil: 'networkidle' });
  await tab.page.waitForTimeout(3_500);
  await tab.page.goto('about:blank');
  const { sql: handle } = product.app.platform.database;
  await people.until(async () => {
    const { rows } = await sql<{ position: number }>`select position from community.impression
      where member_id is null order by position`.execute(handle);
    return rows.length >= 4 && rows[0]!.position === 0;
  });
  await tab.context.close();
});

test('a heart is the same on a card and in the note that opens over it', async () => {
  const reader = await people.join(product, '点赞的人');
  const tab = await browser.open('desktop');
  const { page } = tab;
  await enterAs(tab, reader);
  await page.goto(product.url, { waitUntil: 'networkidle' });
  const card = page.locator('.waterfall article').filter({ hasText: '第一篇' });
  const heart = card.locator('button[aria-pressed]');
  const inNote = page.locator('dialog form[action$="?/like"] button');
  const before = Number(await heart.textContent());
  const isPressed = async (isLiked: boolean) => {
    for (const one of [heart, inNote]) {
      await expect(one).toHaveAttribute('aria-pressed', String(isLiked));
      await expect(one).toHaveText(String(before + Number(isLiked)));
    }
  };

  await card.locator('a').first().click();
  await inNote.click();
  await isPressed(true);
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog')).toHaveCount(0);
  await expect(heart).toHaveAttribute('aria-pressed', 'true');

  const told = page.waitForResponse(/\/like$/);
  await heart.click();
  await told;
  await card.locator('a').first().click();
  await isPressed(false);
  assert.deepEqual(tab.complaints(), []);
  await tab.context.close();
});

test('a heart given in a note is on its card after the way back, far down too', async () => {
  const tab = await browser.open('phone');
  const { page } = tab;
  await enterAs(tab, await people.join(product, '往回走的人'));
  await page.goto(product.url, { waitUntil: 'networkidle' });
  await scrollThrough(tab, 40);
  const card = page
    .locator('.waterfall article')
    .filter({ has: page.getByText('闲置 36', { exact: true }) });
  await card.locator('a').first().click();
  await page.locator('footer form[action$="?/like"] button').click();
  await page.locator('footer button[aria-pressed=true]').first().waitFor();
  await page.goBack();
  await expect(card.locator('button[aria-pressed]')).toHaveAttribute('aria-pressed', 'true');
  await tab.context.close();
});

test('a like that is lost on the way is said, and the heart shows what is true', async () => {
  const tab = await browser.open('phone');
  const { page } = tab;
  await enterAs(tab, await people.join(product, '信号不好的人'));
  await page.goto(product.url, { waitUntil: 'networkidle' });
  const heart = page.locator('.waterfall article button[aria-pressed]').first();
  const before = (await heart.textContent())!;
  const said = page.getByText('没有成功，请再试一次');
  const losses: Record<string, (route: Route) => Promise<void>> = {
    'no network': (route) => route.abort(),
    'a broken proxy': (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
  };
  for (const [name, lose] of Object.entries(losses)) {
    await page.route('**/like', lose);
    await heart.click();
    await expect(said, name).toBeVisible();
    await expect(heart, name).toHaveAttribute('aria-pressed', 'false');
    await expect(heart, name).toHaveText(before);
    await expect(said, name).toHaveCount(0, { timeout: 10_000 });
    await page.unroute('**/like');
  }

  // Liked and taken back at once, and neither arrives: nothing was liked.
  await page.route('**/like', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.abort();
  });
  await heart.click();
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
  await heart.click();
  await expect(said.first()).toBeVisible();
  await page.waitForTimeout(600);
  await expect(heart).toHaveAttribute('aria-pressed', 'false');
  await expect(heart).toHaveText(before);
  await page.unroute('**/like');
  await heart.click();
  await expect(heart).toHaveText(String(Number(before) + 1));
  await tab.context.close();
});

test('a long name takes no room from the neighbouring column', async () => {
  const shop = await people.seller(product, '住三楼养橘猫的老王');
  await people.sell(shop, { title: '猫抓板' });
  const tab = await browser.open('phone');
  await tab.page.setViewportSize({ width: 320, height: 640 });
  await tab.page.goto(`${product.url}/market`, { waitUntil: 'networkidle' });
  const widths = await tab.page
    .locator('article')
    .first()
    .evaluate((card) => [card.clientWidth, card.closest('.column')!.clientWidth]);
  assert.equal(widths[0], widths[1]);
  await tab.context.close();
});
