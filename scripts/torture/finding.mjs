// Tells a test that found a bug from one that only stumbled over it.

/** What a bug that was planted badly makes of any test: words that cannot be read or found. */
const stumbles =
  /^\W*(?:SyntaxError|ReferenceError)|ERR_MODULE_NOT_FOUND|ERR_INVALID_TYPESCRIPT_SYNTAX|code: '42(?:601|703|702|883|804|P01|P02|P10|P13)'/;

/**
 * Whether a failed test has found something: an assertion did not hold or a guard spoke up, and not
 * that the planted text is no program.
 * @param {{ why?: string }} failed
 */
export function isFinding({ why = '' }) {
  return !stumbles.test(why);
}
