// Real: photographs from a folder of the reader's choice, named by TUCKSHOP_PHOTOS.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { createPictureProcessor } from './picture-processor.ts';

const folder = process.env['TUCKSHOP_PHOTOS'];
const PHOTOGRAPHS_MAX = 400;

test(
  'takes every real photograph of a folder',
  { skip: folder ? false : 'set TUCKSHOP_PHOTOS to a folder of photographs to run this' },
  async (t) => {
    assert.ok(folder);
    const names = (await readdir(folder, { recursive: true }))
      .filter((name) => /\.(jpe?g|png|webp)$/i.test(name))
      .slice(0, PHOTOGRAPHS_MAX);
    assert.ok(names.length > 0, 'the folder holds no photographs');
    const processor = createPictureProcessor();
    t.after(() => processor.close());
    const hashes = new Set<string>();
    for (const name of names) {
      const picture = await processor.process(await readFile(path.join(folder, name)));
      assert.ok(picture.variants.length > 0, name);
      hashes.add(picture.perceptualHash);
    }
    t.diagnostic(`${names.length} photographs, ${hashes.size} different perceptual hashes`);
  },
);
