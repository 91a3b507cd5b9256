import type { Actor, Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { beginRebuilds, projectAll, rebuildSweep, restartRebuilds } from './commands/rebuild.ts';
import { clearSearchHistory, listSearchHistory, rememberSearch } from './commands/history.ts';
import {
  deleteSavedSearch,
  listSavedSearches,
  saveSearch,
  type SaveInput,
} from './commands/saved-searches.ts';
import { hitsDeadline } from './commands/tell-hits.ts';
import { searchNotices } from './notices.ts';
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
export type { SaveInput } from './commands/saved-searches.ts';
export { restartRebuilds } from './commands/rebuild.ts';
export { countedMax, queryLengthMax } from './domain/rules.ts';

/** The room in which things are found. What a reader may not see is in none of its answers. */
export type Search = {
  /** @throws platform/invalid-input for a cursor that is none of ours (as all that give pages) */
  searchNotes(actor: Actor | undefined, input: t.NoteSearch): Promise<t.FoundNotes>;
  searchListings(actor: Actor | undefined, input: t.ListingSearch): Promise<t.FoundListings>;
  searchMembers(actor: Actor | undefined, input: t.MemberSearch): Promise<t.FoundMembers>;
  /** Topics of notes that everybody may see. */
  searchTopics(input: t.SearchInput): Promise<t.Found<t.FoundTopic>>;
  /** How many of each kind match for this reader, at most 100 each; filters narrow listings, `verified` members too. */
  countFound(actor: Actor | undefined, input: { q: string } & t.Filters): Promise<t.Counts>;
  /** What could be meant by a text that is being typed. */
  suggestSearch(actor: Actor | undefined, q: string): Promise<t.Suggestions>;
  /** What the caller looked for, the latest first. */
  listSearchHistory(actor: Actor): Promise<{ items: string[] }>;
  /** Remembers a search for the caller alone; nothing to look for is not remembered. */
  rememberSearch(call: Call, q: string): Promise<{ ok: true }>;
  /** Forgets one search, or all. */
  clearSearchHistory(call: Call, q?: string): Promise<{ ok: true }>;
  listSavedSearches(actor: Actor): Promise<{ items: t.SavedSearch[] }>;
  /** @throws search/nothing-to-save, search/too-many-saved, search/too-fast */
  saveSearch(call: Call, input: SaveInput): Promise<{ savedId: Id }>;
  /** @throws platform/not-found */
  deleteSavedSearch(call: Call, savedId: Id): Promise<{ ok: true }>;
  /** Has everything found at once, while the caller waits; else events bring it bit by bit. */
  projectAll(): Promise<void>;
  /** Has every projection made anew by the running product. */
  rebuild(): Promise<void>;
};

/** Opens the room. */
export function createSearch(
  platform: Platform,
  rooms: t.RoomsBelow,
): Search & { parts: RoomParts } {
  const room: t.Room = { platform, rooms };
  rooms.notifications.registerTypes(searchNotices);
  const door: Search = {
    searchNotes: (actor, input) => searchNotes(room, actor, input),
    searchListings: (actor, input) => searchListings(room, actor, input),
    searchMembers: (actor, input) => searchMembers(room, actor, input),
    searchTopics: (input) => searchTopics(room, input),
    countFound: (actor, input) => countFound(room, actor, input),
    suggestSearch: (actor, q) => suggestSearch(room, actor, q),
    listSearchHistory: (actor) => listSearchHistory(room, actor),
    rememberSearch: (call, q) => rememberSearch(room, call, q),
    clearSearchHistory: (call, q) => clearSearchHistory(room, call, q),
    listSavedSearches: (actor) => listSavedSearches(room, actor),
    saveSearch: (call, input) => saveSearch(room, call, input),
    deleteSavedSearch: (call, savedId) => deleteSavedSearch(room, call, savedId),
    projectAll: () => projectAll(room),
    rebuild: () => restartRebuilds(platform),
  };
  return {
    ...door,
    parts: {
      open: () => beginRebuilds(room),
      routes: searchRoutes(door),
      refusals: searchRefusals,
      subscriptions: searchSubscriptions(room),
      deadlines: [hitsDeadline(room)],
      sweeps: [rebuildSweep(room)],
    },
  };
}
