import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { cursor, done, id, limit } from '#platform/http/schemas.ts';
import type { Reactions } from '../index.ts';
import { collectionName, collectionParams, collectionView, savedPage } from '../schemas.ts';

/** Where members keep notes. */
export function collectionRoutes(door: Reactions): Route[] {
  return [
    listCollections(door),
    createCollection(door),
    updateCollection(door),
    deleteCollection(door),
    listSaved(door),
  ];
}

const listCollections = (door: Reactions) =>
  route(
    {
      operationId: 'listCollections',
      method: 'GET',
      path: '/members/{memberId}/collections',
      summary: 'The collections of a member: all to themselves, the public ones to others',
      tag: 'reactions',
      params: z.object({ memberId: id }),
      response: z.object({ items: z.array(collectionView) }),
    },
    async ({ actor, params }) => ({ items: await door.listCollections(actor, params.memberId) }),
  );

const createCollection = (door: Reactions) =>
  route(
    {
      operationId: 'createCollection',
      method: 'POST',
      path: '/collections',
      summary: 'Make a collection; private unless said otherwise',
      tag: 'reactions',
      body: z.object({ name: collectionName, isPublic: z.boolean().default(false) }),
      response: z.object({ collectionId: id }),
      status: 201,
      idempotent: true,
    },
    ({ call, body }) => door.createCollection(call(), body),
  );

const updateCollection = (door: Reactions) =>
  route(
    {
      operationId: 'updateCollection',
      method: 'PATCH',
      path: '/collections/{collectionId}',
      summary: 'Rename an own collection, or say who sees it',
      tag: 'reactions',
      params: collectionParams,
      body: z.object({ name: collectionName, isPublic: z.boolean() }).partial(),
      response: done,
    },
    ({ call, params, body }) => door.updateCollection(call(), { ...params, ...body }),
  );

const deleteCollection = (door: Reactions) =>
  route(
    {
      operationId: 'deleteCollection',
      method: 'DELETE',
      path: '/collections/{collectionId}',
      summary: 'Delete an own collection; its notes lie in the default one then',
      tag: 'reactions',
      params: collectionParams,
      response: done,
    },
    ({ call, params }) => door.deleteCollection(call(), params.collectionId),
  );

const listSaved = (door: Reactions) =>
  route(
    {
      operationId: 'listSaved',
      method: 'GET',
      path: '/collections/{collectionId}/notes',
      summary: 'The notes of a collection of one’s own, or of a public one',
      tag: 'reactions',
      params: collectionParams,
      query: z.object({ cursor, limit }),
      response: savedPage,
    },
    ({ actor, params, query }) => door.listSaved(actor, { ...params, ...query }),
  );
