// Real: sharp, in this process. The pictures are made here by sharp itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { isRefusal } from '../refusal.ts';
import { encodePicture } from './encode-picture.ts';
import { hammingDistance } from './perceptual-hash.ts';
import { DEFAULT_PICTURE_LIMITS, type ProcessedPicture } from './processed-picture.ts';

const encodeWithDefaults = (bytes: Buffer) => encodePicture(bytes, DEFAULT_PICTURE_LIMITS);

const refusedWith = (code: string) => (error: unknown) => isRefusal(error, code);

const plain = (width: number, height: number, background = '#c93418') =>
  sharp({ create: { width, height, channels: 3, background } });

/** A hill and a river: enough shape for hashes, enough detail to be cut short. */
const landscape = (width: number, height: number, river = '#3f7fae') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"
        viewBox="0 0 100 100" preserveAspectRatio="none">
        <rect width="100" height="100" fill="#f1dfc4"/><circle cx="72" cy="26" r="13" fill="#fff6d8"/>
        <path d="M0 70L28 30L52 66L70 48L100 78V100H0Z" fill="#4f6b4d"/>
        <path d="M30 100C50 84 34 74 58 66" stroke="${river}" stroke-width="7" fill="none"/></svg>`,
    ),
  );

async function corner(picture: ProcessedPicture): Promise<number[]> {
  const { data } = await sharp(picture.variants[0]?.bytes)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data.subarray(0, 3)];
}

const near = (actual: number[], expected: number[]) =>
  assert.ok(
    actual.every((channel, index) => Math.abs(channel - (expected[index] ?? 0)) <= 12),
    `${actual.join(',')} is not near ${expected.join(',')}`,
  );

const widths = (picture: ProcessedPicture) => picture.variants.map(({ width }) => width);

test('makes three WebP sizes of a large photograph, and says what it is', async () => {
  const picture = await encodeWithDefaults(await landscape(2000, 1500).jpeg().toBuffer());
  assert.deepEqual([picture.width, picture.height], [2000, 1500]);
  assert.deepEqual(
    picture.variants.map(({ width, height }) => [width, height]),
    [
      [360, 270],
      [720, 540],
      [1440, 1080],
    ],
  );
  for (const variant of picture.variants) {
    const made = await sharp(variant.bytes).metadata();
    assert.deepEqual(
      [made.format, made.width, made.height],
      ['webp', variant.width, variant.height],
    );
    assert.equal(variant.contentType, 'image/webp');
  }
  assert.match(picture.sha256, /^[0-9a-f]{64}$/);
  assert.match(picture.perceptualHash, /^[0-9a-f]{16}$/);
  assert.ok(Buffer.from(picture.placeholder, 'base64').length >= 10);
  assert.match(picture.dominantColour, /^#[0-9a-f]{6}$/);
});

test('never enlarges a small picture', async () => {
  assert.deepEqual(widths(await encodeWithDefaults(await plain(200, 150).png().toBuffer())), [200]);
  assert.deepEqual(
    widths(await encodeWithDefaults(await plain(400, 533).png().toBuffer())),
    [360, 400],
  );
});

test('keeps a long screenshot whole within what WebP can hold', async () => {
  const picture = await encodeWithDefaults(await plain(1080, 20_000).png().toBuffer());
  const widest = picture.variants.at(-1);
  assert.equal(widest?.height, 5760);
  assert.equal(picture.height, 20_000);
});

for (const format of ['jpeg', 'webp', 'png'] as const) {
  test(`carries no place, camera or profile of a ${format} over`, async () => {
    const bytes = await landscape(600, 400)
      .withIccProfile('p3')
      .withExif({
        IFD0: { Make: 'SecretCamera', Software: 'SecretEditor' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 13/1 4200/100' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>SecretPlace</rdf></x:xmpmeta>')
      .toFormat(format)
      .toBuffer();
    const before = await sharp(bytes).metadata();
    assert.ok(before.exif && before.xmp && before.icc, 'the input must carry what we look for');
    const picture = await encodeWithDefaults(bytes);
    for (const variant of picture.variants) {
      const after = await sharp(variant.bytes).metadata();
      assert.deepEqual([after.exif, after.xmp, after.icc, after.iptc], Array(4).fill(undefined));
      assert.equal(variant.bytes.includes('Secret'), false);
    }
  });
}

test('turns a picture upright as its orientation says', async () => {
  const half = await plain(300, 400, '#1040c0').png().toBuffer();
  const bytes = await plain(600, 400, '#c01010')
    .composite([{ input: half, left: 300, top: 0 }])
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const picture = await encodeWithDefaults(bytes);
  assert.deepEqual([picture.width, picture.height], [400, 600]);
  assert.deepEqual([picture.variants[1]?.width, picture.variants[1]?.height], [400, 600]);
  near(await corner(picture), [0xc0, 0x10, 0x10]);
});

test('turns a wide-gamut colour into the sRGB colour that looks alike', async () => {
  const bytes = await plain(200, 200, '#00a060').withIccProfile('p3').jpeg().toBuffer();
  near(await corner(await encodeWithDefaults(bytes)), [0, 0xa0, 0x60]);
});

test('reads CMYK, sixteen bits, grey and palettes as ordinary colour', async () => {
  const cmyk = await plain(200, 200, '#c93418').toColourspace('cmyk').jpeg().toBuffer();
  assert.equal((await sharp(cmyk).metadata()).space, 'cmyk');
  assert.ok(((await corner(await encodeWithDefaults(cmyk)))[0] ?? 0) > 150);
  const deep = await plain(200, 200, '#c93418').toColourspace('rgb16').png().toBuffer();
  assert.equal((await sharp(deep).metadata()).depth, 'ushort');
  near(await corner(await encodeWithDefaults(deep)), [0xc9, 0x34, 0x18]);
  const grey = await plain(200, 200, '#808080').toColourspace('b-w').jpeg().toBuffer();
  near(await corner(await encodeWithDefaults(grey)), [0x80, 0x80, 0x80]);
  const palette = await plain(200, 200, '#c93418').png({ palette: true }).toBuffer();
  near(await corner(await encodeWithDefaults(palette)), [0xc9, 0x34, 0x18]);
});

test('puts a transparent picture on white', async () => {
  const clear = sharp({ create: { width: 200, height: 200, channels: 4, background: '#0000' } });
  near(await corner(await encodeWithDefaults(await clear.png().toBuffer())), [255, 255, 255]);
});

test('keeps the first frame of an animated WebP', async () => {
  const frames = await Promise.all(
    ['#c93418', '#0b6b4f', '#1d1a17'].map((colour) => plain(200, 150, colour).png().toBuffer()),
  );
  const bytes = await sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
  assert.equal((await sharp(bytes).metadata()).pages, 3);
  const picture = await encodeWithDefaults(bytes);
  assert.equal((await sharp(picture.variants[0]?.bytes).metadata()).pages ?? 1, 1);
  assert.deepEqual([picture.width, picture.height], [200, 150]);
  near(await corner(picture), [0xc9, 0x34, 0x18]);
});

test('drops what is hidden behind the end of a picture', async () => {
  const script = '<script>alert(1)</script>';
  const bytes = Buffer.concat([await landscape(400, 300).jpeg().toBuffer(), Buffer.from(script)]);
  const picture = await encodeWithDefaults(bytes);
  for (const variant of picture.variants) assert.equal(variant.bytes.includes('script'), false);
});

for (const format of ['jpeg', 'png', 'webp'] as const) {
  test(`refuses a ${format} that breaks off`, async () => {
    const bytes = await landscape(900, 700).toFormat(format).toBuffer();
    for (const share of [0.6, 0.2]) {
      const part = bytes.subarray(0, Math.floor(bytes.length * share));
      await assert.rejects(encodeWithDefaults(part), refusedWith('pictures/damaged'));
    }
  });
}

test('refuses noise behind a proper beginning', async () => {
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
  const bytes = Buffer.concat([head, Buffer.alloc(2000, 'noise')]);
  await assert.rejects(encodeWithDefaults(bytes), refusedWith('pictures/damaged'));
});

test('refuses a bomb by its header, before a pixel is decoded', async () => {
  const bytes = bomb(30_000, 30_000);
  assert.ok(bytes.length < 150_000, 'a bomb is small');
  const before = process.memoryUsage.rss();
  await assert.rejects(encodeWithDefaults(bytes), refusedWith('pictures/too-many-pixels'));
  assert.ok(process.memoryUsage.rss() - before < 100_000_000);
});

test('refuses one pixel too many and one too few, and takes the exact bounds', async () => {
  const limits = { ...DEFAULT_PICTURE_LIMITS, pixelsMax: 200 * 150, sidePxMin: 150 };
  const encode = async (picture: Sharp) => encodePicture(await picture.png().toBuffer(), limits);
  assert.equal((await encode(plain(200, 150))).width, 200);
  await assert.rejects(encode(plain(201, 150)), refusedWith('pictures/too-many-pixels'));
  await assert.rejects(encode(plain(200, 149)), refusedWith('pictures/too-small'));
});

test('hashes a resized and re-encoded copy alike, and another picture differently', async () => {
  const one = await encodeWithDefaults(await landscape(1200, 900).jpeg().toBuffer());
  const copy = await encodeWithDefaults(
    await landscape(1200, 900).resize(500).webp({ quality: 60 }).toBuffer(),
  );
  const other = await encodeWithDefaults(
    await landscape(1200, 900, '#b3261e').rotate(180).jpeg().toBuffer(),
  );
  assert.notEqual(one.sha256, copy.sha256);
  assert.ok(hammingDistance(one.perceptualHash, copy.perceptualHash) <= 4);
  assert.ok(hammingDistance(one.perceptualHash, other.perceptualHash) >= 16);
});

/** A black one-bit PNG: hundreds of megapixels in a few kilobytes. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(1, 8);
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
