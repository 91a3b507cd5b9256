/** How many members think well of somebody, and how many have said anything. */
export type Counted = { raters: number; goodRaters: number };

/**
 * A member's rating. `goodShareBps` is the estimated share of good words in basis points; null while
 * too few have spoken for any number to mean something.
 */
export type Rating = Counted & { goodShareBps: number | null };

/**
 * From how many raters on a share is shown. With four, one bad day moves the share by 25 points.
 * @source ADR 0026
 */
export const ratersMin = 5;

/**
 * What is believed of a shop nobody has rated, as if so many members had spoken: four of five well.
 * Most trades between members end well, so the middle would be unfair; and five is what the smallest
 * shown sample weighs, so that prior and first facts count the same.
 * @source ADR 0026
 */
export const prior = { raters: 5, goodRaters: 4 } as const;

/**
 * The estimated share of good words in basis points, rounded down: the mean of the Beta posterior,
 * (good + 4) / (raters + 5). One happy buyer is no perfect shop (83 %), a hundred of a hundred are
 * 99 %, and no number of them is 100 %. With many raters it becomes the plain share.
 * @source Gelman et al., Bayesian Data Analysis, 3rd ed., ch. 2.1 and 2.4 (binomial with a Beta
 *   prior); why the plain share misleads: E. Miller, How Not To Sort By Average Rating, 2009
 * @example shrunkShareBps({ raters: 1, goodRaters: 1 }) === 8333
 */
export function shrunkShareBps({ raters, goodRaters }: Counted): number {
  return Math.floor(((goodRaters + prior.goodRaters) * 10_000) / (raters + prior.raters));
}

/** What is shown of these counts. */
export function ratingOf(counted: Counted): Rating {
  const isEnough = counted.raters >= ratersMin;
  return { ...counted, goodShareBps: isEnough ? shrunkShareBps(counted) : null };
}
