// Real: the whole product, its pages and worker in a real browser, PostgreSQL, the socket, mails as
// they would be sent. Simulated: mail server and payment provider; pushes are handed to the worker
// by the browser itself, since no push service is on this machine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expect, type Page } from '@playwright/test';
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
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const fans = [
  await people.join(product, '小林'),
  await people.join(product, '阿周'),
  await people.join(product, '沈见'),
];
const sizes = Object.keys(screens) as Screen[];
const plainHost = 'http://tuckshop.test';

async function openAs(
  person: people.Person | undefined,
  path: string,
  options: Parameters<typeof browser.open>[1] & { size: Screen },
  by = browser,
): Promise<Tab> {
  const tab = await by.open(options.size, options);
  const pairs = person ? person.cookie().split('; ') : [];
  await tab.context.addCookies(
    pairs.flatMap((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [product.url, plainHost].map((url) => ({ name, value: value.join('='), url }));
    }),
  );
  await tab.page.goto(path.startsWith('http') ? path : product.url + path, {
    waitUntil: 'networkidle',
  });
  return tab;
}

async function assertSound({ page, complaints }: Tab): Promise<void> {
  await assertNoSidewaysScroll(page);
  await assertAccessible(page);
  assert.deepEqual(complaints(), [], page.url());
}

const list = (page: Page, name: 'duties' | 'people' | 'trade') =>
  page.locator(`nav a[href="/notifications?tab=${name}"]`);
const badge = (page: Page) => page.locator('nav .unread').filter({ visible: true });

test('a note that lies over the feed stays there while news comes in', async () => {
  const { noteId } = await seller.call<{ noteId: string }>('publishNote', {
    body: {
      title: '读到一半的旁轴',
      body: ['慢慢读'],
      pictureIds: [await people.uploadPicture(seller)],
    },
  });
  const { page, context } = await openAs(seller, '/', { size: 'desktop' });
  await page.getByRole('link', { name: '读到一半的旁轴' }).first().click();
  const over = page.getByRole('dialog');
  await over.waitFor();
  const counted = await badge(page).textContent();
  await fans[0]!.call('likeNote', { params: { noteId } });
  await product.app.settle();
  await expect(badge(page)).not.toHaveText(counted ?? '');
  await expect(over).toBeVisible();
  assert.equal(new URL(page.url()).pathname, `/n/${noteId}`);
  await context.close();
});

for (const size of sizes) {
  test(`a duty stands until it is done; three who like are one line, on a ${size}`, async () => {
    const title = `旁轴相机 ${size}`;
    const { listingId, noteId } = await people.sell(seller, { title });
    const { orderId } = await people.buy(buyer, listingId);
    await people.payAtCashier(product, buyer, orderId);
    for (const fan of fans) await fan.call('likeNote', { params: { noteId } });
    await product.app.settle();
    await seller.call('markNotificationsRead', { body: { category: 'house' } });

    const tab = await openAs(seller, '/chat', { size });
    const { page } = tab;
    await expect(badge(page)).toBeVisible();
    await assertSound(tab);
    await list(page, 'duties').click();
    const duty = page.getByRole('link', { name: `待发货：${title}` });
    await expect(duty).toHaveAttribute('href', `/orders/${orderId}`);
    await assertSound(tab);

    await list(page, 'people').click();
    const line = page.getByRole('link', { name: `沈见等 3 人赞了你的笔记「${title}」` });
    await expect(line).toBeVisible();
    await assertSound(tab);
    await list(page, 'trade').click();
    await expect(page.getByText(title).first()).toBeVisible();
    await expect(badge(page)).toHaveCount(0);

    await list(page, 'duties').click();
    await expect(duty).toBeVisible();
    const waybillNo = `SF900000000${size === 'phone' ? '1111' : '2222'}`;
    await seller.call('shipOrder', { params: { orderId }, body: { carrier: 'SF', waybillNo } });
    await product.app.settle();
    await page.reload({ waitUntil: 'networkidle' });
    await expect(page.getByText('没有要做的事')).toBeVisible();
    await tab.context.close();
  });

  test(`settings are kept, with and without scripts, on a ${size}`, async () => {
    const member = await people.join(product, `小满 ${size}`);
    for (const scripts of [true, false]) {
      const tab = await openAs(member, '/settings/notifications', { size, scripts });
      const { page } = tab;
      const likes = page.getByRole('checkbox', { name: '赞和收藏 推送' });
      await expect(likes).toBeChecked({ checked: !scripts });
      await likes.setChecked(scripts);
      await page.getByLabel('从', { exact: true }).fill(scripts ? '23:30' : '21:15');
      await page.getByText('每天', { exact: true }).click();
      await page.getByRole('button', { name: '保存' }).click();
      await expect(page.getByText('已保存')).toBeVisible();
      if (scripts) await assertSound(tab);
      await page.goto(`${product.url}/settings/notifications`);
      await expect(likes).toBeChecked({ checked: scripts });
      await expect(page.getByLabel('从', { exact: true })).toHaveValue(scripts ? '23:30' : '21:15');
      await expect(page.getByRole('radio', { name: '每天' })).toBeChecked();
      await tab.context.close();
    }
  });
}

