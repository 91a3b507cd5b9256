import * as z from 'zod';
import { Answer, route, type Route } from '#platform/http/route.ts';
import { id } from '#platform/http/schemas.ts';
import type { Orders } from './index.ts';
import { label, labelBody, labelNamed, labelOffer, orderParams } from './schemas.ts';

const tag = 'orders';
const path = '/orders/{orderId}/label';
/** Labels bought from the courier for an order to be shipped, by its seller alone. */
export function labelRoutes(orders: Orders): Route[] {
  return [...buyingRoutes(orders), cancelRoute(orders), drawRoute(orders)];
}

function buyingRoutes(orders: Orders): Route[] {
  return [
    route(
      {
        operationId: 'listLabelOffers',
        method: 'GET',
        path: '/orders/{orderId}/label-offers',
        summary: 'What a prepaid label would cost the seller; empty where none are sold',
        tag,
        params: orderParams,
        perMinuteMax: 60,
        response: z.object({ items: z.array(labelOffer) }),
      },
      ({ call, params }) => orders.listLabelOffers(call().actor, params),
    ),
    route(
      {
        operationId: 'buyLabel',
        method: 'POST',
        path,
        summary: 'Buy a label at the price that was shown; asked again it is the same label',
        tag,
        params: orderParams,
        body: labelBody,
        response: label,
        status: 201,
        idempotent: true,
      },
      ({ call, params, body }) => orders.buyLabel(call(), { ...params, ...body }),
    ),
  ];
}

const cancelRoute = (orders: Orders) =>
  route(
    {
      operationId: 'cancelLabel',
      method: 'POST',
      path: `${path}/cancellation`,
      summary: 'Give the named label back, that no parcel was shipped with; null: the unsold one',
      tag,
      params: orderParams,
      body: labelNamed,
      response: z.object({ orderId: id }),
      idempotent: true,
    },
    ({ call, params, body }) => orders.cancelLabel(call(), { ...params, ...body }),
  );

const drawRoute = (orders: Orders) =>
  route(
    {
      operationId: 'drawLabel',
      method: 'GET',
      path,
      summary: 'The label as a drawing to print, 100 × 150 mm',
      tag,
      params: orderParams,
      perMinuteMax: 60,
    },
    async ({ call, params }) => {
      const { svg } = await orders.drawLabel(call().actor, params);
      return new Answer(200, Buffer.from(svg), {
        'content-type': 'image/svg+xml; charset=utf-8',
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      });
    },
  );
