import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { cursor, done, id, limit, page, prose } from '#platform/http/schemas.ts';
import { commentMax } from '../domain/rules.ts';
import type { Reactions } from '../index.ts';
import { commentParams, commentView, likeState, noteParams, threadView } from '../schemas.ts';
import { commentOrders } from '../types.ts';

/** Longer than a comment may be: what is too long is refused in words, not as malformed. */
const text = prose(commentMax * 8);

/** Comments and their replies. */
export function commentRoutes(door: Reactions): Route[] {
  return [
    listComments(door),
    commentOnNote(door),
    getThread(door),
    listReplies(door),
    deleteComment(door),
    likeComment(door),
    unlikeComment(door),
    pinComment(door),
    unpinComment(door),
  ];
}

const listComments = (door: Reactions) =>
  route(
    {
      operationId: 'listComments',
      method: 'GET',
      path: '/notes/{noteId}/comments',
      summary: 'The comments of a note with their first replies; the pinned one first',
      tag: 'reactions',
      params: noteParams,
      query: z.object({ order: z.enum(commentOrders).default('newest'), cursor, limit }),
      response: page(threadView),
    },
    ({ actor, params, query }) => door.listComments(actor, { ...params, ...query }),
  );

const commentOnNote = (door: Reactions) =>
  route(
    {
      operationId: 'commentOnNote',
      method: 'POST',
      path: '/notes/{noteId}/comments',
      summary: 'Comment on a note, or answer a comment or reply under it',
      tag: 'reactions',
      params: noteParams,
      body: z.object({ text, answersId: id.optional() }),
      response: commentView,
      status: 201,
      idempotent: true,
    },
    ({ call, params, body }) => door.commentOnNote(call(), { ...params, ...body }),
  );

const getThread = (door: Reactions) =>
  route(
    {
      operationId: 'getThread',
      method: 'GET',
      path: '/comments/{commentId}',
      summary: 'The thread in which a comment or reply stands',
      tag: 'reactions',
      params: commentParams,
      response: threadView,
    },
    ({ actor, params }) => door.getThread(actor, params.commentId),
  );

const listReplies = (door: Reactions) =>
  route(
    {
      operationId: 'listReplies',
      method: 'GET',
      path: '/comments/{commentId}/replies',
      summary: 'The replies of a comment, the oldest first',
      tag: 'reactions',
      params: commentParams,
      query: z.object({ cursor, limit }),
      response: page(commentView),
    },
    ({ actor, params, query }) => door.listReplies(actor, { ...params, ...query }),
  );

const deleteComment = (door: Reactions) =>
  route(
    {
      operationId: 'deleteComment',
      method: 'DELETE',
      path: '/comments/{commentId}',
      summary: 'Delete an own comment, or one under an own note',
      tag: 'reactions',
      params: commentParams,
      response: done,
    },
    ({ call, params }) => door.deleteComment(call(), params.commentId),
  );

const likeComment = (door: Reactions) =>
  route(
    {
      operationId: 'likeComment',
      method: 'PUT',
      path: '/comments/{commentId}/like',
      summary: 'Like a comment or reply; again changes nothing',
      tag: 'reactions',
      params: commentParams,
      response: likeState,
    },
    ({ call, params }) => door.likeComment(call(), params.commentId),
  );

const unlikeComment = (door: Reactions) =>
  route(
    {
      operationId: 'unlikeComment',
      method: 'DELETE',
      path: '/comments/{commentId}/like',
      summary: 'Take a like back; again changes nothing',
      tag: 'reactions',
      params: commentParams,
      response: likeState,
    },
    ({ call, params }) => door.unlikeComment(call(), params.commentId),
  );

const pinComment = (door: Reactions) =>
  route(
    {
      operationId: 'pinComment',
      method: 'PUT',
      path: '/comments/{commentId}/pin',
      summary: 'Put one comment of an own note on top, in place of the one that stood there',
      tag: 'reactions',
      params: commentParams,
      response: done,
    },
    ({ call, params }) => door.pinComment(call(), { ...params, isPinned: true }),
  );

const unpinComment = (door: Reactions) =>
  route(
    {
      operationId: 'unpinComment',
      method: 'DELETE',
      path: '/comments/{commentId}/pin',
      summary: 'Take a comment of an own note down from the top',
      tag: 'reactions',
      params: commentParams,
      response: done,
    },
    ({ call, params }) => door.pinComment(call(), { ...params, isPinned: false }),
  );
