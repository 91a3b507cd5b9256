import type { Id } from '#platform/ids.ts';

/** Whom `@name` means in one note. The name stands as it was written; pages show today's. */
export type Mention = { memberId: Id; name: string };

const wordEnd = /[A-Za-z0-9]$/;

/** Where the body names these members; the longest name wins where one begins another. */
export function mentionsIn(
  paragraph: string,
  mentions: readonly Mention[],
): { at: number; text: string; memberId: Id }[] {
  const longestFirst = mentions.toSorted((a, b) => b.name.length - a.name.length);
  return longestFirst.flatMap(({ name, memberId }) =>
    placesOf(paragraph, name).map((at) => ({
      at,
      text: paragraph.slice(at, at + name.length + 1),
      memberId,
    })),
  );
}

/** Where `@name` begins; not inside a word or an e-mail address, nor as the start of a longer word. */
function placesOf(paragraph: string, name: string): number[] {
  const places: number[] = [];
  for (const sign of ['@', '＠']) {
    for (let at = paragraph.indexOf(sign + name); at >= 0;) {
      const before = paragraph[at - 1] ?? '';
      const after = paragraph[at + name.length + 1] ?? '';
      const isCut = wordEnd.test(before) || (wordEnd.test(name) && wordEnd.test(after));
      if (!isCut) places.push(at);
      at = paragraph.indexOf(sign + name, at + 1);
    }
  }
  return places;
}

/** Those of the chosen members whom the body really names; of two under one name, the later. */
export function namedIn(body: readonly string[], chosen: readonly Mention[]): Mention[] {
  const byName = new Map(chosen.map((mention) => [mention.name, mention]));
  return [...byName.values()].filter(({ name }) =>
    body.some((paragraph) => placesOf(paragraph, name).length > 0),
  );
}
