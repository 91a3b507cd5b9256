// Real: photographs from the folder that TUCKSHOP_PHOTOS names; without it, pictures made here.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { createPictureProcessor } from './picture-processor.ts';

const folder = process.env['TUCKSHOP_PHOTOS'];
const PHOTOGRAPHS_MAX = 400;

type Photograph = { name: string; bytes: Buffer };

test('takes every photograph, and tells each from the others', async (t) => {
  const processor = createPictureProcessor();
  t.after(() => processor.close());
  const hashes = new Set<string>();
  let taken = 0;
  for await (const { name, bytes } of folder ? photographsIn(folder) : madeHere()) {
    const picture = await processor.process(bytes);
    assert.ok(picture.variants.length > 0, name);
    hashes.add(picture.perceptualHash);
    taken += 1;
  }
  assert.ok(taken > 0, 'there was no photograph');
  // Photographers press twice: two pictures of one thing may look alike.
  assert.ok(hashes.size >= taken * 0.9, `${hashes.size} different of ${taken}`);
  const source = folder ?? 'made here: set TUCKSHOP_PHOTOS to a folder to take real ones';
  t.diagnostic(`${taken} photographs (${source}), ${hashes.size} different perceptual hashes`);
});

async function* photographsIn(place: string): AsyncGenerator<Photograph> {
  const names = (await readdir(place, { recursive: true })).filter((name) =>
    /\.(jpe?g|png|webp)$/i.test(name),
  );
  for (const name of names.slice(0, PHOTOGRAPHS_MAX)) {
    yield { name, bytes: await readFile(path.join(place, name)) };
  }
}

/** Blurred noise, each of its own: the shapes and grain of a photograph, in a camera's three types. */
async function* madeHere(): AsyncGenerator<Photograph> {
  for (const type of ['jpeg', 'png', 'webp'] as const) {
    for (const sigma of [20, 40]) {
      const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const;
      const scene = sharp({
        create: { width: 40, height: 30, channels: 3, background: '#777', noise },
      });
      const grain = await scene.raw().toBuffer();
      const picture = sharp(grain, { raw: { width: 40, height: 30, channels: 3 } })
        .resize(1600, 1200, { kernel: 'cubic' })
        .blur(sigma);
      yield { name: `${type} ${sigma}`, bytes: await picture.toFormat(type).toBuffer() };
    }
  }
}
