/** Characters that XML 1.0 has no place for, whatever is done to them. */
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A member's words as text of a drawing: nothing in them is ever markup. */
export function escapeXml(text: string): string {
  return text.replace(impossible, '').replace(/[&<>"']/g, (sign) => entities[sign]!);
}

/** How wide a sign is: Chinese ones twice as wide as Latin ones. */
const widthOf = (sign: string): number => (sign.codePointAt(0)! < 0x300 ? 1 : 2);

/** Cuts a line where it would be wider than so many Latin letters. */
export function cutToWidth(text: string, max: number): string {
  const [line = '', ...rest] = linesOf(text, max, 2);
  return rest.length > 0 ? `${Array.from(line).slice(0, -1).join('')}…` : line;
}

/** Breaks words into lines of at most so many Latin letters; what is over is left out. */
export function linesOf(text: string, widthMax: number, linesMax: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const sign of text.replace(/\s+/g, ' ').trim()) {
    if (width + widthOf(sign) > widthMax) {
      lines.push(line);
      [line, width] = ['', 0];
      if (lines.length === linesMax) return lines;
    }
    line += sign;
    width += widthOf(sign);
  }
  return line === '' ? lines : [...lines, line];
}
