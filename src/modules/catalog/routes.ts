import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { refuse } from '#platform/refusal.ts';
import * as schema from '#platform/http/schemas.ts';
import { freightRoutes } from './freight-routes.ts';
import { pictureBody } from '#platform/pictures/picture-routes.ts';
import { pictureView } from '#platform/pictures/picture-view.ts';
import type { Catalog } from './index.ts';
import { createBody, listQuery, updateBody } from './schemas/input.ts';
import { eligibility, listingCard, listingView } from './schemas/output.ts';

const tag = 'selling';
const params = z.object({ listingId: schema.id });

/** The operations of this room. */
export function catalogRoutes(catalog: Catalog): Route[] {
  return [
    ...sellerRoutes(catalog),
    uploadPreview(catalog),
    ...editRoutes(catalog),
    ...readRoutes(catalog),
    ...freightRoutes(catalog),
  ];
}

function sellerRoutes(catalog: Catalog): Route[] {
  return [
    route(
      {
        operationId: 'getSellingEligibility',
        method: 'GET',
        path: '/selling/eligibility',
        summary: 'Whether the caller may sell, check by check, with the next step of each',
        tag,
        response: eligibility,
      },
      ({ actor }) => catalog.getSellingEligibility(actor ?? refuse('platform/sign-in-required')),
    ),
    route(
      {
        operationId: 'openQuickSell',
        method: 'POST',
        path: '/selling/quick-sell',
        summary: 'Open quick sell in one tap; opening it again changes nothing',
        tag,
        response: z.object({ openedAt: schema.at }),
        idempotent: true,
      },
      ({ call }) => catalog.openQuickSell(call()),
    ),
    route(
      {
        operationId: 'createListing',
        method: 'POST',
        path: '/listings',
        summary: 'Put goods on sale: alone, on an own note, or together with a new note',
        tag,
        body: createBody,
        response: z.object({ listingId: schema.id, noteId: schema.id.nullable() }),
        status: 201,
        idempotent: true,
      },
      ({ call, body }) => catalog.createListing(call(), body),
    ),
  ];
}

const uploadPreview = (catalog: Catalog) =>
  route(
    {
      operationId: 'uploadPreview',
      method: 'POST',
      path: '/pictures/previews',
      summary: 'Upload a picture of virtual goods; all that is kept bears the seller’s name',
      tag,
      query: z.object({ alt: schema.line(200).optional() }),
      ...pictureBody,
      response: pictureView,
    },
    ({ call, rawBody, query }) => catalog.uploadPreview(call(), { bytes: rawBody, alt: query.alt }),
  );

function editRoutes(catalog: Catalog): Route[] {
  return [
    route(
      {
        operationId: 'updateListing',
        method: 'PATCH',
        path: '/listings/{listingId}',
        summary: 'Edit an own listing from the version last seen; only what is given changes',
        tag,
        params,
        body: updateBody,
        response: z.object({ listingId: schema.id, version: z.int() }),
      },
      ({ call, params: { listingId }, body }) =>
        catalog.updateListing(call(), { ...body, listingId }),
    ),
    route(
      {
        operationId: 'withdrawListing',
        method: 'POST',
        path: '/listings/{listingId}/withdrawal',
        summary: 'Take an own listing off the shelf; open orders go on',
        tag,
        params,
        response: z.object({ listingId: schema.id, withdrawnAt: schema.at }),
        idempotent: true,
      },
      ({ call, params: { listingId } }) => catalog.withdrawListing(call(), { listingId }),
    ),
  ];
}

function readRoutes(catalog: Catalog): Route[] {
  return [
    route(
      {
        operationId: 'getListing',
        method: 'GET',
        path: '/listings/{listingId}',
        summary: 'One listing in full, with its price history',
        tag,
        params,
        response: listingView,
      },
      ({ actor, params: { listingId } }) => catalog.getListing(actor, { listingId }),
    ),
    route(
      {
        operationId: 'listListings',
        method: 'GET',
        path: '/listings',
        summary:
          'Listings of one seller or on sale in a circle, newest first, or those of one note',
        tag,
        query: listQuery,
        response: schema.page(listingCard),
      },
      ({ actor, query }) => {
        const { sellerId, noteId, circleId, show, cursor, limit } = query;
        const of = sellerId ? { sellerId } : noteId ? { noteId } : { circleId: circleId! };
        return catalog.listListings(actor, { of, show, cursor, limit });
      },
    ),
  ];
}
