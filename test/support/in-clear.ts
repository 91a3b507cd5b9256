/**
 * Whether a word can be read in rows that PostgreSQL has turned into text, where bytes stand in
 * hexadecimal: a word kept unsealed in a column of bytes is found as well.
 */
export function liesInClear(rowsAsText: string, word: string): boolean {
  return rowsAsText.includes(word) || rowsAsText.includes(Buffer.from(word).toString('hex'));
}
