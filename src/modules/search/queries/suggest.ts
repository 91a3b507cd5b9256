import type { Actor } from '#platform/actor.ts';
import { completionsOf } from '../domain/complete.ts';
import { readQuery } from '../domain/query.ts';
import { suggestionsMax, titlesForSuggestionsMax } from '../domain/rules.ts';
import { newestMatching } from '../store/finding.ts';
import { findTopics, popularTopics } from '../store/topics.ts';
import type { Room, Suggestions } from '../types.ts';
import { sieveOf } from './sieve.ts';

/**
 * What could be meant by a text that is being typed: from titles of what everybody may see, less
 * what this reader does not see. With nothing typed, the popular topics.
 */
export async function suggestSearch(
  room: Room,
  actor: Actor | undefined,
  q: string,
): Promise<Suggestions> {
  const { database, clock } = room.platform;
  const query = readQuery(q);
  if (!query) {
    return { completions: [], topics: await popularTopics(database.sql, suggestionsMax) };
  }
  const { hiddenIds } = await sieveOf(room, actor?.memberId);
  // As a guest: what is shown to some is no word to be put into anybody's mouth.
  const sieve = { readerId: undefined, hiddenIds, followeeIds: [], circleIds: [] };
  const reading = { within: 'title', anyOf: [query.exact], sieve, until: clock.now() } as const;
  const read = (kind: 'note' | 'listing') =>
    newestMatching(database, { ...reading, kind, filters: {}, limit: titlesForSuggestionsMax });
  const [notes, listings, topics] = await Promise.all([
    read('note'),
    read('listing'),
    findTopics(database.sql, { anyOf: [query.exact], after: undefined, limit: suggestionsMax }),
  ]);
  const titles = [...notes, ...listings].map((row) => row.words);
  return { completions: completionsOf(query.flat, titles, suggestionsMax), topics };
}
