// npm run screenshots: takes the README's pictures of a running demo town (TUCKSHOP_AT, or port 3000).
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import sharp from 'sharp';
import { root } from './runtime.mjs';

const at = process.env.TUCKSHOP_AT ?? 'http://localhost:3000';
const folder = join(root, 'docs/pictures');
const executablePath = process.env.TUCKSHOP_CHROMIUM ?? '/usr/bin/chromium';

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/** @param {string} phone */
async function signedIn(phone) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    locale: 'zh-CN',
  });
  const api = context.request;
  await api.post(`${at}/api/v1/sign-in-codes`, { data: { phone } });
  const messages = await (await api.get(`${at}/api/v1/sandbox/messages?to=${phone}`)).json();
  const code = messages.items[0].code;
  await api.post(`${at}/api/v1/sessions`, { data: { phone, code } });
  return context;
}

/** @param {import('playwright').BrowserContext} context @param {string} path */
async function read(context, path) {
  return (await context.request.get(`${at}/api/v1${path}`)).json();
}

const buyer = await signedIn('13800000002');
const seller = await signedIn('13800000001');
const { items: notes } = await read(buyer, '/feed?kind=discover&limit=50');
/** @type {(note: { attachments: unknown[], commentCount: number }) => number} */
const worth = (note) => Math.min(note.attachments.length, 1) * 100 + note.commentCount;
const [note] = notes.toSorted((a, b) => worth(b) - worth(a));
const [talk] = (await read(buyer, '/conversations')).items;
const [circle] = (await read(buyer, '/me/circles')).items;
const [order] = (await read(buyer, '/orders?state=WAIT_SHIP')).items;
/** @type {[import('playwright').BrowserContext, string, string][]} */
const shots = [
  [buyer, '/', 'feed'],
  [buyer, `/n/${note.id}`, 'note'],
  [buyer, `/chat/${talk.id}`, 'chat'],
  [buyer, `/circles/${circle.id}`, 'circle'],
  [buyer, `/shop/${note.author.id}`, 'shop'],
  [buyer, `/search?q=${encodeURIComponent('相机')}`, 'search'],
  [buyer, `/orders/${order.id}`, 'order'],
  [seller, '/sell', 'sell'],
];
for (const [context, path, name] of shots) {
  const page = await context.newPage();
  await page.goto(at + path, { waitUntil: 'networkidle' });
  const taken = await page.screenshot();
  // A palette is enough for what is drawn, and a third of the bytes.
  await sharp(taken)
    .png({ palette: true, quality: 90 })
    .toFile(join(folder, `${name}-390.png`));
  await page.close();
}
await browser.close();
