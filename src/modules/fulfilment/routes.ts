import * as z from 'zod';
import type { Id } from '#platform/ids.ts';
import { route, type Route } from '#platform/http/route.ts';
import { carriers, nameOf, type CarrierName } from './domain/carriers.ts';
import { suggestCarriers } from './domain/waybill.ts';
import type { Fulfilment } from './index.ts';
import { carrierName } from './schemas.ts';

/** The operations of this room; everything about one order is asked of the orders room. */
export function fulfilmentRoutes(fulfilment: Fulfilment): Route[] {
  return [
    route(
      {
        operationId: 'listCarriers',
        method: 'GET',
        path: '/carriers',
        summary: 'The carriers a seller may name; with a waybill, those it looks like come first',
        tag: 'orders',
        query: z.object({ waybillNo: z.string().max(40).optional() }),
        perMinuteMax: 30,
        response: z.object({ items: z.array(carrierName), suggested: z.array(z.string()) }),
      },
      async ({ query, actor }) => ({
        items: fulfilment.listCarriers(),
        suggested: await suggested(fulfilment, query.waybillNo, actor?.memberId),
      }),
    ),
    route(
      {
        operationId: 'receiveCourierNotice',
        method: 'POST',
        path: '/couriers/{courier}/notices',
        summary: 'A signed notice of the courier, answered in the courier’s own form',
        tag: 'orders',
        params: z.object({ courier: z.string().max(30) }),
        rawTypes: ['application/x-www-form-urlencoded'],
        response: z.record(z.string(), z.unknown()),
      },
      ({ params, rawBody }) => fulfilment.hearCourier({ ...params, rawBody }),
    ),
  ];
}

/** The carriers offered. */
export function listCarriers(): CarrierName[] {
  return carriers.map((carrier) => nameOf(carrier.code));
}

/** Guests are told what the number looks like; asking the courier costs, so it is for members. */
async function suggested(
  fulfilment: Pick<Fulfilment, 'guessCarriers'>,
  waybillNo: string | undefined,
  memberId: Id | undefined,
): Promise<string[]> {
  if (!waybillNo) return [];
  return memberId ? fulfilment.guessCarriers({ waybillNo, memberId }) : suggestCarriers(waybillNo);
}
