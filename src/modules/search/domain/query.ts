import { letterPairs, pairedLettersMin, pairsOf, runsIn, type Run } from './grams.ts';
import { signsMax } from './rules.ts';
import { wordsOf } from './words.ts';

/** What somebody looks for, ready to be matched and weighed. */
export type Query = {
  runs: Run[];
  words: string[];
  /** Signs and letters without anything between them. */
  flat: string;
  /** Matches what holds all of it, as a `tsquery`. */
  exact: string;
  /** Each matches what holds all but one sign, dropped or mistyped; none for a single sign. */
  near: string[];
  /** Each matches what holds all but one word; none for fewer than three words. */
  loose: string[];
};

/** Letters of a word being typed find what goes on from them: `headph` finds `headphones`. */
const prefixLettersMin = 3;

/** Reads what was typed; undefined where there is nothing to look for (spaces, emoji, signs). */
export function readQuery(text: string): Query | undefined {
  const runs = firstSigns(runsIn(text), signsMax);
  if (runs.length === 0) return undefined;
  const spaced = runs.map((run) => run.text).join(' ');
  const words = [...new Set(wordsOf(spaced))];
  return {
    runs,
    words,
    flat: runs.map((run) => run.text).join(''),
    exact: all(runs.flatMap(exactParts)),
    near: nearQueries(runs),
    loose: looseQueries(words),
  };
}

/** So many signs of the runs, from the first on. */
function firstSigns(runs: Run[], max: number): Run[] {
  let left = max;
  const kept: Run[] = [];
  for (const run of runs) {
    const signs = [...run.text].slice(0, left);
    if (signs.length === 0) break;
    kept.push({ ...run, text: signs.join('') });
    left -= signs.length;
  }
  return kept;
}

/** A part of a tsquery: a gram that must be there, as it is or as the beginning of one. */
type Part = string;

const whole = (gram: string): Part => `'${gram}'`;
const beginning = (gram: string): Part => `'${gram}':*`;

function exactParts(run: Run): Part[] {
  if (run.kind === 'digits') return [whole(run.text)];
  const signs = [...run.text];
  if (run.kind === 'letters') {
    return [signs.length >= prefixLettersMin ? beginning(run.text) : whole(run.text)];
  }
  return (signs.length === 1 ? signs : pairsOf(signs)).map(whole);
}

const all = (parts: Part[]): string => [...new Set(parts)].join(' & ');

/** One query for each place at which a sign may be wrong or missing. */
function nearQueries(runs: Run[]): string[] {
  const queries = runs.flatMap((run, at) => {
    const others = runs.filter((_, place) => place !== at).flatMap(exactParts);
    return slipsIn(run).map((parts) => all([...others, ...parts]));
  });
  return [...new Set(queries)].filter((query) => query !== '');
}

/** What is left of a run when one sign of it does not count, for each of its signs. */
function slipsIn(run: Run): Part[][] {
  if (run.kind === 'digits') return [[]];
  const signs = [...run.text];
  if (run.kind === 'signs') return signs.map((_, at) => signsWithout(signs, at));
  if (signs.length < pairedLettersMin) return [[]];
  const pairs = letterPairs(run);
  // Two letters changing places touch three pairs; what is left must still say something.
  return signs
    .map((_, at) => pairs.filter((_pair, place) => place < at - 1 || place > at + 1).map(whole))
    .filter((parts) => parts.length > 0);
}

/** What is left and right of the sign, each in its pairs, which say its signs as well. */
function signsWithout(signs: string[], at: number): Part[] {
  const sides = [signs.slice(0, at), signs.slice(at + 1)];
  return sides.flatMap((side) => (side.length === 1 ? side : pairsOf(side))).map(whole);
}

const looseWordsMin = 3;

function looseQueries(words: string[]): string[] {
  if (words.length < looseWordsMin) return [];
  return words.map((_, at) =>
    all(words.filter((_word, place) => place !== at).flatMap((word) => partsOfWord(word))),
  );
}

function partsOfWord(word: string): Part[] {
  return runsIn(word).flatMap(exactParts);
}
