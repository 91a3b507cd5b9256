// Real: the whole product, its pages in a real browser, sockets, PostgreSQL. Simulated: the phone.
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
const author = await people.join(product, '沈见');
const reader = await people.join(product, '小林');
const sizes = Object.keys(screens) as Screen[];

async function publish(title: string): Promise<string> {
  const pictureIds = [await people.uploadPicture(author)];
  const body = { title, body: ['二十张里有十二张是猫。'], pictureIds };
  return (await author.call<{ noteId: string }>('publishNote', { body })).noteId;
}

async function openAs(
  person: people.Person | undefined,
  path: string,
  size: Screen,
  scripts = true,
): Promise<Tab> {
  const tab = await browser.open(size, { scripts });
  const pairs = person ? person.cookie().split('; ') : [];
  await tab.context.addCookies(
    pairs.map((pair) => {
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

const likeOf = (page: Page) => page.locator('footer form[action$="?/like"] button');
const lines = (page: Page) => page.locator('.responses .words');

/** Types into whatever the page offers for writing, and sends it. */
async function say(page: Page, text: string): Promise<void> {
  await page.locator('textarea[name="text"]').last().fill(text);
  await page.getByRole('button', { name: '发送' }).last().click();
}

for (const size of sizes) {
  test(`a note is liked, saved and talked about, and others see it at once, on a ${size}`, async () => {
    const noteId = await publish(`拍立得的夏天 ${size}`);
    const path = `/n/${noteId}`;
    const [mine, theirs] = [await openAs(reader, path, size), await openAs(author, path, size)];
    const { page } = mine;

    await likeOf(page).click();
    await expect(likeOf(page)).toHaveAttribute('aria-pressed', 'true');
    await expect(likeOf(page)).toHaveText('1');
    await page.route('**/like', (route) => route.abort());
    await likeOf(page).click();
    await expect(page.getByText('没有成功，请再试一次')).toBeVisible();
    await expect(likeOf(page)).toHaveText('1');
    await page.unroute('**/like');

    await page.locator('footer form[action$="?/save"] button').click();
    await page.getByRole('button', { name: '新建收藏夹' }).click();
    await page.getByLabel('收藏夹的名字').fill(`想去 ${size}`);
    await page.getByRole('button', { name: '建好并收藏' }).click();
    await expect(page.getByText(`已收藏到「想去 ${size}」`)).toBeVisible();

    if (size === 'phone') await page.locator('#write button').click();
    await say(page, '#谷子 在哪里拍的？');
    await expect(lines(page)).toHaveText(['#谷子 在哪里拍的？']);
    await expect(theirs.page.getByRole('button', { name: '有 1 条新评论' })).toBeVisible();
    await theirs.page.getByRole('button', { name: '有 1 条新评论' }).click();
    await theirs.page.locator('.responses').getByText('回复', { exact: true }).click();
    await say(theirs.page, '在海边');
    await expect(lines(page)).toHaveText(['#谷子 在哪里拍的？', '在海边']);
    await assertSound(mine);

    await theirs.page
      .getByRole('button', { name: '小林 的评论：更多' })
      .or(theirs.page.getByRole('link', { name: '小林 的评论：更多' }))
      .click();
    await theirs.page.getByRole('button', { name: '置顶这条评论' }).click();
    await expect(theirs.page.getByText('置顶', { exact: true })).toBeVisible();
    await assertSound(theirs);

    await page.reload({ waitUntil: 'networkidle' });
    await expect(likeOf(page)).toHaveText('1');
    await page.getByRole('link', { name: '小林 的评论：更多' }).click();
    await page.getByRole('button', { name: '删除' }).click();
    await page.getByRole('button', { name: '删除' }).click();
    await expect(page.getByText('这条评论已经不在了')).toBeVisible();
    await expect(page.getByRole('heading', { name: '评论 1' })).toBeVisible();
  });
}

test('without scripts the same is done by forms and links, and nothing typed is lost', async () => {
  const noteId = await publish('没有脚本也能读');
  const guest = await openAs(undefined, `/n/${noteId}`, 'phone', false);
  await likeOf(guest.page).click();
  await expect(guest.page).toHaveURL(new RegExp(`/signin\\?back=%2Fn%2F${noteId}$`));

  const { page } = await openAs(reader, `/n/${noteId}`, 'phone', false);
  await likeOf(page).click();
  await expect(likeOf(page)).toHaveAttribute('aria-pressed', 'true');
  await say(page, '好看');
  await expect(lines(page)).toHaveText(['好看']);
  await page.locator('.responses').getByText('回复', { exact: true }).click();
  await say(page, '真的');
  await expect(lines(page)).toHaveText(['好看', '真的']);
  const long = '长'.repeat(600);
  await say(page, long);
  await expect(page.getByText('评论最多 500 字')).toBeVisible();
  await expect(page.locator('textarea[name="text"]')).toHaveValue(long);
});

for (const size of sizes) {
  test(`a member’s page, shop, collections and card are whole on a ${size}`, async () => {
    const { memberId } = reader;
    const tab = await openAs(reader, `/u/${memberId}?tab=saved`, size);
    const { page } = tab;
    await assertSound(tab);
    await page.getByRole('link', { name: `想去 ${size}` }).click();
    await page.getByRole('button', { name: '设为公开' }).click();
    await expect(page.getByRole('button', { name: '设为仅自己可见' })).toBeVisible();
    await assertSound(tab);
    for (const path of [`/u/${memberId}?tab=liked`, `/shop/${memberId}`, `/u/${memberId}/card`]) {
      await page.goto(product.url + path, { waitUntil: 'networkidle' });
      await assertSound(tab);
    }
    const card = await page.request.get(`${product.url}/u/${memberId}/card.png`);
    assert.deepEqual([card.status(), card.headers()['content-type']], [200, 'image/png']);

    const theirs = await openAs(author, `/u/${memberId}?tab=saved`, size);
    await expect(theirs.page.getByRole('link', { name: `想去 ${size}` })).toBeVisible();
    await theirs.page.getByRole('button', { name: '关注: 小林' }).click();
    await theirs.page.getByRole('link', { name: '粉丝 1' }).click();
    await expect(theirs.page.getByRole('heading', { name: '小林' })).toBeVisible();
    await expect(theirs.page.getByRole('link', { name: '沈见' })).toBeVisible();
    await assertSound(theirs);
    await theirs.page.goBack();
    await theirs.page.getByRole('button', { name: '已关注: 小林' }).click();
    await expect(
      theirs.page.getByRole('button', { name: '关注: 小林', exact: true }),
    ).toBeVisible();
    await assertSound(theirs);
    await reader.call('blockMember', { params: { memberId: author.memberId } });
    for (const path of ['', '/follows', '/card', '/card.png']
      .map((path) => `/u/${memberId}${path}`)
      .concat(`/shop/${memberId}`)) {
      const answer = await theirs.page.request.get(product.url + path);
      assert.equal(answer.status(), 404, path);
    }
    await reader.call('unblockMember', { params: { memberId: author.memberId } });
  });
}

test('a card shows what everybody may see, whoever asks for it', async () => {
  const cardFor = async (person: people.Person) => {
    const headers = { cookie: person.cookie() };
    const answer = await fetch(`${product.url}/u/${author.memberId}/card.png`, { headers });
    assert.equal(answer.status, 200);
    return Buffer.from(await answer.arrayBuffer()).toString('base64');
  };
  await reader.call('followMember', { params: { memberId: author.memberId } });
  const before = await cardFor(reader);
  const pictureIds = [await people.uploadPicture(author, '#123456')];
  const content = { title: '只给关注我的人', body: [], pictureIds };
  const audience = { kind: 'followers' };
  const { noteId } = await author.call<{ noteId: string }>('publishNote', {
    body: { ...content, audience },
  });
  await reader.call('getNote', { params: { noteId } });
  assert.ok((await cardFor(reader)) === before, 'a follower gets the same card');
  assert.ok((await cardFor(author)) === before, 'and so does its member');
  await author.call('publishNote', { body: content });
  assert.ok((await cardFor(reader)) !== before, 'another cover changes it');
});

test('a member is reported from their page, without scripts', async () => {
  const { page } = await openAs(author, `/u/${reader.memberId}`, 'phone', false);
  await page.getByRole('link', { name: '不看、拉黑或举报' }).click();
  await page.getByRole('link', { name: '举报 TA' }).click();
  await expect(page.getByText('小林', { exact: true })).toBeVisible();
  await page.getByLabel('辱骂骚扰').check();
  await page.getByRole('button', { name: '提交举报' }).click();
  await expect(page.getByText('收到了，运营会尽快处理')).toBeVisible();
});
