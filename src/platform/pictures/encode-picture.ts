import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { refuse } from '../refusal.ts';
import { dominantColourOf } from './dominant-colour.ts';
import { HASH_INPUT_SIDE_PX, perceptualHashOf } from './perceptual-hash.ts';
import type { PictureLimits, PictureVariant, ProcessedPicture } from './processed-picture.ts';
import { withWatermark, type Pixels } from './watermark.ts';

/** Card on a phone, card on a wide screen or note on a phone, note in full. */
const VARIANT_WIDTHS_PX = [360, 720, 1440] as const;
const WIDTH_MAX_PX = 1440;

/** A long screenshot keeps its shape up to four screens; WebP itself ends at 16,383 px. */
const HEIGHT_MAX_PX = 4 * WIDTH_MAX_PX;

const WEBP = { quality: 80, effort: 3 } as const;

/** ThumbHash takes at most 100 px a side, and 64 already hold all that it keeps. */
const PLACEHOLDER_SIDE_PX = 64;

/**
 * Lets this process read JPEG, PNG and WebP only: what does not get a parser cannot attack it.
 * Also keeps memory low; call once, in the process that only encodes pictures.
 */
export function hardenPictureLibrary(): void {
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadWebpBuffer',
    ],
  });
}

/**
 * Decodes an uploaded picture once and makes everything that is kept of it: upright, sRGB, on
 * white where it was transparent, first frame only, without metadata. With a mark, whatever can be
 * seen of it bears these words; only the hash is of the motif alone.
 *
 * @throws Refusal pictures/damaged, pictures/too-many-pixels, pictures/too-small
 */
export async function encodePicture(
  bytes: Uint8Array,
  limits: PictureLimits,
  mark?: string,
): Promise<ProcessedPicture> {
  const size = await readSize(bytes);
  if (size.width * size.height > limits.pixelsMax) {
    refuse('pictures/too-many-pixels', { limitMegapixels: limits.pixelsMax / 1_000_000 });
  }
  if (Math.min(size.width, size.height) < limits.sidePxMin) {
    refuse('pictures/too-small', { limitPx: limits.sidePxMin });
  }
  const plain = await decode(bytes, limits);
  const pixels = mark === undefined ? plain : await withWatermark(plain, mark);
  const variants: PictureVariant[] = [];
  // One after the other, so that one upload never takes more than one core.
  for (const width of variantWidths(pixels.width)) variants.push(await encode(pixels, width));
  return {
    ...size,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    perceptualHash: await hash(plain),
    ...(await placeholder(pixels)),
    variants,
  };
}

/** Size as seen upright, read from the header alone: nothing is decoded yet. */
async function readSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { width: autoOrient.width, height: autoOrient.height };
  } catch {
    // The library has no codes; whatever stops it at this stage is in the bytes.
    return refuse('pictures/damaged');
  }
}

async function decode(bytes: Uint8Array, limits: PictureLimits): Promise<Pixels> {
  try {
    // `error` lets pass what phones and editors get slightly wrong, but nothing cut short.
    const { data, info } = await sharp(bytes, {
      limitInputPixels: limits.pixelsMax,
      failOn: 'error',
    })
      .autoOrient()
      .resize({
        width: WIDTH_MAX_PX,
        height: HEIGHT_MAX_PX,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .toColourspace('srgb')
      .flatten({ background: '#ffffff' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch {
    return refuse('pictures/damaged');
  }
}

function variantWidths(widestPx: number): number[] {
  return [...new Set(VARIANT_WIDTHS_PX.map((width) => Math.min(width, widestPx)))];
}

async function encode(pixels: Pixels, width: number): Promise<PictureVariant> {
  const { data, info } = await fromPixels(pixels)
    .resize({ width })
    .webp(WEBP)
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, bytes: data, contentType: 'image/webp' };
}

async function hash(pixels: Pixels): Promise<string> {
  const grey = await fromPixels(pixels)
    .resize(HASH_INPUT_SIDE_PX, HASH_INPUT_SIDE_PX, { fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return perceptualHashOf(grey);
}

async function placeholder(
  pixels: Pixels,
): Promise<Pick<ProcessedPicture, 'placeholder' | 'dominantColour'>> {
  const { data, info } = await fromPixels(pixels)
    .resize(PLACEHOLDER_SIDE_PX, PLACEHOLDER_SIDE_PX, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const thumbHash = rgbaToThumbHash(info.width, info.height, withAlpha(data));
  return {
    placeholder: Buffer.from(thumbHash).toString('base64'),
    dominantColour: dominantColourOf(data),
  };
}

function withAlpha(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba.set(rgb.subarray(from, from + 3), to);
  }
  return rgba;
}

function fromPixels({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}
