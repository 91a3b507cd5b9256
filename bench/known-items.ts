import { wordsOf } from '../src/modules/search/domain/words.ts';

/** A question whose answer is known: the title that its words were taken from. */
export type KnownItem = { q: string; title: string; slip: Slip; style: Style };
export type Slip = 'none' | 'dropped' | 'wrong';
/** Neighbouring words typed in one go, or words from anywhere in the title with spaces. */
export type Style = 'in one go' | 'scattered';

export type Making = {
  titles: readonly string[];
  count: number;
  seed: number;
  /** The shortest word that is taken, in signs: 2, or 1 for words like 岁 and 出 as well. */
  wordLengthMin: number;
};

/** Every fifth question misses a sign, and every fifth has a wrong one. */
const slips: readonly Slip[] = ['none', 'dropped', 'none', 'wrong', 'none'];
/** Below this a question with a wrong sign says nothing any more. */
const hanMin = 3;

/**
 * Questions by a rule that looks at nothing but the titles: a title by chance, two or three of its
 * words by chance (neighbours, or scattered in the title's order, half each), then the slip: a
 * Chinese sign by chance is left out, or is replaced by another drawn from all signs of all titles
 * as often as they occur there. Words are the dictionary's, however frequent; whether a question
 * is a good one is not asked. The same seed makes the same questions.
 */
export function knownItems(making: Making): KnownItem[] {
  const { titles, count, seed, wordLengthMin } = making;
  const chance = seededChance(seed);
  const signs = titles.join('').match(/\p{Script=Han}/gu) ?? [];
  const items: KnownItem[] = [];
  while (items.length < count) {
    const title = titles[chance(titles.length)]!;
    const style: Style = chance(2) === 0 ? 'in one go' : 'scattered';
    const words = wordsTaken(title, style, { chance, wordLengthMin });
    if (!words) continue;
    const clean = words.join(style === 'in one go' ? '' : ' ');
    if ((clean.match(/\p{Script=Han}/gu) ?? []).length < hanMin) continue;
    const slip = slips[items.length % slips.length]!;
    items.push({ q: slipped(clean, slip, { chance, signs }), title, slip, style });
  }
  return items;
}

type Chance = (below: number) => number;

/** Two or three words of a title in its order; undefined where it has not got them. */
function wordsTaken(
  title: string,
  style: Style,
  { chance, wordLengthMin }: { chance: Chance; wordLengthMin: number },
): string[] | undefined {
  const words = wordsOf(title);
  const count = 2 + chance(2);
  const isLong = (word: string) => [...word].length >= wordLengthMin;
  if (style === 'in one go') {
    const starts = words
      .map((_, at) => at)
      .filter((at) => at + count <= words.length && words.slice(at, at + count).every(isLong));
    const at = starts[chance(Math.max(1, starts.length))];
    return at === undefined ? undefined : words.slice(at, at + count);
  }
  const places = words.map((_, at) => at).filter((at) => isLong(words[at]!));
  if (places.length < count) return undefined;
  while (places.length > count) places.splice(chance(places.length), 1);
  return places.map((at) => words[at]!);
}

function slipped(
  clean: string,
  slip: Slip,
  { chance, signs }: { chance: Chance; signs: readonly string[] },
): string {
  if (slip === 'none') return clean;
  const typed = [...clean];
  const places = typed.flatMap((sign, at) => (/\p{Script=Han}/u.test(sign) ? [at] : []));
  const at = places[chance(places.length)]!;
  if (slip === 'dropped') return typed.toSpliced(at, 1).join('');
  let wrong = typed[at]!;
  while (wrong === typed[at]) wrong = signs[chance(signs.length)]!;
  return typed.with(at, wrong).join('');
}

/** Whole numbers below a bound from a seed (mulberry32). */
export function seededChance(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** The mean of 1/place of the right title among the first ten; 0 where it is not among them. */
export function meanReciprocalRank(places: readonly (number | undefined)[]): number {
  const sum = places.reduce((total: number, place) => total + (place ? 1 / place : 0), 0);
  return places.length === 0 ? 0 : sum / places.length;
}
