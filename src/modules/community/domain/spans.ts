import type { Id } from '#platform/ids.ts';
import { linksIn } from './links.ts';
import { mentionsIn, type Mention } from './mentions.ts';
import { topicMarksIn } from './topics.ts';

/**
 * A piece of a paragraph: plain text, or one of three things that lead somewhere. A topic leads to
 * the notes that share it, a member to their page, an address out of the house.
 */
export type Span = {
  text: string;
  topic: string | null;
  memberId: Id | null;
  href: string | null;
};

/** Where in a paragraph something leads somewhere: from `at`, as long as `text`. */
export type Mark = { at: number; text: string } & (
  { topic: string } | { memberId: Id } | { href: string }
);

/** Cuts a paragraph into spans; their texts joined give the paragraph again. */
export function spansOf(paragraph: string, mentions: readonly Mention[] = []): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const mark of marksIn(paragraph, mentions)) {
    if (mark.at > from) spans.push(spanOf({ text: paragraph.slice(from, mark.at) }));
    spans.push(spanOf(mark));
    from = mark.at + mark.text.length;
  }
  if (from < paragraph.length) spans.push(spanOf({ text: paragraph.slice(from) }));
  return spans;
}

/** Marks in order. Where two lie over each other an address goes before a name, a name before a topic. */
function marksIn(paragraph: string, mentions: readonly Mention[]): Mark[] {
  const kept: Mark[] = [];
  const isFree = (mark: Mark) =>
    kept.every(
      (one) => mark.at + mark.text.length <= one.at || one.at + one.text.length <= mark.at,
    );
  const found = [linksIn(paragraph), mentionsIn(paragraph, mentions), topicMarksIn(paragraph)];
  for (const mark of found.flat()) if (isFree(mark)) kept.push(mark);
  return kept.toSorted((a, b) => a.at - b.at);
}

function spanOf(piece: { text: string } & Partial<Span>): Span {
  const { text, topic = null, memberId = null, href = null } = piece;
  return { text, topic, memberId, href };
}

/** The topics named in a body, in order of appearance, each once. */
export function topicsIn(body: readonly string[]): string[] {
  const topics = body.flatMap((text) => spansOf(text)).flatMap((span) => span.topic ?? []);
  return [...new Set(topics)];
}

/** The addresses written in a body, in order of appearance, each once. */
export function addressesIn(body: readonly string[]): string[] {
  return [...new Set(body.flatMap(linksIn).map(({ href }) => href))];
}
