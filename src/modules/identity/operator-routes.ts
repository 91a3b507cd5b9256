import * as z from 'zod';
import { cursor, done, id, limit, page } from '#platform/http/schemas.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { Identity } from './index.ts';
import * as s from './schemas.ts';

export type OperatorDoor = Pick<
  Identity,
  'listRealNameQueue' | 'decideRealName' | 'revealRealName'
>;

/** What only operators may do here. */
export function operatorRoutes(door: OperatorDoor): Route[] {
  const params = z.object({ claimId: id });
  return [
    route(
      {
        operationId: 'listRealNameQueue',
        method: 'GET',
        path: '/operator/real-names',
        summary: 'Real names waiting for an operator',
        tag: 'operator',
        query: z.object({ cursor, limit }),
        response: page(s.realNameQueueItem),
      },
      (input) => door.listRealNameQueue(input.query),
    ),
    route(
      {
        operationId: 'decideRealName',
        method: 'POST',
        path: '/operator/real-names/{claimId}/decision',
        summary: 'Verify or refuse a real name',
        tag: 'operator',
        params,
        body: s.decisionBody,
        response: done,
      },
      (input) => door.decideRealName(input.call(), { ...input.params, ...input.body }),
    ),
    route(
      {
        operationId: 'revealRealName',
        method: 'POST',
        path: '/operator/real-names/{claimId}/reveal',
        summary: 'Show the whole ID number; the audit log holds who looked and why',
        tag: 'operator',
        params,
        body: s.revealBody,
        response: s.revealed,
      },
      (input) => door.revealRealName(input.call(), { ...input.params, ...input.body }),
    ),
  ];
}
