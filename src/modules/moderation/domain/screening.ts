/** What screening says of a text, from harmless to worst. */
export const verdicts = ['pass', 'warn', 'hold', 'block'] as const;
export type Verdict = (typeof verdicts)[number];

/** One way of looking at a text. */
export type Screener = (text: string) => Verdict;

/** The worst verdict of all screeners; a text nobody objects to passes. */
export function worstVerdict(text: string, screeners: readonly Screener[]): Verdict {
  const worst = Math.max(0, ...screeners.map((screener) => verdicts.indexOf(screener(text))));
  return verdicts[worst]!;
}
