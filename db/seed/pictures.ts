import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessedPicture } from '#platform/pictures/processed-picture.ts';

/** Where the demo town's pictures lie; they are drawn by `art/make.ts` and nowhere copied from. */
export const picturesFolder = join(import.meta.dirname, 'pictures');

/** What is known of a demo picture, made with it: its sizes lie beside as `name-width.webp`. */
export type PictureFacts = Omit<ProcessedPicture, 'variants'> & {
  name: string;
  alt: string;
  /** Pixels of each size, from narrow to wide. */
  widths: readonly (readonly [width: number, height: number])[];
};

/** A demo picture as the shelf keeps it. */
export type TownPicture = { alt: string; ready: ProcessedPicture };

/** What is known of every demo picture, by name. */
export async function readPictureFacts(): Promise<Map<string, PictureFacts>> {
  const text = await readFile(join(picturesFolder, 'pictures.json'), 'utf8');
  return new Map((JSON.parse(text) as PictureFacts[]).map((facts) => [facts.name, facts]));
}

/** Reads the sizes of one demo picture. */
export async function readTownPicture({
  name,
  alt,
  widths,
  ...known
}: PictureFacts): Promise<TownPicture> {
  const variants = await Promise.all(
    widths.map(async ([width, height]) => ({
      width,
      height,
      bytes: await readFile(join(picturesFolder, `${name}-${width}.webp`)),
      contentType: 'image/webp' as const,
    })),
  );
  return { alt, ready: { ...known, variants } };
}
