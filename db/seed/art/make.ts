import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { bookDrawings } from './drawings/books.ts';
import { cameraDrawings } from './drawings/cameras.ts';
import { deskDrawings } from './drawings/desk.ts';
import { fandomDrawings } from './drawings/fandom.ts';
import { homeDrawings } from './drawings/home.ts';
import { kitchenDrawings } from './drawings/kitchen.ts';
import { playDrawings } from './drawings/play.ts';
import { wearDrawings } from './drawings/wear.ts';
import { toSvg, type Drawing } from './kit/drawing.ts';

/** Where the demo town's pictures lie; they are drawn here and nowhere copied from. */
export const picturesFolder = join(import.meta.dirname, '../pictures');

const drawings: readonly Drawing[] = [
  ...bookDrawings,
  ...cameraDrawings,
  ...deskDrawings,
  ...fandomDrawings,
  ...homeDrawings,
  ...kitchenDrawings,
  ...playDrawings,
  ...wearDrawings,
];

/** Draws every demo picture as a WebP: `node db/seed/art/make.ts`. */
async function makePictures(): Promise<void> {
  await mkdir(picturesFolder, { recursive: true });
  for (const [place, picture] of drawings.entries()) {
    const svg = Buffer.from(toSvg(picture, place + 1));
    const file = join(picturesFolder, `${picture.name}.webp`);
    await sharp(svg).resize(720).webp({ quality: 74, effort: 5 }).toFile(file);
    process.stdout.write(`${picture.name}\n`);
  }
}

if (import.meta.main) await makePictures();
