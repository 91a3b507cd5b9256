import * as z from 'zod';
import { at, cursor, fen, id, limit, line } from '#platform/http/schemas.ts';
import { route, type Route } from '#platform/http/route.ts';
import { caseKinds, caseRepairs, caseStates, caseSubjects } from './domain/reconciliation.ts';
import type { Payments } from './index.ts';

const tag = 'operator';
const params = z.object({ caseId: id });
const body = z.object({ reason: line(300) });
const caseView = z.object({
  id,
  provider: z.string(),
  kind: z.enum(caseKinds),
  subject: z.enum(caseSubjects),
  outNo: z.string(),
  day: z.string().nullable(),
  providerRef: z.string().nullable(),
  ourFen: fen.nullable(),
  theirFen: fen.nullable(),
  orderId: id.nullable(),
  memberId: id.nullable(),
  repair: z.enum(caseRepairs),
  state: z.enum(caseStates),
  evidenceBy: at.nullable(),
  openedAt: at,
  closedAt: at.nullable(),
  closedBy: id.nullable(),
  reason: z.string().nullable(),
});
const receipt = z.object({ caseId: id, state: z.enum(caseStates) });

/** The queue of differences between providers and the books, for operators. */
export function reconciliationRoutes(payments: Payments): Route[] {
  return [
    route(
      {
        operationId: 'listReconciliationCases',
        method: 'GET',
        path: '/operator/reconciliation/cases',
        summary: 'Differences between providers and the books, the longest open first',
        tag,
        query: z.object({
          state: z.enum(caseStates).optional(),
          kind: z.enum(caseKinds).optional(),
          provider: z.string().max(30).optional(),
          cursor,
          limit,
        }),
        response: z.object({
          items: z.array(caseView),
          openCount: z.int(),
          nextCursor: z.string().nullable(),
        }),
      },
      ({ query }) => payments.listCases(query),
    ),
    route(
      {
        operationId: 'getReconciliationCase',
        method: 'GET',
        path: '/operator/reconciliation/cases/{caseId}',
        summary: 'One difference between a provider and the books',
        tag,
        params,
        response: caseView,
      },
      ({ params: { caseId } }) => payments.getCase(caseId),
    ),
    ...endingRoutes(payments),
  ];
}

function endingRoutes(payments: Payments): Route[] {
  return [
    route(
      {
        operationId: 'repairReconciliationCase',
        method: 'POST',
        path: '/operator/reconciliation/cases/{caseId}/repair',
        summary: 'Carry out the suggested repair',
        tag,
        params,
        body,
        response: receipt,
        idempotent: true,
      },
      ({ call, params: { caseId }, body: { reason } }) =>
        payments.repairCase(call(), { caseId, reason }),
    ),
    route(
      {
        operationId: 'dismissReconciliationCase',
        method: 'POST',
        path: '/operator/reconciliation/cases/{caseId}/dismissal',
        summary: 'Close a difference without booking anything',
        tag,
        params,
        body,
        response: receipt,
        idempotent: true,
      },
      ({ call, params: { caseId }, body: { reason } }) =>
        payments.dismissCase(call(), { caseId, reason }),
    ),
  ];
}
