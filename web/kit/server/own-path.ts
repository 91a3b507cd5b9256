/**
 * A path of our own to lead a visitor back to; anything else becomes the home page.
 * `//evil.example`, `/\evil.example` and whole addresses are refused: browsers would leave with them.
 */
export function ownPath(wish: unknown): string {
  if (typeof wish !== 'string' || !/^\/(?![/\\])/.test(wish)) return '/';
  // Control characters are dropped by browsers and could turn `/\t/evil` into an address.
  return /[\p{Cc}\\]/u.test(wish) ? '/' : wish;
}
