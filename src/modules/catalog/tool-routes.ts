import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import * as schema from '#platform/http/schemas.ts';
import type { Catalog } from './index.ts';
import { holidayBody, reserveBody } from './schemas/input.ts';
import { holiday } from './schemas/output.ts';

const tag = 'selling';
const ofListing = z.object({ listingId: schema.id });
/** Midnight in Shanghai, where a day of a shop begins. */
const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`);

/** Putting on sale again, keeping for a member, and holidays. */
export function catalogToolRoutes(catalog: Catalog): Route[] {
  return [
    route(
      {
        operationId: 'relistListing',
        method: 'POST',
        path: '/listings/{listingId}/relisting',
        summary: 'Put an own listing that is sold out or withdrawn on sale again, as it was',
        tag,
        params: ofListing,
        body: z.object({ quantity: z.int().min(0).max(1_000_000) }),
        response: z.object({ listingId: schema.id, version: z.int() }),
        idempotent: true,
      },
      ({ call, params, body }) => catalog.relistListing(call(), { ...params, ...body }),
    ),
    ...reservationRoutes(catalog),
    holidayRoute(catalog),
    ...ownHolidayRoutes(catalog),
  ];
}

function reservationRoutes(catalog: Catalog): Route[] {
  return [
    route(
      {
        operationId: 'reserveListing',
        method: 'POST',
        path: '/listings/{listingId}/reservations',
        summary: 'Keep pieces of an own listing for a member one talks with, for up to 24 hours',
        tag,
        params: ofListing,
        body: reserveBody,
        response: z.object({
          reservationId: schema.id,
          listingId: schema.id,
          memberId: schema.id,
          quantity: z.int(),
          until: schema.at,
        }),
        status: 201,
        idempotent: true,
      },
      ({ call, params, body }) => catalog.reserveListing(call(), { ...params, ...body }),
    ),
    route(
      {
        operationId: 'liftReservation',
        method: 'POST',
        path: '/reservations/{reservationId}/lifting',
        summary: 'Set free what is kept: by its seller, or by the member who does not want it',
        tag,
        params: z.object({ reservationId: schema.id }),
        response: schema.done,
        idempotent: true,
      },
      ({ call, params }) => catalog.liftReservation(call(), params),
    ),
  ];
}

function ownHolidayRoutes(catalog: Catalog): Route[] {
  return [
    route(
      {
        operationId: 'setHoliday',
        method: 'PUT',
        path: '/selling/holiday',
        summary: 'Say that nothing is sold on some days; open orders go on',
        tag,
        body: holidayBody,
        response: holiday,
        idempotent: true,
      },
      ({ call, body }) =>
        catalog.setHoliday(call(), {
          from: body.from === undefined ? undefined : midnight(body.from),
          until: midnight(body.until),
          note: body.note,
        }),
    ),
    route(
      {
        operationId: 'endHoliday',
        method: 'DELETE',
        path: '/selling/holiday',
        summary: 'End the holiday now, or call it off',
        tag,
        response: schema.done,
        idempotent: true,
      },
      ({ call }) => catalog.endHoliday(call()),
    ),
  ];
}

function holidayRoute(catalog: Catalog): Route {
  return route(
    {
      operationId: 'getHoliday',
      method: 'GET',
      path: '/shops/{memberId}/holiday',
      summary: 'A shop’s holiday: the one that lasts, or to its own seller the one to come',
      tag,
      params: z.object({ memberId: schema.id }),
      response: z.object({ holiday: holiday.nullable() }),
    },
    async ({ actor, params }) => ({ holiday: await catalog.getHoliday(actor, params) }),
  );
}
