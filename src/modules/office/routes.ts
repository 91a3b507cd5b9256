import { done } from '#platform/http/schemas.ts';
import { Answer, route, type Route } from '#platform/http/route.ts';
import type { Office } from './index.ts';
import * as schemas from './schemas.ts';

const tag = 'operator';

/** This room's operations: operators' all but one. */
export function officeRoutes(office: Office): Route[] {
  return [
    ...orderRoutes(office),
    ...moveRoutes(office),
    ...freezeRoutes(office),
    ...reportRoutes(office),
  ];
}

function orderRoutes(office: Office): Route[] {
  return [
    route(
      {
        operationId: 'searchOrders',
        method: 'GET',
        path: '/operator/orders',
        summary: 'Orders by number, title, name, phone, payment, waybill, amount, state and day',
        tag,
        query: schemas.searchQuery,
        response: schemas.foundOrders,
      },
      ({ query }) => office.searchOrders(query),
    ),
    route(
      {
        operationId: 'getOrderStory',
        method: 'GET',
        path: '/operator/orders/{orderId}',
        summary: 'All that happened to an order, with money, parcels, payments and evidence',
        tag,
        params: schemas.orderParams,
        response: schemas.orderStory,
      },
      ({ params, locale }) => office.getOrderStory({ ...params, locale }),
    ),
    ...readingRoutes(office),
  ];
}

/** What only the two of an order may read, and what they are told of it. */
function readingRoutes(office: Office): Route[] {
  return [
    route(
      {
        operationId: 'readOrderMessages',
        method: 'POST',
        path: '/operator/orders/{orderId}/messages',
        summary: 'What the two wrote to each other; logged with the reason, which the two can read',
        tag,
        params: schemas.orderParams,
        body: schemas.readBody,
        response: schemas.readMessages,
      },
      ({ call, params, body }) => office.readMessages(call(), { ...params, ...body }),
    ),
    route(
      {
        operationId: 'revealOrderAddress',
        method: 'POST',
        path: '/operator/orders/{orderId}/address',
        summary:
          'Where the parcel goes, in clear; logged with the reason, which the buyer can read',
        tag,
        params: schemas.orderParams,
        body: schemas.reasonBody,
        response: schemas.revealedAddress,
      },
      ({ call, params, body }) => office.revealAddress(call(), { ...params, ...body }),
    ),
    partiesRoute(office),
  ];
}

function partiesRoute(office: Office): Route {
  return route(
    {
      operationId: 'listOrderReadings',
      method: 'GET',
      path: '/orders/{orderId}/readings',
      summary: 'What operators read of an order that only its two may read, and why',
      tag: 'orders',
      params: schemas.orderParams,
      response: schemas.readings,
    },
    ({ call, params }) => office.listReadings(call().actor, params),
  );
}

function moveRoutes(office: Office): Route[] {
  return [
    route(
      {
        operationId: 'listMoneyMoves',
        method: 'GET',
        path: '/operator/money-moves',
        summary: 'Moves by hand: proposed, carried out, withdrawn and run out',
        tag,
        query: schemas.pageQuery,
        response: schemas.movesPage,
      },
      ({ query }) => office.listMoves(query),
    ),
    route(
      {
        operationId: 'proposeMoneyMove',
        method: 'POST',
        path: '/operator/money-moves',
        summary: 'Propose to move money by hand; another operator must approve it in time',
        tag,
        idempotent: true,
        body: schemas.proposeBody,
        response: schemas.moveReceipt,
      },
      ({ call, body }) => office.proposeMove(call(), body),
    ),
    ...decisionRoutes(office),
  ];
}

