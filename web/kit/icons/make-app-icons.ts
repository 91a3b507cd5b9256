// Makes the icons of the installed product from static/favicon.svg: node web/kit/icons/make-app-icons.ts
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const folder = join(import.meta.dirname, '../../static');
const favicon = (await readFile(join(folder, 'favicon.svg'), 'utf8')).trim();
const ground = /<rect[^>]*\/>/;
const drawing = favicon.replace(ground, '').replace(/^<svg[^>]*>|<\/svg>$/g, '');

/** The drawing smaller on a full square: phones cut corners, or a circle, out of it. */
function onSquare(share: number): string {
  const margin = (40 * (1 - share)) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
    <rect width="40" height="40" fill="#e8472b"/>
    <g transform="translate(${margin} ${margin}) scale(${share})">${drawing}</g></svg>`;
}

async function make(svg: string, size: number, file: string): Promise<void> {
  const picture = sharp(Buffer.from(svg), { density: (72 * size) / 40 }).resize(size, size);
  await picture.png({ palette: true }).toFile(join(folder, 'icons', file));
}

await make(favicon, 192, 'any-192.png');
await make(favicon, 512, 'any-512.png');
await make(onSquare(0.7), 512, 'maskable-512.png');
await make(onSquare(0.8), 180, 'touch-180.png');
