import { topicMax } from './rules.ts';

// A sign that continues a word, an address or another sign opens no topic: "C#", "…/#top".
const sign = /(?<![A-Za-z0-9&/=?#＃])[#＃]([\p{L}\p{N}\p{M}_]{1,60})(?![\p{L}\p{N}\p{M}_])/gu;
const wellFormed = new RegExp(`^[\\p{L}\\p{N}\\p{M}_]{1,${topicMax}}$`, 'u');

/**
 * The form in which topics are compared and stored: `＃Ｇuzi` and `#guzi` are one topic. Undefined
 * for what cannot be a topic: too long, signs in it, no letter.
 */
export function normaliseTopic(text: string): string | undefined {
  const topic = text.normalize('NFKC').trim().replace(/^#/, '').toLowerCase();
  return wellFormed.test(topic) && /\p{L}/u.test(topic) ? topic : undefined;
}

/** The topics in a paragraph, as they stand there and as they are compared. */
export function topicMarksIn(paragraph: string): { at: number; text: string; topic: string }[] {
  return [...paragraph.matchAll(sign)].flatMap((match) => {
    const topic = normaliseTopic(match[1]!);
    return topic ? [{ at: match.index, text: match[0], topic }] : [];
  });
}
