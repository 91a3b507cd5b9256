/**
 * What a text being typed could become, judged by titles in which it occurs: each is completed to
 * the end of the word it ends in (and from the beginning of the word it begins in), and to the word
 * after that. The most frequent first, the shorter first among equals.
 * @param flat what was typed, normalised, without spaces
 * @param titles the words of each title, a space between each two
 */
export function completionsOf(flat: string, titles: readonly string[], max: number): string[] {
  const counts = new Map<string, number>();
  for (const title of titles) {
    for (const one of new Set(completionsIn(flat, title.split(' ')))) {
      counts.set(one, (counts.get(one) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || a.length - b.length || (a < b ? -1 : 1))
    .slice(0, max)
    .map(([text]) => text);
}

const isLatin = /^[\p{L}--\p{Script=Han}]/v;

function completionsIn(flat: string, words: string[]): string[] {
  const at = words.join('').indexOf(flat);
  if (at < 0) return [];
  const first = wordAt(words, at);
  const last = wordAt(words, at + flat.length - 1);
  const whole = joined(words.slice(first, last + 1));
  const more = words[last + 1] === undefined ? [] : [joined(words.slice(first, last + 2))];
  return [whole, ...more].filter((text) => text.replaceAll(' ', '') !== flat);
}

/** The place of the word in which a sign lies. */
function wordAt(words: string[], sign: number): number {
  let end = 0;
  return words.findIndex((word) => {
    end += word.length;
    return sign < end;
  });
}

/** Words as one writes them: a space only between two of letters. */
function joined(words: string[]): string {
  return words.reduce((text, word) =>
    isLatin.test(word) && isLatin.test(text.at(-1) ?? '') ? `${text} ${word}` : `${text}${word}`,
  );
}
