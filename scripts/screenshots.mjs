// npm run screenshots: takes the README's pictures of a running demo town (TUCKSHOP_AT, or port 3000).
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
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

const buyer = await signedIn('13800000002');
const seller = await signedIn('13800000001');
const listed = await (await buyer.request.get(`${at}/api/v1/feed`)).json();
const orders = await (await buyer.request.get(`${at}/api/v1/orders?state=WAIT_SHIP`)).json();
/** @type {[import('playwright').BrowserContext, string, string][]} */
const shots = [
  [buyer, '/', 'feed'],
  [buyer, `/n/${listed.items[0].id}`, 'note'],
  [buyer, `/orders/${orders.items[0].id}`, 'order'],
  [seller, '/sell', 'sell'],
  [seller, '/wallet', 'wallet'],
  [buyer, '/chat', 'chat'],
];
for (const [context, path, name] of shots) {
  const page = await context.newPage();
  await page.goto(at + path, { waitUntil: 'networkidle' });
  await page.screenshot({ path: join(folder, `${name}-390.png`) });
  await page.close();
}
await browser.close();
