import { simplified } from './traditional.ts';

/** A stretch of one script: Chinese signs, other letters, or digits. */
export type Run = { kind: 'signs' | 'letters' | 'digits'; text: string };

// Letters after Chinese signs begin a new run; `[\p{L}\p{N}]+` would swallow both.
const runsOf = /\p{Script=Han}+|[\p{L}--\p{Script=Han}]+|\p{N}+/gv;
const isHan = /^\p{Script=Han}/u;
const isDigit = /^\p{N}/u;

/** How texts are compared: one form of each letter, lower case, simplified signs. */
export function normalise(text: string): string {
  return simplified(text.normalize('NFKC').toLowerCase());
}

/** The runs of a text, normalised; what is neither letter nor digit parts them and is left out. */
export function runsIn(text: string): Run[] {
  return (normalise(text).match(runsOf) ?? []).map((run) => ({ kind: kindOf(run), text: run }));
}

function kindOf(run: string): Run['kind'] {
  if (isHan.test(run)) return 'signs';
  return isDigit.test(run) ? 'digits' : 'letters';
}

/** Words of letters this long are also kept in pairs of letters, so that a slip still finds them. */
export const pairedLettersMin = 4;

/**
 * What a title is found by: each Chinese sign, each two neighbours, each run of letters or digits,
 * and the letter pairs of longer words (`~ph`).
 */
export function titleGrams(text: string): Set<string> {
  const grams = new Set<string>();
  for (const run of runsIn(text)) {
    for (const gram of gramsOfRun(run)) grams.add(gram);
    for (const pair of letterPairs(run)) grams.add(pair);
  }
  return grams;
}

/** What the rest of a text is found by: the same without letter pairs. */
export function textGrams(text: string): Set<string> {
  return new Set(runsIn(text).flatMap(gramsOfRun));
}

function gramsOfRun(run: Run): string[] {
  if (run.kind !== 'signs') return [run.text];
  const signs = [...run.text];
  return [...signs, ...pairsOf(signs)];
}

/** Neighbours two by two. */
export function pairsOf(signs: readonly string[]): string[] {
  return signs.slice(1).map((sign, at) => `${signs[at]!}${sign}`);
}

/** The letter pairs of a longer word; none of anything else. */
export function letterPairs({ kind, text }: Run): string[] {
  const letters = [...text];
  if (kind !== 'letters' || letters.length < pairedLettersMin) return [];
  return pairsOf(letters).map((pair) => `~${pair}`);
}
