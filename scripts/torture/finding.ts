/** What a bug that was planted badly makes of any test: words that cannot be read, or not found. */
const stumbles = [
  /^\W*(?:SyntaxError|ReferenceError)/,
  /ERR_MODULE_NOT_FOUND|ERR_INVALID_TYPESCRIPT_SYNTAX/,
  // PostgreSQL: a statement that is none, or names what is not there.
  /code: '42(?:601|702|703|804|883|P01|P02|P10|P13)'/,
];

/**
 * Whether a failed test has found something: an assertion did not hold or a guard spoke up, and
 * not that the planted text is no program.
 */
export function isFinding({ why = '' }: { why?: string }): boolean {
  return !stumbles.some((stumble) => stumble.test(why));
}
