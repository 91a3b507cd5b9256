import sharp from 'sharp';

/** Decoded pixels, three channels without transparency. */
export type Pixels = { data: Buffer; width: number; height: number };

/** How much of the picture one repetition of the mark takes, and how dense it is. */
const LETTER_SHARE = 1 / 20;
const LETTER_PX_MIN = 12;
const SLOPE_DEGREES = -30;
const STRIPE_ALPHA = 80;

/**
 * Writes words across a picture, again and again, over a net of lines: neither a cut nor a machine
 * without fonts leaves a clean piece of it. Light with a dark edge, so that it is seen on any ground.
 */
export async function withWatermark(pixels: Pixels, words: string): Promise<Pixels> {
  const shorterPx = Math.min(pixels.width, pixels.height);
  const letterPx = Math.max(LETTER_PX_MIN, Math.round(shorterPx * LETTER_SHARE));
  const marks = [{ input: netOf(pixels), raw: { ...sizeOf(pixels), channels: 4 as const } }];
  const layers = [...marks, ...(await wordsLayer(pixels, words, letterPx))];
  const { data } = await sharp(pixels.data, { raw: { ...sizeOf(pixels), channels: 3 } })
    .composite(layers)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, ...sizeOf(pixels) };
}

const sizeOf = ({ width, height }: Pixels) => ({ width, height });

/** The words as a tile that repeats over the whole picture; nothing where no font can draw them. */
async function wordsLayer(pixels: Pixels, words: string, letterPx: number) {
  const drawn = words.trim() === '' ? undefined : await drawWords(words, letterPx);
  if (!drawn) return [];
  const turned = await sharp(drawn)
    .rotate(SLOPE_DEGREES, { background: '#00000000' })
    .png()
    .toBuffer();
  // A tile larger than the picture cannot be laid on it.
  const tile = await sharp(turned)
    .resize({ ...sizeOf(pixels), fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
  return [{ input: tile, tile: true }];
}

/** Dark letters behind light ones, half seen through. */
async function drawWords(words: string, letterPx: number): Promise<Buffer | undefined> {
  try {
    const [edge, face] = await Promise.all([
      line(words, { colour: '#000000', alpha: 45, letterPx }),
      line(words, { colour: '#ffffff', alpha: 75, letterPx }),
    ]);
    return await sharp(edge)
      .extend({ left: 2, top: 2, right: 2, bottom: 2, background: '#00000000' })
      .composite([{ input: face, left: 1, top: 1 }])
      .png()
      .toBuffer();
  } catch {
    // The library has no codes: without a font, or of signs no font has, there is nothing to draw.
    return undefined;
  }
}

type Ink = { colour: string; alpha: number; letterPx: number };

function line(words: string, { colour, alpha, letterPx }: Ink): Promise<Buffer> {
  // Two rows, one beside the gap of the other.
  const rows = `${escapeMarkup(words)}\n\n\u3000\u3000\u3000${escapeMarkup(words)}`;
  const text = `<span foreground="${colour}" alpha="${alpha}%">${rows}</span>`;
  return sharp({
    text: { text, rgba: true, font: `sans-serif bold ${letterPx}`, dpi: 72 },
  })
    .png()
    .toBuffer();
}

function escapeMarkup(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Thin lines from corner to corner, as wide apart as a fifth of the shorter side. */
function netOf({ width, height }: Pixels): Buffer {
  const apartPx = Math.max(24, Math.round(Math.min(width, height) / 5));
  const thickPx = Math.max(1, Math.round(apartPx / 60));
  const rgba = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const falling = (x + y) % apartPx;
      const rising = (x - y + apartPx * height) % apartPx;
      const light = falling < thickPx || rising < thickPx;
      const dark = falling < 2 * thickPx || rising < 2 * thickPx;
      if (dark) rgba.fill(light ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
      if (dark) rgba[(y * width + x) * 4 + 3] = STRIPE_ALPHA;
    }
  }
  return rgba;
}
