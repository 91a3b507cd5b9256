import { interestHalfLifeMs, interestWeights, type Doing } from './feed-rules.ts';

/** Where the scale of weights begins; any moment would do, as long as it stays. */
const scaleStartMs = Date.parse('2026-01-01T00:00:00Z');

/**
 * What a doing adds to the weight of a topic. Each two weeks what is done counts twice as much as
 * before, which is the same as halving all that was done earlier, without writing it again.
 */
export function weightOf(doing: Doing, now: Date): number {
  return interestWeights[doing] * 2 ** ((now.getTime() - scaleStartMs) / interestHalfLifeMs);
}
