/** What programs that read pages call themselves; whoever hides it is counted as a reader. */
const robots = /bot|crawl|spider|slurp|preview|fetch|curl|wget|python|monitor|facebookexternalhit/i;

/** Whether a look counts: not the seller's own, and not that of a program that says so. */
export function countsAsView(
  viewer: { memberId: string | undefined; userAgent: string | undefined },
  sellerId: string,
): boolean {
  if (viewer.memberId === sellerId) return false;
  return viewer.userAgent !== undefined && !robots.test(viewer.userAgent);
}
