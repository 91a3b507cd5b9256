import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { searchesPerMinute, suggestionsPerMinute } from './domain/rules.ts';
import type { Search } from './index.ts';
import { historyRoutes, savedRoutes } from './own-routes.ts';
import * as s from './schemas.ts';

const tag = 'search';

/** The operations of this room. */
export function searchRoutes(door: Search): Route[] {
  return [
    ...findingRoutes(door),
    ...helpingRoutes(door),
    ...historyRoutes(door),
    ...savedRoutes(door),
  ];
}

function findingRoutes(door: Search): Route[] {
  return [searchNotes(door), searchListings(door), searchMembers(door), searchTopics(door)];
}

const searchNotes = (door: Search) =>
  route(
    {
      operationId: 'searchNotes',
      method: 'GET',
      path: '/search/notes',
      summary: 'Notes that hold what is looked for, the best first or the newest',
      tag,
      query: s.noteQuery,
      response: s.foundNotes,
      perMinuteMax: searchesPerMinute,
    },
    ({ actor, query }) => door.searchNotes(actor, query),
  );

const searchListings = (door: Search) =>
  route(
    {
      operationId: 'searchListings',
      method: 'GET',
      path: '/search/listings',
      summary:
        'Listings that hold what is looked for, by price, condition, delivery, place and seller',
      tag,
      query: s.listingQuery,
      response: s.foundListings,
      perMinuteMax: searchesPerMinute,
    },
    ({ actor, query }) => door.searchListings(actor, query),
  );

const searchMembers = (door: Search) =>
  route(
    {
      operationId: 'searchMembers',
      method: 'GET',
      path: '/search/members',
      summary: 'Members by their names and what they say of themselves',
      tag,
      query: s.memberQuery,
      response: s.foundMembers,
      perMinuteMax: searchesPerMinute,
    },
    ({ actor, query }) => door.searchMembers(actor, query),
  );

const searchTopics = (door: Search) =>
  route(
    {
      operationId: 'searchTopics',
      method: 'GET',
      path: '/search/topics',
      summary: 'Topics, those of the most public notes first',
      tag,
      query: z.object(s.pageQuery),
      response: s.foundTopics,
      perMinuteMax: searchesPerMinute,
    },
    ({ query }) => door.searchTopics(query),
  );

function helpingRoutes(door: Search): Route[] {
  return [countFound(door), suggestSearch(door)];
}

const countFound = (door: Search) =>
  route(
    {
      operationId: 'countFound',
      method: 'GET',
      path: '/search/counts',
      summary: 'How many notes, listings, members and topics match, at most 100 of each',
      tag,
      query: z.object({ q: s.q, ...s.filters }),
      response: s.counts,
      perMinuteMax: searchesPerMinute,
    },
    ({ actor, query }) => door.countFound(actor, query),
  );

const suggestSearch = (door: Search) =>
  route(
    {
      operationId: 'suggestSearch',
      method: 'GET',
      path: '/search/suggestions',
      summary: 'What could be meant by a text that is being typed; popular topics without one',
      tag,
      query: z.object({ q: s.q }),
      response: s.suggestions,
      perMinuteMax: suggestionsPerMinute,
    },
    ({ actor, query }) => door.suggestSearch(actor, query.q),
  );
