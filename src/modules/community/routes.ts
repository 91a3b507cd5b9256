import * as z from 'zod';
import type { Actor } from '#platform/actor.ts';
import { Answer, route, type Route } from '#platform/http/route.ts';
import { done, id, limit, line, page } from '#platform/http/schemas.ts';
import { cityMax } from './domain/rules.ts';
import { draftRoutes } from './draft-routes.ts';
import type { Community } from './index.ts';
import { dwellMsMax, dwellMsMin, feedKinds, impressionsPerMinute } from './domain/feed-rules.ts';
import { feedItem, noteChange, noteDraft, noteVersion, noteView } from './schemas.ts';
import type { FeedInput } from './types.ts';

/** Longer than others: it holds the topics that a Discover was begun with. */
const feedCursor = z.string().max(1_000).optional();
const noteParams = z.object({ noteId: id });

type FeedJson = (actor: Actor | undefined, input: FeedInput) => Promise<Buffer>;

/** The room's operations; the feed is sent as the bytes it is joined from. */
export function communityRoutes(door: Community, feedJson: FeedJson): Route[] {
  return [
    getFeed(feedJson),
    logImpressions(door),
    publishNote(door),
    getNote(door),
    listNoteVersions(door),
    updateNote(door),
    deleteNote(door),
    ...draftRoutes(door),
  ];
}

const getFeed = (feedJson: FeedJson) =>
  route(
    {
      operationId: 'getFeed',
      method: 'GET',
      path: '/feed',
      summary: 'A page of a feed: discover, following, nearby, market, a circle, topic or author',
      tag: 'community',
      query: z.object({
        kind: z.enum(feedKinds).optional(),
        topic: line(60).optional(),
        authorId: id.optional(),
        circleId: id.optional(),
        city: line(cityMax).optional(),
        cursor: feedCursor,
        limit,
      }),
      response: page(feedItem).extend({ requestId: z.string() }),
    },
    async ({ actor, query }) =>
      new Answer(200, await feedJson(actor, query), {
        'content-type': 'application/json; charset=utf-8',
      }),
  );

const seenPage = z.object({
  requestId: z.string().max(1_000),
  items: z
    .array(
      z.object({
        position: z.int().min(0).max(100_000),
        dwellMs: z.int().min(dwellMsMin).max(dwellMsMax),
        opened: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(50),
});

const logImpressions = (door: Community) =>
  route(
    {
      operationId: 'logImpressions',
      method: 'POST',
      path: '/feed/impressions',
      summary: 'Say which notes of served pages were on screen: half of a card for a second',
      tag: 'community',
      body: z.object({ pages: z.array(seenPage).min(1).max(10) }),
      response: z.object({ taken: z.int() }),
      perMinuteMax: impressionsPerMinute,
    },
    ({ actor, body: { pages } }) => door.logImpressions(actor, pages),
  );

const publishNote = (door: Community) =>
  route(
    {
      operationId: 'publishNote',
      method: 'POST',
      path: '/notes',
      summary: 'Publish a note with 1 to 18 pictures; live at once',
      tag: 'community',
      body: noteDraft,
      response: z.object({ noteId: id }),
      status: 201,
      idempotent: true,
    },
    ({ call, body: draft }) => door.publishNote(call(), draft),
  );

const getNote = (door: Community) =>
  route(
    {
      operationId: 'getNote',
      method: 'GET',
      path: '/notes/{noteId}',
      summary: 'A note in full',
      tag: 'community',
      params: noteParams,
      response: noteView,
    },
    ({ actor, params }) => door.getNote(actor, params.noteId),
  );

const listNoteVersions = (door: Community) =>
  route(
    {
      operationId: 'listNoteVersions',
      method: 'GET',
      path: '/notes/{noteId}/versions',
      summary: 'What a note said before its changes, the newest first',
      tag: 'community',
      params: noteParams,
      response: z.object({ items: z.array(noteVersion) }),
    },
    async ({ actor, params }) => ({ items: await door.listVersions(actor, params.noteId) }),
  );

const updateNote = (door: Community) =>
  route(
    {
      operationId: 'updateNote',
      method: 'PATCH',
      path: '/notes/{noteId}',
      summary: 'Change parts of a note, or who may see it; earlier versions are kept',
      tag: 'community',
      params: noteParams,
      body: noteChange,
      response: z.object({ noteId: id }),
    },
    ({ call, params, body: change }) => door.updateNote(call(), { ...params, ...change }),
  );

const deleteNote = (door: Community) =>
  route(
    {
      operationId: 'deleteNote',
      method: 'DELETE',
      path: '/notes/{noteId}',
      summary: 'Delete a note',
      tag: 'community',
      params: noteParams,
      response: done,
    },
    ({ call, params }) => door.deleteNote(call(), params.noteId),
  );
