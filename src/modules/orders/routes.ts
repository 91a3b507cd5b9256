import { route, type Route } from '#platform/http/route.ts';
import { trackingView } from '#fulfilment';
import type { Orders } from './index.ts';
import * as schemas from './schemas.ts';

const tag = 'orders';
const params = schemas.orderParams;

/** This room's operations; each parses, calls the door and answers. */
export function orderRoutes(orders: Orders): Route[] {
  return [
    ...buyingRoutes(orders),
    ...readingRoutes(orders),
    ...shippingRoutes(orders),
    handoverRoute(orders),
    ...receiptRoutes(orders),
  ];
}

function buyingRoutes(orders: Orders): Route[] {
  return [
    route(
      {
        operationId: 'quoteOrder',
        method: 'POST',
        path: '/order-quotes',
        summary: 'What an order would cost the buyer and bring the seller',
        tag,
        body: schemas.quoteBody,
        response: schemas.quote,
      },
      ({ call, body }) => orders.quoteOrder(call().actor, body),
    ),
    route(
      {
        operationId: 'placeOrder',
        method: 'POST',
        path: '/orders',
        summary: 'Place an order: stock is reserved, nothing is charged yet',
        tag,
        body: schemas.placeOrderBody,
        response: schemas.placedOrder,
        status: 201,
        idempotent: true,
      },
      ({ call, body }) => orders.placeOrder(call(), body),
    ),
    route(
      {
        operationId: 'payOrder',
        method: 'POST',
        path: '/orders/{orderId}/payment',
        summary: 'Open the provider’s cashier for an unpaid order, again if need be',
        tag,
        params,
        response: schemas.cashier,
        idempotent: true,
      },
      ({ call, params: input, ip, userAgent }) =>
        orders.payOrder(call(), { ...input, visit: { ip, userAgent } }),
    ),
    route(
      {
        operationId: 'cancelOrder',
        method: 'POST',
        path: '/orders/{orderId}/cancellation',
        summary:
          'Cancel before payment, in the free hour, when the seller is late, or as the seller',
        tag,
        params,
        response: schemas.orderReceipt,
        idempotent: true,
      },
      ({ call, params: input }) => orders.cancelOrder(call(), input),
    ),
  ];
}

function readingRoutes(orders: Orders): Route[] {
  return [
    route(
      {
        operationId: 'listOrders',
        method: 'GET',
        path: '/orders',
        summary: 'The caller’s orders as buyer or seller, newest first',
        tag,
        query: schemas.listOrdersQuery,
        response: schemas.orderPage,
      },
      ({ call, query }) => orders.listOrders(call().actor, query),
    ),
    route(
      {
        operationId: 'getOrder',
        method: 'GET',
        path: '/orders/{orderId}',
        summary: 'One order: where the money is, who must act, until when, what happens otherwise',
        tag,
        params,
        response: schemas.orderView,
      },
      ({ call, params: input }) => orders.getOrder(call().actor, input),
    ),
    route(
      {
        operationId: 'getTracking',
        method: 'GET',
        path: '/orders/{orderId}/tracking',
        summary: 'Where the parcels are: the first given, and all of them',
        tag,
        params,
        response: trackingView,
      },
      ({ call, params: input }) => orders.getTracking(call().actor, input),
    ),
  ];
}

const step = {
  method: 'POST',
  tag,
  params,
  response: schemas.orderReceipt,
  idempotent: true,
} as const;

function shippingRoutes(orders: Orders): Route[] {
  return [
    route(
      {
        ...step,
        operationId: 'shipOrder',
        path: '/orders/{orderId}/shipment',
        summary: 'Ship with a waybill',
        body: schemas.waybillBody,
      },
      ({ call, params: input, body }) => orders.shipOrder(call(), { ...input, ...body }),
    ),
    route(
      {
        ...step,
        operationId: 'addParcel',
        path: '/orders/{orderId}/parcels',
        summary: 'Send a further parcel of an order that is on its way',
        body: schemas.waybillBody,
        response: schemas.parcelReceipt,
      },
      ({ call, params: input, body }) => orders.addParcel(call(), { ...input, ...body }),
    ),
    route(
      {
        ...step,
        operationId: 'correctWaybill',
        method: 'PUT',
        path: '/orders/{orderId}/shipment',
        summary: 'Correct a mistyped waybill; the history keeps the old one',
        body: schemas.correctionBody,
      },
      ({ call, params: input, body }) => orders.correctWaybill(call(), { ...input, ...body }),
    ),
  ];
}

function handoverRoute(orders: Orders): Route {
  return route(
    {
      ...step,
      operationId: 'handOverOrder',
      path: '/orders/{orderId}/handover',
      summary: 'Hand over at pickup with the buyer’s code, or deliver virtual goods',
      body: schemas.handOverBody,
    },
    ({ call, params: input, body }) => orders.handOverOrder(call(), { ...input, ...body }),
  );
}

function receiptRoutes(orders: Orders): Route[] {
  return [
    route(
      {
        ...step,
        operationId: 'confirmReceipt',
        path: '/orders/{orderId}/receipt',
        summary: 'The goods are right: pay the seller',
      },
      ({ call, params: input }) => orders.confirmReceipt(call(), input),
    ),
    route(
      {
        ...step,
        operationId: 'extendReceipt',
        path: '/orders/{orderId}/receipt-extensions',
        summary: 'Three more days to check the goods, at most twice',
      },
      ({ call, params: input }) => orders.extendReceipt(call(), input),
    ),
    route(
      {
        ...step,
        operationId: 'extendShipping',
        path: '/orders/{orderId}/shipping-extensions',
        summary: 'Give a late seller more days before the automatic refund',
        body: schemas.extendShippingBody,
      },
      ({ call, params: input, body }) => orders.extendShipping(call(), { ...input, ...body }),
    ),
  ];
}
