/** What the first bytes of a file say it is; names and declared types are not believed. */
export type PictureType = 'jpeg' | 'png' | 'webp' | 'heic' | 'unsupported';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG_SIGNATURE = Buffer.from([0xff, 0xd8, 0xff]);

/** Brands of HEIC files, still and burst. `mif1` and `msf1` also open AVIF files. */
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const SHARED_BRANDS = new Set(['mif1', 'msf1']);
const AVIF_BRANDS = new Set(['avif', 'avis']);

/**
 * Tells a picture's type by content.
 *
 * @source JPEG ITU-T T.81 B.1.1.3; PNG ISO/IEC 15948 5.2; WebP RFC 9649 2.4; HEIC ISO/IEC 23008-12
 */
export function pictureTypeOf(bytes: Uint8Array): PictureType {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64));
  if (startsWith(head, JPEG_SIGNATURE)) return 'jpeg';
  if (startsWith(head, PNG_SIGNATURE)) return 'png';
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') {
    return 'webp';
  }
  return isHeic(head) ? 'heic' : 'unsupported';
}

function startsWith(head: Buffer, signature: Buffer): boolean {
  return head.subarray(0, signature.length).equals(signature);
}

function isHeic(head: Buffer): boolean {
  if (head.length < 12 || head.toString('latin1', 4, 8) !== 'ftyp') return false;
  const brands = brandsOf(head);
  if (brands.some((brand) => HEIC_BRANDS.has(brand))) return true;
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return false;
  return brands.some((brand) => SHARED_BRANDS.has(brand));
}

/** The major brand, then the compatible ones; the four bytes between them are a version. */
function brandsOf(head: Buffer): string[] {
  const end = Math.min(head.readUInt32BE(0), head.length);
  const brands = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
  return brands;
}
