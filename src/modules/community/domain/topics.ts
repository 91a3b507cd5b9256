import { topicMax } from './rules.ts';

/** A piece of a paragraph; a topic links to the notes that share it. */
export type Span = { text: string; topic: string | null };

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

/** Cuts a paragraph into plain text and topics; the texts joined give the paragraph again. */
export function spansOf(paragraph: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of paragraph.matchAll(sign)) {
    const topic = normaliseTopic(match[1]!);
    if (!topic) continue;
    if (match.index > from) spans.push({ text: paragraph.slice(from, match.index), topic: null });
    spans.push({ text: match[0], topic });
    from = match.index + match[0].length;
  }
  if (from < paragraph.length) spans.push({ text: paragraph.slice(from), topic: null });
  return spans;
}

/** The topics named in a body, in order of appearance, each once. */
export function topicsIn(body: readonly string[]): string[] {
  const topics = body.flatMap(spansOf).flatMap((span) => span.topic ?? []);
  return [...new Set(topics)];
}
