// Real: the drawing, made into pixels. Fake: the pictures, which are plain colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { drawShareCard } from './share-card.ts';
import { cutToWidth, escapeXml, linesOf } from './svg-text.ts';

test('a card is a PNG of its size, whatever its member writes', async () => {
  const plain = { width: 300, height: 400, channels: 3 as const, background: '#3366aa' };
  const bytes = await sharp({ create: plain }).webp().toBuffer();
  const png = await drawShareCard(
    {
      id: '251738180142117379',
      name: `</text><image href="http://127.0.0.1/x"/>&'"\u0000`,
      bio: '<script>alert(1)</script>'.repeat(9),
      city: '上海',
      days: 7,
      locale: 'zh-CN',
      avatarUrl: null,
      coverUrls: ['/a', '/gone'],
      link: 'https://shop.example/u/1',
    },
    async (url) => (url === '/a' ? bytes : undefined),
  );
  const { width, height, format } = await sharp(png).metadata();
  assert.deepEqual([width, height, format], [750, 1000, 'png']);
  const { data } = await sharp(png)
    .extract({ left: 150, top: 540, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.ok(Math.abs(data[0]! - 0x33) < 12 && Math.abs(data[2]! - 0xaa) < 12, 'the cover is on it');
});

test('words of members are words in a drawing too, cut to its width', () => {
  assert.equal(escapeXml(`a<b>&"'\u0001`), 'a&lt;b&gt;&amp;&quot;&apos;');
  assert.deepEqual(linesOf('一二三四五', 4, 2), ['一二', '三四']);
  assert.equal(cutToWidth('一二三四五', 6), '一二…');
  assert.equal(cutToWidth('abc', 6), 'abc');
});
