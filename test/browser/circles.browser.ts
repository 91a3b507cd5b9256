// Real: the whole product, its pages in a real browser, PostgreSQL. Simulated: the phone.
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
// A shop may be opened after 180 days, and time only goes forward: the keeper comes first.
const keeper = await people.seller(product, '管圈的沈见');
const member = await people.join(product, '小林');
const stranger = await people.join(product, '路过的人');
const sizes = Object.keys(screens) as Screen[];

async function openAs(
  person: people.Person,
  path: string,
  size: Screen,
  scripts = true,
): Promise<Tab> {
  const tab = await browser.open(size, { scripts });
  await tab.context.addCookies(
    person
      .cookie()
      .split('; ')
      .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return { name, value: value.join('='), url: product.url };
      }),
  );
  await tab.page.goto(product.url + path, { waitUntil: 'networkidle' });
  return tab;
}

async function assertSound(tab: Tab): Promise<void> {
  await assertNoSidewaysScroll(tab.page);
  await assertAccessible(tab.page);
  assert.deepEqual(tab.complaints(), [], tab.page.url());
}

async function go(page: Page, path: string): Promise<void> {
  await page.goto(product.url + path, { waitUntil: 'networkidle' });
}

for (const size of sizes) {
  test(`a circle is founded, joined by its code and kept, on a ${size}`, async () => {
    const name = `春风里 ${size}`;
    const keeping = await openAs(keeper, '/circles/new', size);
    await keeping.page.getByLabel('圈子名称').fill(name);
    await keeping.page.getByLabel('怎么加入').selectOption('code');
    await assertSound(keeping);
    await keeping.page.getByRole('button', { name: '创建圈子' }).click();
    await keeping.page.waitForURL(/\/circles\/\d+$/);
    const path = new URL(keeping.page.url()).pathname;
    const circleId = path.split('/').at(-1)!;

    await go(keeping.page, `${path}/keep`);
    const code = await keeping.page.locator('.signs').innerText();
    await keeping.page.getByLabel('地点').fill('东门岗亭');
    await keeping.page.getByLabel('时间').fill('每天 18:00–21:00');
    await keeping.page.locator('form[action="?/point"] button').click();
    await expect(keeping.page.getByText('已完成')).toBeVisible();
    await assertSound(keeping);
    const pictureIds = [await people.uploadPicture(keeper)];
    const audience = { kind: 'circle', circleId };
    await keeper.call('createListing', {
      body: {
        title: `邻居的台灯 ${size}`,
        priceFen: 3_000,
        quantity: 1,
        condition: '9',
        flaw: null,
        delivery: 'pickup',
        freightFen: 0,
        shipWithin: 'PT72H',
        pictureIds,
        note: { title: `邻居的台灯 ${size}`, body: ['自提'], pictureIds, audience },
      },
    });

    const outside = await openAs(stranger, `${path}?tab=goods`, size);
    await expect(outside.page.getByText('笔记、宝贝和自提点只有成员看得到')).toBeVisible();
    for (const inside of ['邻居的台灯', '东门岗亭', keeper.memberId]) {
      assert.ok(!(await outside.page.content()).includes(inside), inside);
    }
    assert.equal((await outside.page.goto(`${product.url}${path}/keep`))?.status(), 404);

    const joining = await openAs(member, `/circles?q=${encodeURIComponent(name)}`, size);
    await assertSound(joining);
    await joining.page.getByRole('link', { name }).click();
    await joining.page.getByLabel('邀请码').fill('WRONGONE');
    await joining.page.getByRole('button', { name: '加入圈子' }).click();
    await expect(joining.page.getByText('邀请码不对，请再核对一下')).toBeVisible();
    await joining.page.getByLabel('邀请码').fill(code);
    await joining.page.getByRole('button', { name: '加入圈子' }).click();
    await joining.page.getByRole('link', { name: '宝贝', exact: true }).click();
    await expect(joining.page.getByText(`邻居的台灯 ${size}`)).toBeVisible();
    await assertSound(joining);
    await joining.page.getByRole('link', { name: '关于', exact: true }).click();
    await expect(joining.page.getByText('东门岗亭')).toBeVisible();
    await assertSound(joining);

    await go(keeping.page, `${path}/keep`);
    await keeping.page.getByLabel('怎么加入').selectOption('request');
    await keeping.page.locator('form[action="?/card"] button').click();
    await expect(keeping.page.getByText('已完成')).toBeVisible();
    await go(outside.page, path);
    await outside.page.getByLabel('想说的话').fill('我住 12 号楼');
    await outside.page.getByRole('button', { name: '申请加入' }).click();
    await expect(outside.page.getByText('已申请加入，等圈主处理')).toBeVisible();
    await go(keeping.page, `${path}/keep`);
    await expect(keeping.page.getByText('我住 12 号楼')).toBeVisible();
    await assertSound(keeping);
    await keeping.page.getByRole('button', { name: '通过 路过的人 的申请' }).click();
    await expect(keeping.page.getByText('现在没有申请')).toBeVisible();
    await go(outside.page, `${path}?tab=about`);
    await expect(outside.page.getByText('东门岗亭')).toBeVisible();
    await outside.page.getByRole('button', { name: '退出圈子' }).click();
    await expect(outside.page.getByRole('button', { name: '申请加入' })).toBeVisible();
  });
}

test('without scripts a member is blocked, found in the list, and let go again', async () => {
  const { page } = await openAs(stranger, `/ties/${member.memberId}`, 'phone', false);
  await page.getByRole('button', { name: '拉黑', exact: true }).click();
  const there = await openAs(member, `/u/${stranger.memberId}`, 'phone', false);
  await expect(there.page.getByText('这里什么都没有')).toBeVisible();
  await page.goto(`${product.url}/settings/hidden`);
  await page.getByRole('button', { name: '解除拉黑: 小林' }).click();
  await expect(page.getByText('没有拉黑任何人')).toBeVisible();
  await go(there.page, `/u/${stranger.memberId}`);
  await expect(there.page.getByRole('heading', { name: '路过的人' })).toBeVisible();
});
