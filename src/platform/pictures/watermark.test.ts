// Real: sharp with the machine's fonts, in this process.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { encodePicture } from './encode-picture.ts';
import { DEFAULT_PICTURE_LIMITS, type ProcessedPicture } from './processed-picture.ts';

const words = '林小满 <的铺子> & Co · 小卖部 Tuckshop';

const plain = (width: number, height: number, background = '#808080') =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

const encode = (bytes: Buffer, mark?: string) => encodePicture(bytes, DEFAULT_PICTURE_LIMITS, mark);

/** Of a size cut into so many fields a side: how much of each differs from the ground, in permille. */
async function marksOf(bytes: Buffer, ground: number, fields: number): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const counts = Array.from({ length: fields * fields }, () => 0);
  for (let at = 0; at < info.width * info.height; at += 1) {
    const [x, y] = [at % info.width, Math.floor(at / info.width)];
    const column = Math.floor((x * fields) / info.width);
    const row = Math.floor((y * fields) / info.height);
    if (Math.abs(data[at * 3]! - ground) > 12) counts[row * fields + column]! += 1;
  }
  const area = (info.width * info.height) / (fields * fields);
  return counts.map((count) => (count * 1000) / area);
}

async function assertMarked(picture: ProcessedPicture, ground: number): Promise<void> {
  for (const { bytes, width } of picture.variants) {
    const marks = await marksOf(bytes, ground, 3);
    assert.ok(Math.min(...marks) > 8, `${width} px: ${marks.map(Math.round).join(' ')}`);
  }
}

test('every size of a marked picture bears the mark in each of its parts', async () => {
  for (const [colour, ground] of [
    ['#808080', 128],
    ['#ffffff', 255],
    ['#000000', 0],
  ] as const) {
    await assertMarked(await encode(await plain(2000, 1500, colour), words), ground);
  }
});

test('a small, a narrow and a long picture are marked too', async () => {
  for (const [width, height] of [
    [100, 100],
    [120, 1900],
    [1900, 120],
  ] as const) {
    await assertMarked(await encode(await plain(width, height), words), 128);
  }
});

test('words that no font can draw leave the lines', async () => {
  await assertMarked(await encode(await plain(800, 600), ''), 128);
});

test('without a mark nothing is drawn, and the motif is found again under one', async () => {
  const bytes = await plain(800, 600);
  const [bare, marked] = [await encode(bytes), await encode(bytes, words)];
  assert.deepEqual(Math.max(...(await marksOf(bare.variants.at(-1)!.bytes, 128, 1))), 0);
  assert.equal(marked.perceptualHash, bare.perceptualHash);
  assert.deepEqual(
    marked.variants.map(({ width, height }) => [width, height]),
    bare.variants.map(({ width, height }) => [width, height]),
  );
});
