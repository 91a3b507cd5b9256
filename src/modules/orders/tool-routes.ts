import * as z from 'zod';
import { Answer, route, type Route } from '#platform/http/route.ts';
import { at, day, fen, id } from '#platform/http/schemas.ts';
import type { Orders } from './index.ts';
import { orderSearch, orderParams } from './schemas.ts';

const tag = 'orders';
const count = z.int();

/** Finding, taking along and reminding of orders. */
export function orderToolRoutes(orders: Orders): Route[] {
  return [
    route(
      {
        operationId: 'countOrders',
        method: 'GET',
        path: '/order-counts',
        summary: 'How many of the caller’s orders that they look for are in each group',
        tag,
        query: z.object({
          role: orderSearch.role,
          text: orderSearch.text,
          from: orderSearch.from,
          to: orderSearch.to,
        }),
        response: z.object({
          total: count,
          groups: z.object({
            'to-pay': count,
            'to-ship': count,
            'on-the-way': count,
            done: count,
            closed: count,
          }),
          inAfterSale: count,
          isCapped: z.boolean(),
        }),
      },
      ({ call, query }) => orders.countOrders(call().actor, query),
    ),
    fileRoute(orders),
    statsRoute(orders),
    reminderRoute(orders),
  ];
}

const numbers = { views: count, enquiries: count, orders: count, incomeFen: fen };

function statsRoute(orders: Orders): Route {
  return route(
    {
      operationId: 'getShopStats',
      method: 'GET',
      path: '/shop-stats',
      summary: 'The caller’s shop in numbers: views, enquiries, paid orders, income',
      tag,
      query: z.object({
        days: z.enum(['7', '30', '90']).default('7'),
      }),
      response: z.object({
        total: z.object(numbers),
        days: z.array(z.object({ day, ...numbers })),
        listings: z.array(z.object({ listingId: id, title: z.string(), ...numbers })),
      }),
    },
    ({ call, query }) =>
      orders.getShopStats(call().actor, { days: Number(query.days) as 7 | 30 | 90 }),
  );
}

function fileRoute(orders: Orders): Route {
  return route(
    {
      operationId: 'getOrdersFile',
      method: 'GET',
      path: '/order-file',
      summary: 'The caller’s own orders of some days as a CSV file in the caller’s language',
      tag,
      query: z.object({ role: orderSearch.role, from: day, to: day }),
      perMinuteMax: 20,
    },
    async ({ call, query, locale }) =>
      new Answer(200, Buffer.from(await orders.getOrdersFile(call().actor, { ...query, locale })), {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="tuckshop-orders-${query.from}-${query.to}.csv"`,
        'cache-control': 'private, no-store',
      }),
  );
}

function reminderRoute(orders: Orders): Route {
  return route(
    {
      operationId: 'remindOfOrder',
      method: 'POST',
      path: '/orders/{orderId}/reminders',
      summary: 'Remind the other side: the seller to ship, or the buyer to pay',
      tag,
      params: orderParams,
      response: z.object({ orderId: id, remindedAt: at }),
      status: 201,
      idempotent: true,
    },
    ({ call, params }) => orders.remind(call(), params),
  );
}
