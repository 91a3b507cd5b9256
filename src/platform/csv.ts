/** Spreadsheets read Chinese right only when the file says that it is UTF-8. */
const byteOrderMark = '\uFEFF';

/** A CSV file (RFC 4180) of rows of cells; what members typed comes through `safeText`. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.join(',')}\r\n`).join('');
}

/**
 * What members typed, as one quoted cell. A cell that begins like a formula, after whatever a
 * spreadsheet passes over, is made text by an apostrophe.
 */
export function safeText(text: string): string {
  const isFormula = /^[\s\p{C}"']*[=+\-@＝＋－＠|%]/u.test(text);
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}
