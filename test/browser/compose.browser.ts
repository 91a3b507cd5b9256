// Real: the whole product, its pages in a real browser, PostgreSQL. Notes are written by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { screens, startBrowser, type Screen } from '../support/browser.ts';
import { lendHand, type Hand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { takePhotograph } from '../support/photograph.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const friend = await people.join(product, '小林');
const photographs = await Promise.all(['#c97b4a', '#3b6ea5', '#4a8f5b'].map(takePhotograph));

type Note = {
  pictures: { id: string; width: number; height: number }[];
  body: { spans: { memberId: string | null; text: string }[] }[];
  city: string;
  version: number;
  audience: { kind: string };
};

const photos = (hand: Hand) => hand.page.getByRole('button', { name: /第 \d+ 张图片$/ });
const shownIn = (hand: Hand) =>
  photos(hand)
    .locator('img')
    .evaluateAll((images) => images.map((image) => image.getAttribute('src')));
const keptIn = (hand: Hand, count: number) =>
  people.until(async () => {
    const shown = await shownIn(hand);
    return shown.length === count && shown.every((src) => src!.startsWith('/api/v1/media/'));
  });

/** Drafts are read after the page is there. */
const showsIn = (hand: Hand, order: (string | null)[]) =>
  people.until(async () => isDeepStrictEqual(await shownIn(hand), order));

/** Two ways to another order: the arrow keys, and a drag where there is a mouse. */
async function reorder(hand: Hand): Promise<void> {
  const [first, second, third] = await shownIn(hand);
  await photos(hand).first().focus();
  await hand.page.keyboard.press('ArrowRight');
  assert.deepEqual(await shownIn(hand), [second, first, third]);
  if (hand.screen === 'phone') return;
  const [from, to] = [
    await photos(hand).nth(2).boundingBox(),
    await photos(hand).nth(0).boundingBox(),
  ];
  await hand.page.mouse.move(from!.x + 40, from!.y + 40);
  await hand.page.mouse.down();
  await hand.page.mouse.move(from!.x - 40, from!.y + 30, { steps: 4 });
  await hand.page.mouse.move(to!.x + 40, to!.y + 40, { steps: 4 });
  await hand.page.mouse.up();
  assert.deepEqual(await shownIn(hand), [third, second, first]);
}

async function cutSquare(hand: Hand): Promise<void> {
  const before = await shownIn(hand);
  await hand.tap(photos(hand).first());
  // The shape is chosen before the picture has been read.
  await hand.page.evaluate(`{
    const read = createImageBitmap;
    const held = new Promise((resolve) => { window.readPicture = resolve; });
    window.createImageBitmap = async (...asked) => { await held; return read(...asked); };
  }`);
  await hand.tap(hand.button('裁剪与旋转'));
  const sheet = hand.page.getByRole('dialog', { name: '裁剪与旋转' });
  await sheet.getByText('1:1', { exact: true }).click();
  await hand.page.evaluate('readPicture()');
  await sheet.getByRole('application').press('ArrowDown');
  await hand.look();
  await hand.tap(sheet.getByRole('button', { name: '完成' }));
  // The cut picture takes its place only when it has been made.
  await people.until(async () => (await shownIn(hand))[0] !== before[0]);
  await keptIn(hand, 3);
  const after = await shownIn(hand);
  assert.deepEqual(after.slice(1), before.slice(1));
}

for (const screen of Object.keys(screens) as Screen[]) {
  test(`a note is written, survives its closed tab, and is changed, on a ${screen}`, async () => {
    const author = await people.join(product, screen === 'phone' ? '阿禾' : '阿满');
    await author.call('followMember', { params: { memberId: friend.memberId } });
    const seat = { url: product.url, screen, locale: 'zh-CN' } as const;
    const hand = await lendHand(browser, author, seat);
    await hand.open(`${product.url}/compose`);
    await hand.look();
    await hand.page.locator('input[type=file]').setInputFiles(photographs);
    await keptIn(hand, 3);
    await reorder(hand);
    await cutSquare(hand);
    await hand.type('标题', '搬家出闲置');
    await hand.page.getByLabel('正文').pressSequentially('谢谢 @小');
    await hand.tap(hand.button('小林'));
    await hand.page.getByLabel('正文').pressSequentially('送的 #旧书');
    await hand.tap(hand.button(/^地点/));
    await hand.type('找城市', '杭');
    await hand.look();
    await hand.tap(hand.button('杭州'));
    await hand.sees('已存草稿');
    await hand.look();

    const order = await shownIn(hand);
    await hand.page.close();
    const again = await hand.another(`${product.url}/compose`);
    await showsIn(again, order);
    assert.equal(await again.page.getByLabel('标题').inputValue(), '搬家出闲置');
    const device = await lendHand(browser, author, seat);
    await device.open(`${product.url}/compose`);
    await device.tap(device.button('草稿 1'));
    await device.look();
    await device.tap(device.button(/搬家出闲置/));
    await showsIn(device, order);
    await device.leave();

    await again.tap(again.button('发布'));
    await again.at(/^\/n\//);
    await again.look();
    const noteId = new URL(again.page.url()).pathname.split('/')[2]!;
    const note = await author.call<Note>('getNote', { params: { noteId } });
    assert.equal(note.pictures[0]!.width, note.pictures[0]!.height, 'the cover is square');
    assert.equal(note.city, '杭州');
    assert.ok(note.body[0]!.spans.some(({ memberId }) => memberId === friend.memberId));
    const { items } = await author.call<{ items: unknown[] }>('listDrafts');
    assert.deepEqual(items, []);
    await change(again, noteId);
    await again.leave();
  });
}

/** From its own menu: the words are changed, then followers alone may see it. */
async function change(hand: Hand, noteId: string): Promise<void> {
  await hand.tap(hand.button('更多'));
  await hand.look();
  await hand.tap(hand.link('编辑'));
  await hand.at(/^\/compose$/);
  await hand.type('标题', '搬家出闲置 改过');
  await hand.tap(hand.button('保存修改'));
  await hand.at(/^\/n\//);
  await hand.sees('搬家出闲置 改过');
  await hand.tap(hand.link(/^编辑于/));
  await hand.at(/history$/);
  await hand.sees('搬家出闲置');
  await hand.look();
  await hand.open(`${product.url}/n/${noteId}`);
  await hand.tap(hand.button('更多'));
  await hand.tap(hand.button('改为仅粉丝可见'));
  await hand.page.getByText('仅粉丝可见', { exact: true }).first().waitFor();
  const guest = await fetch(`${product.url}/n/${noteId}`);
  assert.equal(guest.status, 404);
}
