import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { cursor, id, limit } from '#platform/http/schemas.ts';
import type { Reactions } from '../index.ts';
import { likeState, noteParams, savedPage, saveState } from '../schemas.ts';

/** What members do with a note itself. */
export function noteRoutes(door: Reactions): Route[] {
  return [likeNote(door), unlikeNote(door), saveNote(door), unsaveNote(door), listLiked(door)];
}

const likeNote = (door: Reactions) =>
  route(
    {
      operationId: 'likeNote',
      method: 'PUT',
      path: '/notes/{noteId}/like',
      summary: 'Like a note; again changes nothing',
      tag: 'reactions',
      params: noteParams,
      response: likeState,
    },
    ({ call, params }) => door.likeNote(call(), params.noteId),
  );

const unlikeNote = (door: Reactions) =>
  route(
    {
      operationId: 'unlikeNote',
      method: 'DELETE',
      path: '/notes/{noteId}/like',
      summary: 'Take a like back; again changes nothing',
      tag: 'reactions',
      params: noteParams,
      response: likeState,
    },
    ({ call, params }) => door.unlikeNote(call(), params.noteId),
  );

const saveNote = (door: Reactions) =>
  route(
    {
      operationId: 'saveNote',
      method: 'PUT',
      path: '/notes/{noteId}/save',
      summary: 'Save a note into a collection, the default one if none is named; or move it there',
      tag: 'reactions',
      params: noteParams,
      body: z.object({ collectionId: id.optional() }).optional(),
      response: saveState,
    },
    ({ call, params, body }) => door.saveNote(call(), { ...params, ...body }),
  );

const unsaveNote = (door: Reactions) =>
  route(
    {
      operationId: 'unsaveNote',
      method: 'DELETE',
      path: '/notes/{noteId}/save',
      summary: 'Take a note out of the own collections; again changes nothing',
      tag: 'reactions',
      params: noteParams,
      response: saveState,
    },
    ({ call, params }) => door.unsaveNote(call(), params.noteId),
  );

const listLiked = (door: Reactions) =>
  route(
    {
      operationId: 'listLiked',
      method: 'GET',
      path: '/likes',
      summary: 'The notes the caller likes, the latest first',
      tag: 'reactions',
      query: z.object({ cursor, limit }),
      response: savedPage,
    },
    ({ call, query }) => door.listLiked(call().actor, query),
  );
