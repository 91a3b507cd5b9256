// Pure: heads of files written out by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureTypeOf } from './picture-type.ts';

const ftyp = (brand: string, compatible: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 16 + compatible.length]),
    Buffer.from(`ftyp${brand}\0\0\0\0${compatible}`, 'latin1'),
  ]);

const cases: [string, Buffer, string][] = [
  ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'jpeg'],
  ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'png'],
  ['a WebP', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'), 'webp'],
  ['a sound in the same container as WebP', Buffer.from('RIFF\x10\0\0\0WAVEfmt '), 'unsupported'],
  ['an iPhone photograph', ftyp('heic', 'mif1heic'), 'heic'],
  ['a HEIC file under its general brand', ftyp('mif1', 'mif1heic'), 'heic'],
  ['a HEIF file that names no codec', ftyp('mif1', 'mif1'), 'heic'],
  ['an AVIF file', ftyp('avif', 'avifmif1miaf'), 'unsupported'],
  ['an AVIF file under the general brand', ftyp('mif1', 'mif1avif'), 'unsupported'],
  ['a film', ftyp('isom', 'isomavc1'), 'unsupported'],
  ['a GIF', Buffer.from('GIF89a'), 'unsupported'],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unsupported'],
  ['a page', Buffer.from('<!doctype html>'), 'unsupported'],
  ['a PDF', Buffer.from('%PDF-1.7'), 'unsupported'],
  ['two bytes', Buffer.from([0xff, 0xd8]), 'unsupported'],
  ['nothing', Buffer.alloc(0), 'unsupported'],
];

for (const [what, bytes, type] of cases) {
  test(`takes ${what} for ${type}`, () => assert.equal(pictureTypeOf(bytes), type));
}

test('looks at the picture itself where the bytes are a view into a larger buffer', () => {
  const larger = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([0xff, 0xd8, 0xff])]);
  assert.equal(pictureTypeOf(larger.subarray(6)), 'jpeg');
});
