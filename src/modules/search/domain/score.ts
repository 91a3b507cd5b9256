import { dayMs } from '#platform/clock.ts';
import type { Id } from '#platform/ids.ts';
import { letterPairs, pairsOf } from './grams.ts';
import type { Query } from './query.ts';

/** How closely something matches: all in its title, all of it somewhere, or all but a sign or word. */
export type Step = 'title' | 'text' | 'near' | 'loose';

/** Something that matches, with what it is weighed by. */
export type Candidate = {
  id: Id;
  ownerId: Id;
  /** The words of the title, a space between each two. */
  words: string;
  publishedAt: Date;
  step: Step;
};

export type Ranked = Candidate & { score: number };

const stepWeights: Record<Step, number> = { title: 60, text: 40, near: 20, loose: 0 };
/** A gram that lies in the title; a sign alone says less than two neighbours. */
const signWeight = 0.5;
const pairWeight = 1;
const runWeight = 2;
const letterPairWeight = 0.3;
/** A word of the query that is a word of the title, and one found behind the word before it. */
const wordWeight = 1;
const orderWeight = 1;
/** All that was typed stands in the title as it was typed. */
const phraseWeight = 3;
/** For each sign of the title: of two that hold the same, the shorter is more about it. */
const lengthWeight = 0.05;
/** Fades by half every thirty days, so that of two alike the newer comes first. */
const freshWeight = 0.2;
const freshHalfMs = 30 * dayMs;

/**
 * Orders what matches, the best first; the order of the same things at the same time never differs.
 * @param at the time of the first page: later pages weigh by the same time
 */
export function rank(query: Query, candidates: readonly Candidate[], at: Date): Ranked[] {
  const asked = askedOf(query);
  return candidates.map((one) => ({ ...one, score: scoreOf(query, asked, one, at) })).sort(byRank);
}

/** The best first; among equals the newest id. */
export function byRank(one: Place, other: Place): number {
  if (one.score !== other.score) return other.score - one.score;
  const newer = BigInt(other.id) - BigInt(one.id);
  return newer === 0n ? 0 : Number(newer > 0n) * 2 - 1;
}

/** Where something stands in an order. */
export type Place = { score: number; id: Id };

type Asked = { grams: { gram: string; weight: number }[] };

function askedOf(query: Query): Asked {
  const grams = query.runs.flatMap((run) => {
    if (run.kind !== 'signs') {
      const pairs = letterPairs(run).map((pair) => ({
        gram: pair.slice(1),
        weight: letterPairWeight,
      }));
      return [{ gram: run.text, weight: runWeight }, ...pairs];
    }
    const signs = [...run.text];
    return [
      ...signs.map((gram) => ({ gram, weight: signWeight })),
      ...pairsOf(signs).map((gram) => ({ gram, weight: pairWeight })),
    ];
  });
  return { grams: [...new Map(grams.map((one) => [one.gram, one])).values()] };
}

function scoreOf(query: Query, asked: Asked, one: Candidate, at: Date): number {
  const flat = one.words.replaceAll(' ', '');
  const words = new Set(one.words.split(' '));
  let score = stepWeights[one.step] - flat.length * lengthWeight;
  for (const { gram, weight } of asked.grams) if (flat.includes(gram)) score += weight;
  let before = -1;
  for (const word of query.words) {
    if (words.has(word)) score += wordWeight;
    const place = flat.indexOf(word, before + 1);
    if (place < 0) continue;
    score += orderWeight;
    before = place;
  }
  if (flat.includes(query.flat)) score += phraseWeight;
  const ageMs = Math.max(0, at.getTime() - one.publishedAt.getTime());
  score += freshWeight * 2 ** (-ageMs / freshHalfMs);
  return Math.round(score * 1_000_000);
}
