import type { Id } from '#platform/ids.ts';
import type { StoryLine } from '../types.ts';

/** A line whose actor is not named yet. */
export type RawLine = Omit<StoryLine, 'actor'> & { actorId: Id | null };

type Known = Pick<RawLine, 'at' | 'source' | 'code'> & Partial<RawLine>;

/** A line of what is known; all else is nothing. */
export function line(known: Known): RawLine {
  return {
    role: null,
    actorId: null,
    words: null,
    amountFen: null,
    facts: [],
    entries: [],
    pictures: [],
    ...known,
  };
}

/** What is known besides, without what is not. */
export function facts(known: Record<string, string | number | null | undefined>): RawLine['facts'] {
  return Object.entries(known).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ name, value: String(value) }],
  );
}
