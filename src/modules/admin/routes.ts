import * as z from 'zod';
import { at, cursor, id, limit, page } from '#platform/http/schemas.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { Admin } from './index.ts';

const auditEntry = z.object({
  id,
  operator: z.object({ id, nickname: z.string() }),
  action: z.string(),
  subject: z.string(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  at,
});

/** The HTTP face of this room. */
export function adminRoutes(
  door: Pick<Admin, 'beginSecondFactor' | 'passSecondFactor' | 'listAuditLog'>,
): Route[] {
  return [
    route(
      {
        operationId: 'beginSecondFactor',
        method: 'POST',
        path: '/operator/second-factor',
        summary: 'A second factor to scan, for an operator who has none yet',
        tag: 'operator',
        response: z.object({
          state: z.enum(['new', 'enrolled']),
          otpauthUrl: z.string().nullable(),
          qrSvg: z.string().nullable(),
        }),
      },
      (input) => door.beginSecondFactor(input.call()),
    ),
    route(
      {
        operationId: 'passSecondFactor',
        method: 'POST',
        path: '/operator/second-factor/passes',
        summary: "Open the operator's console for this session",
        tag: 'operator',
        body: z.object({
          code: z
            .string()
            .trim()
            .regex(/^\d{6}$/),
        }),
        response: z.object({ secondFactorAt: at }),
      },
      (input) => door.passSecondFactor(input.call(), input.body),
    ),
    route(
      {
        operationId: 'listAuditLog',
        method: 'GET',
        path: '/operator/audit-log',
        summary: 'What operators did, newest first',
        tag: 'operator',
        query: z.object({
          operatorId: id.optional(),
          subject: z.string().max(120).optional(),
          cursor,
          limit,
        }),
        response: page(auditEntry),
      },
      (input) => door.listAuditLog(input.query),
    ),
  ];
}
