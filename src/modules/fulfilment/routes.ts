import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { carriers, nameOf } from './domain/carriers.ts';
import { suggestCarriers } from './domain/waybill.ts';
import { carrierName } from './schemas.ts';

/** The operations of this room; everything about one order is asked of the orders room. */
export function fulfilmentRoutes(): Route[] {
  return [
    route(
      {
        operationId: 'listCarriers',
        method: 'GET',
        path: '/carriers',
        summary: 'The carriers a seller may name; with a waybill, those it looks like come first',
        tag: 'orders',
        query: z.object({ waybillNo: z.string().max(40).optional() }),
        response: z.object({ items: z.array(carrierName), suggested: z.array(z.string()) }),
      },
      ({ query }) => listCarriers(query),
    ),
  ];
}

/** The carriers offered, and the codes of those a waybill looks like. */
export function listCarriers(input: { waybillNo?: string | undefined }) {
  const items = carriers.map((carrier) => nameOf(carrier.code));
  return { items, suggested: input.waybillNo ? suggestCarriers(input.waybillNo) : [] };
}
