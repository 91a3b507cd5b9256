import * as z from 'zod';
import { conditions, deliveries } from '#catalog';
import { route, type Route } from '#platform/http/route.ts';
import { at, done, fen, fenInput, id } from '#platform/http/schemas.ts';
import { queryLengthMax } from './domain/rules.ts';
import type { Search } from './index.ts';

const tag = 'search';
const q = z.string().max(queryLengthMax);

const savedSearch = z.object({
  id,
  q: z.string(),
  priceFenMin: fen.nullable(),
  priceFenMax: fen.nullable(),
  conditions: z.array(z.enum(conditions)),
  deliveries: z.array(z.enum(deliveries)),
  city: z.string(),
  verified: z.boolean(),
  savedAt: at,
});

/** What a member saves: the search, and what it is narrowed down to. */
export const saveBody = z.object({
  q,
  priceFenMin: fenInput.optional(),
  priceFenMax: fenInput.optional(),
  conditions: z.array(z.enum(conditions)).max(conditions.length).optional(),
  deliveries: z.array(z.enum(deliveries)).max(deliveries.length).optional(),
  city: z.string().max(30).optional(),
  verified: z.boolean().optional(),
});

/** The operations on a member's own history. */
export function historyRoutes(door: Search): Route[] {
  return [listSearchHistory(door), rememberSearch(door), clearSearchHistory(door)];
}

const listSearchHistory = (door: Search) =>
  route(
    {
      operationId: 'listSearchHistory',
      method: 'GET',
      path: '/search/history',
      summary: 'What the caller looked for, the latest first',
      tag,
      response: z.object({ items: z.array(z.string()) }),
    },
    ({ call }) => door.listSearchHistory(call().actor),
  );

const rememberSearch = (door: Search) =>
  route(
    {
      operationId: 'rememberSearch',
      method: 'POST',
      path: '/search/history',
      summary: 'Remember a search for the caller alone',
      tag,
      body: z.object({ q }),
      response: done,
    },
    ({ call, body }) => door.rememberSearch(call(), body.q),
  );

const clearSearchHistory = (door: Search) =>
  route(
    {
      operationId: 'clearSearchHistory',
      method: 'DELETE',
      path: '/search/history',
      summary: 'Forget one search of the caller’s, or all without one',
      tag,
      query: z.object({ q: q.optional() }),
      response: done,
    },
    ({ call, query }) => door.clearSearchHistory(call(), query.q),
  );

/** The operations on saved searches. */
export function savedRoutes(door: Search): Route[] {
  return [listSavedSearches(door), saveSearch(door), deleteSavedSearch(door)];
}

const listSavedSearches = (door: Search) =>
  route(
    {
      operationId: 'listSavedSearches',
      method: 'GET',
      path: '/search/saved',
      summary: 'The caller’s saved searches, the latest first',
      tag,
      response: z.object({ items: z.array(savedSearch) }),
    },
    ({ call }) => door.listSavedSearches(call().actor),
  );

const saveSearch = (door: Search) =>
  route(
    {
      operationId: 'saveSearch',
      method: 'POST',
      path: '/search/saved',
      summary: 'Save a search and be told of new listings that it finds; the same again is one',
      tag,
      body: saveBody,
      response: z.object({ savedId: id }),
    },
    ({ call, body }) => door.saveSearch(call(), body),
  );

const deleteSavedSearch = (door: Search) =>
  route(
    {
      operationId: 'deleteSavedSearch',
      method: 'DELETE',
      path: '/search/saved/{savedId}',
      summary: 'Delete a saved search',
      tag,
      params: z.object({ savedId: id }),
      response: done,
    },
    ({ call, params }) => door.deleteSavedSearch(call(), params.savedId),
  );
