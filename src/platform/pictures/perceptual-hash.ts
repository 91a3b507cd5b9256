import assert from 'node:assert/strict';

/** Side of the grey square that is hashed, in pixels. */
export const HASH_INPUT_SIDE_PX = 32;

const FREQUENCIES = 8;

/** `COSINES[f][x]`: the DCT-II basis for the frequencies 1 to 8; 0 only tells the brightness. */
const COSINES = Array.from({ length: FREQUENCIES }, (_, index) =>
  Array.from({ length: HASH_INPUT_SIDE_PX }, (_unused, x) =>
    Math.cos(((2 * x + 1) * (index + 1) * Math.PI) / (2 * HASH_INPUT_SIDE_PX)),
  ),
);

/**
 * The 64-bit perceptual hash of a 32×32 grey picture, as 16 hex digits: one bit for each of the
 * 8×8 lowest frequencies of its cosine transform, set where it lies above their median. Resizing
 * and re-encoding change a few bits, a crop about 16, another motif about 32.
 */
export function perceptualHashOf(grey: Uint8Array): string {
  assert.equal(grey.length, HASH_INPUT_SIDE_PX ** 2, 'the hash needs 32×32 grey pixels');
  const coefficients = lowFrequencies(grey);
  const median = medianOf(coefficients);
  let hash = 0n;
  for (const coefficient of coefficients) hash = (hash << 1n) | (coefficient > median ? 1n : 0n);
  return hash.toString(16).padStart(16, '0');
}

/**
 * How many of the 64 bits differ between two perceptual hashes, 0 to 64.
 *
 * @example hammingDistance('000000000000000f', '0000000000000000') // 4
 */
export function hammingDistance(one: string, other: string): number {
  assert.ok(one.length === 16 && other.length === 16, 'a perceptual hash has 16 hex digits');
  let bits = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let distance = 0;
  for (; bits > 0n; bits &= bits - 1n) distance += 1;
  return distance;
}

/** The cosine transform is separable: along the rows first, then down the columns. */
function lowFrequencies(grey: Uint8Array): number[] {
  const rows = Array.from({ length: HASH_INPUT_SIDE_PX }, (_, y) => {
    const row = grey.subarray(y * HASH_INPUT_SIDE_PX, (y + 1) * HASH_INPUT_SIDE_PX);
    return COSINES.map((cosine) => dot(cosine, row));
  });
  return COSINES.flatMap((cosine) =>
    COSINES.map((_, column) =>
      dot(
        cosine,
        rows.map((row) => row[column] ?? 0),
      ),
    ),
  );
}

function dot(cosine: readonly number[], values: ArrayLike<number>): number {
  return cosine.reduce((sum, factor, index) => sum + factor * (values[index] ?? 0), 0);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted.length / 2;
  return ((sorted[upper - 1] ?? 0) + (sorted[upper] ?? 0)) / 2;
}
