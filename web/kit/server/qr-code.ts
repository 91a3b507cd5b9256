import QRCode from 'qrcode';

/** The dark squares of a code, as one path in a square of so many units. */
export interface QrDrawing {
  readonly size: number;
  readonly path: string;
}

/** Units of white that a reader needs around a code. @source ISO/IEC 18004: four modules */
const quietUnits = 4;

/** Draws a text as a QR code for an SVG of the page's own; rows of squares are drawn in one go. */
export function drawQrCode(text: string): QrDrawing {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) =>
    runsOf(modules.data.subarray(y * modules.size, (y + 1) * modules.size)).map(
      ({ at, length }) => `M${at + quietUnits} ${y + quietUnits}h${length}v1h-${length}z`,
    ),
  );
  return { size: modules.size + 2 * quietUnits, path: rows.flat().join('') };
}

function runsOf(row: Uint8Array): { at: number; length: number }[] {
  const runs: { at: number; length: number }[] = [];
  for (const [x, isDark] of row.entries()) {
    if (!isDark) continue;
    const run = runs.at(-1);
    if (run && run.at + run.length === x) run.length += 1;
    else runs.push({ at: x, length: 1 });
  }
  return runs;
}
