import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { encodePicture } from '#platform/pictures/encode-picture.ts';
import { DEFAULT_PICTURE_LIMITS } from '#platform/pictures/processed-picture.ts';
import { chanceOf } from '../chance.ts';
import { picturesFolder, readPictureFacts, type PictureFacts } from '../pictures.ts';
import { drawings } from './drawings.ts';
import { toSvg, type Drawing } from './kit/drawing.ts';

/** Smaller than an upload's: drawn once with patience, shipped to everybody. */
const webp = { quality: 74, effort: 6 } as const;

/**
 * Draws the demo pictures in the sizes the product keeps, with what the product would find out
 * about each: `node db/seed/art/make.ts`, or with the names of those to draw anew.
 */
async function makePictures(only: readonly string[]): Promise<void> {
  await mkdir(picturesFolder, { recursive: true });
  const known = await readPictureFacts().catch(() => new Map<string, PictureFacts>());
  for (const picture of drawings) {
    const isWanted = only.length === 0 || only.includes(picture.name);
    if (!isWanted) continue;
    known.set(picture.name, await makeOne(picture));
    // After each, so that a run that is broken off keeps what it drew.
    await writeFacts(drawings.flatMap(({ name }) => known.get(name) ?? []));
  }
}

async function writeFacts(facts: readonly PictureFacts[]): Promise<void> {
  const lines = JSON.stringify(facts).replaceAll('},{', '},\n{');
  await writeFile(join(picturesFolder, 'pictures.json'), `${lines}\n`);
}

async function makeOne(picture: Drawing): Promise<PictureFacts> {
  const png = await sharp(Buffer.from(toSvg(picture, chanceOf(picture.name) * 1e6)))
    .resize(720)
    .png()
    .toBuffer();
  const { variants, ...known } = await encodePicture(png, DEFAULT_PICTURE_LIMITS);
  for (const { width } of variants) {
    const file = join(picturesFolder, `${picture.name}-${width}.webp`);
    await sharp(png).resize(width).webp(webp).toFile(file);
  }
  process.stdout.write(`${picture.name}\n`);
  const widths = variants.map(({ width, height }) => [width, height] as const);
  return { name: picture.name, alt: picture.alt, ...known, widths };
}

if (import.meta.main) await makePictures(process.argv.slice(2));
