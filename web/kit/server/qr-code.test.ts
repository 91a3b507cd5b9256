// Real: the drawing, as a picture. Fake: nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import QRCode from 'qrcode';
import sharp from 'sharp';
import { drawQrCode } from './qr-code.ts';

test('the path draws every dark square and no other, inside a white margin', async () => {
  const text = 'https://shop.example/orders/251885858268360760#code=042137';
  const { size, path } = drawQrCode(text);
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  assert.equal(size, modules.size + 8);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"
    width="${size * 4}" height="${size * 4}"><path d="${path}"/></svg>`;
  const { data } = await sharp(Buffer.from(svg))
    .flatten({ background: '#ffffff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const isDark = (x: number, y: number) => data[(y * 4 + 2) * size * 4 + x * 4 + 2]! < 128;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const inside = x >= 4 && y >= 4 && x < size - 4 && y < size - 4;
      const wanted = inside && modules.data[(y - 4) * modules.size + (x - 4)] === 1;
      assert.equal(isDark(x, y), wanted, `square ${x}, ${y}`);
    }
  }
});
