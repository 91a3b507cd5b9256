import * as z from 'zod';
import { cursor, limit } from '#platform/http/schemas.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { AfterSaleDoor } from './index.ts';
import * as schemas from './schemas.ts';

const tag = 'after-sale';
const { params, orderParams } = schemas;

/** This room's operations; each parses, calls the door and answers. */
export function afterSaleRoutes(door: AfterSaleDoor): Route[] {
  return [
    ...openingRoutes(door),
    ...answeringRoutes(door),
    ...returnRoutes(door),
    ...replacementRoutes(door),
    ...endingRoutes(door),
    ...captureRoutes(door),
    ...operatorRoutes(door),
  ];
}

const step = { method: 'POST', tag, params, response: schemas.receipt, idempotent: true } as const;

function openingRoutes(door: AfterSaleDoor): Route[] {
  return [
    route(
      {
        ...step,
        operationId: 'openAfterSale',
        path: '/orders/{orderId}/after-sales',
        summary: 'Ask for a cancellation, a refund, a return or an exchange; the clocks stop',
        params: orderParams,
        body: schemas.openBody,
        status: 201,
      },
      ({ call, params: input, body }) => door.openAfterSale(call(), { ...input, ...body }),
    ),
    route(
      {
        ...step,
        operationId: 'reportProblem',
        path: '/orders/{orderId}/problems',
        summary: 'Something is wrong: open the after-sale that fits; clock and settlement stop',
        params: orderParams,
        body: schemas.problemBody,
      },
      ({ call, params: input, body }) => door.reportProblem(call(), { ...input, ...body }),
    ),
    route(
      {
        operationId: 'listAfterSales',
        method: 'GET',
        path: '/orders/{orderId}/after-sales',
        summary:
          'The after-sales of an order, its photographed evidence, what can be asked for now',
        tag,
        params: orderParams,
        query: schemas.listQuery,
        response: schemas.orderAfterSales,
      },
      ({ call, params: input, query }) =>
        door.listAfterSales(call().actor, { ...input, lineNos: query.lines }),
    ),
    route(
      {
        operationId: 'getAfterSale',
        method: 'GET',
        path: '/after-sales/{afterSaleId}',
        summary: 'One after-sale: who must act, until when, what happens otherwise',
        tag,
        params,
        response: schemas.afterSaleView,
      },
      ({ call, params: input }) => door.getAfterSale(call().actor, input),
    ),
  ];
}

function answeringRoutes(door: AfterSaleDoor): Route[] {
  return [
    route(
      {
        ...step,
        operationId: 'answerAfterSale',
        path: '/after-sales/{afterSaleId}/answers',
        summary: 'Accept, refuse, or name another amount; at most three are named in answer',
        body: schemas.answerBody,
      },
      ({ call, params: input, body }) => door.answerAfterSale(call(), { ...input, ...body }),
    ),
    route(
      {
        ...step,
        operationId: 'giveReturnAddress',
        method: 'PUT',
        path: '/after-sales/{afterSaleId}/return-address',
        summary: 'Where the goods go back to, when silence has accepted the return',
        body: schemas.returnAddressBody,
      },
      ({ call, params: input, body }) => door.giveReturnAddress(call(), { ...input, ...body }),
    ),
  ];
}

function returnRoutes(door: AfterSaleDoor): Route[] {
  return [
    route(
      {
        ...step,
        operationId: 'shipReturn',
        path: '/after-sales/{afterSaleId}/return',
        summary: 'Send the goods back with a waybill, or hand them over after a pickup',
        body: schemas.returnBody,
      },
      ({ call, params: input, body }) => door.shipReturn(call(), { ...input, ...body }),
    ),
    route(
      {
        ...step,
        operationId: 'confirmReturn',
        path: '/after-sales/{afterSaleId}/return-receipt',
        summary: 'What came back is right, or is not, with its opening photographed',
        body: schemas.returnReceiptBody,
      },
      ({ call, params: input, body }) => door.confirmReturn(call(), { ...input, ...body }),
    ),
  ];
}

function replacementRoutes(door: AfterSaleDoor): Route[] {
  return [
    route(
      {
        ...step,
        operationId: 'shipReplacement',
        path: '/after-sales/{afterSaleId}/replacement',
        summary: 'Send the replacement with a waybill',
        body: schemas.replacementBody,
      },
      ({ call, params: input, body }) => door.shipReplacement(call(), { ...input, ...body }),
    ),
    route(
      {
        ...step,
        operationId: 'confirmReplacement',
        path: '/after-sales/{afterSaleId}/replacement-receipt',
        summary: 'The replacement is right: the order goes on',
      },
      ({ call, params: input }) => door.confirmReplacement(call(), input),
    ),
  ];
}

function endingRoutes(door: AfterSaleDoor): Route[] {
  return [
    route(
      {
        ...step,
        operationId: 'withdrawAfterSale',
        path: '/after-sales/{afterSaleId}/withdrawal',
        summary: 'Let it be: the order goes on where it stopped',
      },
      ({ call, params: input }) => door.withdrawAfterSale(call(), input),
    ),
    route(
      {
        ...step,
        operationId: 'escalateAfterSale',
        path: '/after-sales/{afterSaleId}/escalation',
        summary: 'Take a refusal, or a wrong replacement, further',
        body: schemas.escalationBody,
      },
      ({ call, params: input, body }) => door.escalateAfterSale(call(), { ...input, ...body }),
    ),
  ];
}

function captureRoutes(door: AfterSaleDoor): Route[] {
  return [
    route(
      {
        operationId: 'openCapture',
        method: 'POST',
        path: '/orders/{orderId}/captures',
        summary: 'A one-time code that must be seen in pictures of packing or opening',
        tag,
        params: orderParams,
        body: schemas.captureBody,
        response: schemas.openedCapture,
        status: 201,
        idempotent: true,
      },
      ({ call, params: input, body }) => door.openCapture(call(), { ...input, ...body }),
    ),
    route(
      {
        operationId: 'takeCapture',
        method: 'PUT',
        path: '/captures/{captureId}/pictures',
        summary: 'File the pictures taken with a code, serial number and weight',
        tag,
        params: schemas.captureParams,
        body: schemas.takeCaptureBody,
        response: schemas.takenCapture,
        idempotent: true,
      },
      ({ call, params: input, body }) => door.takeCapture(call(), { ...input, ...body }),
    ),
  ];
}

function operatorRoutes(door: AfterSaleDoor): Route[] {
  return [
    route(
      {
        operationId: 'listDisputedAfterSales',
        method: 'GET',
        path: '/operator/after-sales',
        summary: 'After-sales that wait for an operator, the oldest first',
        tag: 'operator',
        query: z.object({ cursor, limit }),
        response: schemas.disputedPage,
      },
      ({ query }) => door.listDisputed(query),
    ),
    route(
      {
        ...step,
        operationId: 'decideAfterSale',
        path: '/operator/after-sales/{afterSaleId}/decision',
        summary: 'End an after-sale: how much goes back to the buyer; nothing lets the order go on',
        tag: 'operator',
        body: schemas.decisionBody,
      },
      ({ call, params: input, body }) => door.decideAfterSale(call(), { ...input, ...body }),
    ),
  ];
}
