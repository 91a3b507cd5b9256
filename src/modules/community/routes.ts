import * as z from 'zod';
import type { Actor } from '#platform/actor.ts';
import { Answer, route, type Route } from '#platform/http/route.ts';
import { cursor, done, id, limit, line, page } from '#platform/http/schemas.ts';
import { draftRoutes } from './draft-routes.ts';
import type { Community } from './index.ts';
import { noteCard, noteChange, noteDraft, noteVersion, noteView } from './schemas.ts';
import type { FeedInput } from './types.ts';

const noteParams = z.object({ noteId: id });

type FeedJson = (actor: Actor | undefined, input: FeedInput) => Promise<Buffer>;

/** The room's operations; the feed is sent as the bytes it is joined from. */
export function communityRoutes(door: Community, feedJson: FeedJson): Route[] {
  return [
    getFeed(feedJson),
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
      summary: 'Notes, newest first; of one topic or one author if asked',
      tag: 'community',
      query: z.object({ topic: line(60).optional(), authorId: id.optional(), cursor, limit }),
      response: page(noteCard),
    },
    async ({ actor, query }) =>
      new Answer(200, await feedJson(actor, query), {
        'content-type': 'application/json; charset=utf-8',
      }),
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