function decisionRoutes(office: Office): Route[] {
  return [
    route(
      {
        operationId: 'approveMoneyMove',
        method: 'POST',
        path: '/operator/money-moves/{moveId}/approval',
        summary: 'Approve what another operator proposed, which carries it out',
        tag,
        idempotent: true,
        params: schemas.moveParams,
        response: schemas.moveReceipt,
      },
      ({ call, params }) => office.approveMove(call(), params),
    ),
    route(
      {
        operationId: 'withdrawMoneyMove',
        method: 'POST',
        path: '/operator/money-moves/{moveId}/withdrawal',
        summary: 'Take a proposed move back, or turn it down',
        tag,
        idempotent: true,
        params: schemas.moveParams,
        body: schemas.reasonBody,
        response: schemas.moveReceipt,
      },
      ({ call, params, body }) => office.withdrawMove(call(), { ...params, ...body }),
    ),
  ];
}

function freezeRoutes(office: Office): Route[] {
  return [
    route(
      {
        operationId: 'listFreezes',
        method: 'GET',
        path: '/operator/freezes',
        summary: 'Whose money is held back, why and until when it is looked at again',
        tag,
        query: schemas.freezesQuery,
        response: schemas.freezesPage,
      },
      ({ query: { state, ...rest } }) => office.listFreezes({ ...rest, isOpen: state === 'open' }),
    ),
    route(
      {
        operationId: 'freezeMoney',
        method: 'POST',
        path: '/operator/freezes',
        summary: 'Hold back a member’s money, or what one sale brought, with a date of review',
        tag,
        idempotent: true,
        body: schemas.freezeBody,
        response: schemas.frozen,
      },
      ({ call, body }) => office.freezeMoney(call(), body),
    ),
    releaseRoute(office),
    ...standstillRoutes(office),
  ];
}

function releaseRoute(office: Office): Route {
  return route(
    {
      operationId: 'releaseMoney',
      method: 'POST',
      path: '/operator/freezes/{freezeId}/release',
      summary: 'Let frozen money go',
      tag,
      idempotent: true,
      params: schemas.freezeParams,
      body: schemas.reasonBody,
      response: done,
    },
    ({ call, params, body }) => office.releaseMoney(call(), { ...params, ...body }),
  );
}

function standstillRoutes(office: Office): Route[] {
  const said = { method: 'POST', tag, idempotent: true, body: schemas.reasonBody } as const;
  return [
    route(
      {
        operationId: 'getStandstill',
        method: 'GET',
        path: '/operator/payouts',
        summary: 'Whether all payouts stand still, and the withdrawals that wait',
        tag,
        response: schemas.standstill,
      },
      () => office.getStandstill(),
    ),
    route(
      {
        ...said,
        operationId: 'stopPayouts',
        path: '/operator/payouts/stop',
        summary: 'Let no payout leave',
        response: done,
      },
      ({ call, body }) => office.stopPayouts(call(), body),
    ),
    route(
      {
        ...said,
        operationId: 'letPayoutsGo',
        path: '/operator/payouts/release',
        summary: 'Lift the stop that was looked at: payouts leave again',
        body: schemas.goBody,
        response: done,
      },
      ({ call, body }) => office.letPayoutsGo(call(), body),
    ),
  ];
}

function reportRoutes(office: Office): Route[] {
  return [
    route(
      {
        operationId: 'getSellersReport',
        method: 'GET',
        path: '/operator/sellers/{year}',
        summary: 'A year’s income of those who sell, by quarters; names and numbers masked',
        tag,
        params: schemas.yearParams,
        query: schemas.sellersQuery,
        response: schemas.sellersReport,
      },
      ({ params, query }) => office.getSellersReport({ ...params, ...query }),
    ),
    route(
      {
        operationId: 'getSellersFile',
        method: 'GET',
        path: '/operator/sellers/{year}/file',
        summary: 'The same with whole names as a CSV file; logged with the reason',
        tag,
        params: schemas.yearParams,
        query: schemas.sellersFileQuery,
        perMinuteMax: 20,
      },
      async ({ call, params, query, locale }) =>
        new Answer(
          200,
          Buffer.from(await office.getSellersFile(call(), { ...params, ...query, locale })),
          {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': `attachment; filename="tuckshop-sellers-${params.year}.csv"`,
            'cache-control': 'private, no-store',
          },
        ),
    ),
  ];
}