test('an address is bound on the page, and the link in a mail ends mails signed out', async () => {
  const address = 'lin@example.org';
  await seller.call('updateNotificationSettings', { body: { quiet: { isOn: false } } });
  const tab = await openAs(seller, '/settings/notifications', { size: 'phone' });
  const { page } = tab;
  await page.getByLabel('邮箱地址').fill(address);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await expect(page.getByText('验证码已发到 l***@example.org')).toBeVisible();
  const mails = () =>
    seller.call<{ items: { code?: string; text: string }[] }>('listSandboxMessages', {
      query: { to: address },
    });
  await page.getByLabel('邮件里的 6 位验证码').fill((await mails()).items[0]!.code!);
  await page.getByRole('button', { name: '绑定', exact: true }).click();
  await expect(page.getByText('已绑定 l***@example.org')).toBeVisible();
  await assertSound(tab);
  await tab.context.close();

  const { listingId } = await people.sell(seller, { title: '要发货的台灯' });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const linkIn = async () =>
    (await mails()).items.map(({ text }) => /\/unsubscribe\/\S+/.exec(text)?.[0]).find(Boolean);
  await people.until(async () => (await linkIn()) !== undefined);
  const guest = await openAs(undefined, (await linkIn())!, { size: 'phone', scripts: false });
  await expect(guest.page.getByText('不再收到交易待办的邮件？站内通知照常。')).toBeVisible();
  await guest.page.getByRole('button', { name: '确认退订' }).click();
  await expect(guest.page.getByText('已退订，不会再发这类邮件。')).toBeVisible();
  await guest.context.close();
  type Settings = { kinds: { kind: string; wanted: { mail: boolean } }[] };
  const { kinds } = await seller.call<Settings>('getNotificationSettings');
  assert.equal(kinds.find(({ kind }) => kind === 'duty')!.wanted.mail, false);
});

test('push needs https, and the page says so', async () => {
  const tab = await openAs(seller, '/settings/notifications', { size: 'desktop' });
  // The same product under a name for which plain http is not safe.
  await tab.context.route(`${plainHost}/**`, async (route) => {
    const url = route.request().url().replace(plainHost, product.url);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await tab.page.goto(`${plainHost}/settings/notifications`);
  await expect(tab.page.getByText('推送需要 https')).toBeVisible();
  await expect(tab.page.getByRole('button', { name: '开启推送' })).toHaveCount(0);
  // What the page still fetches must not be answered in a context that is gone.
  await tab.context.unrouteAll({ behavior: 'ignoreErrors' });
  await tab.context.close();
});

test('a push is shown, and leads to its page; a push service out of reach is told', async () => {
  const options = { size: 'phone', keepsPages: true } as const;
  const whole = await startBrowser({ whole: true });
  const tab = await openAs(seller, '/settings/notifications', options, whole);
  const { page, context } = tab;
  await context.grantPermissions(['notifications'], { origin: product.url });
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByRole('button', { name: '开启推送' }).click();
  await expect(page.getByText('浏览器连不上它的推送服务')).toBeVisible();
  await assertAccessible(page);

  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  const message = {
    title: '小卖部 · 交易',
    body: '待发货：旁轴相机',
    link: '/notifications?tab=trade',
    tag: 'n1',
    lang: 'zh-CN',
    unread: 2,
  };
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: product.url,
    registrationId: await registered,
    data: JSON.stringify(message),
  });
  const shown = `navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
    .then((all) => all.map(({ title, body, tag, data }) => ({ title, body, tag, ...data })))`;
  await people.until(async () => (await page.evaluate<object[]>(shown)).length > 0);
  const { title, body, tag, link } = message;
  assert.deepEqual(await page.evaluate<object[]>(shown), [{ title, body, tag, link }]);
  await context.close();
});
