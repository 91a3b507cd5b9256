import type { Actor } from '#platform/actor.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { beginRebuilds, rebuildSweep, restartRebuilds } from './commands/rebuild.ts';
import {
  countFound,
  searchListings,
  searchMembers,
  searchNotes,
  searchTopics,
} from './queries/search.ts';
import { suggestSearch } from './queries/suggest.ts';
import { searchRefusals } from './refusals.ts';
import { searchRoutes } from './routes.ts';
import { searchSubscriptions } from './subscriptions.ts';
import type * as t from './types.ts';

export type * from './types.ts';
export { countedMax, queryLengthMax } from './domain/rules.ts';

/** The room in which things are found. What a reader may not see is in none of its answers. */
export type Search = {
  /** @throws platform/invalid-input for a cursor that is none of ours (as all that give pages) */
  searchNotes(actor: Actor | undefined, input: t.NoteSearch): Promise<t.FoundNotes>;
  searchListings(actor: Actor | undefined, input: t.ListingSearch): Promise<t.FoundListings>;
  searchMembers(actor: Actor | undefined, input: t.SearchInput): Promise<t.FoundMembers>;
  /** Topics of notes that everybody may see. */
  searchTopics(input: t.SearchInput): Promise<t.Found<t.FoundTopic>>;
  /** How many of each kind match for this reader, at most 100 each; filters narrow listings. */
  countFound(actor: Actor | undefined, input: { q: string } & t.Filters): Promise<t.Counts>;
  /** What could be meant by a text that is being typed. */
  suggestSearch(actor: Actor | undefined, q: string): Promise<t.Suggestions>;
  /** Has every projection made anew by the running product. */
  rebuild(): Promise<void>;
};

/** Opens the room. */
export function createSearch(
  platform: Platform,
  rooms: t.RoomsBelow,
): Search & { parts: RoomParts } {
  const room: t.Room = { platform, rooms };
  const door: Search = {
    searchNotes: (actor, input) => searchNotes(room, actor, input),
    searchListings: (actor, input) => searchListings(room, actor, input),
    searchMembers: (actor, input) => searchMembers(room, actor, input),
    searchTopics: (input) => searchTopics(room, input),
    countFound: (actor, input) => countFound(room, actor, input),
    suggestSearch: (actor, q) => suggestSearch(room, actor, q),
    rebuild: () => restartRebuilds(room),
  };
  return {
    ...door,
    parts: {
      open: () => beginRebuilds(room),
      routes: searchRoutes(door),
      refusals: searchRefusals,
      subscriptions: searchSubscriptions(room),
      sweeps: [rebuildSweep(room)],
    },
  };
}
