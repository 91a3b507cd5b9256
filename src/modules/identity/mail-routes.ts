import * as z from 'zod';
import { at, done, line } from '#platform/http/schemas.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { Identity } from './index.ts';

/** The address a member types; judged by the door. */
export const mailAddress = line(254);
const code = z.string().regex(/^\d{6}$/);

/** A member's e-mail address: bound by a code that was sent there. */
export function mailRoutes(
  door: Pick<Identity, 'bindEmail' | 'confirmEmail' | 'removeEmail'>,
): Route[] {
  const tag = 'identity';
  return [
    route(
      {
        operationId: 'bindEmail',
        method: 'POST',
        path: '/me/email',
        summary: 'Send a code to an e-mail address I want to bind',
        tag,
        body: z.object({ address: mailAddress }),
        response: z.object({ mailMasked: z.string(), expiresAt: at }),
      },
      (input) => door.bindEmail(input.call(), input.body),
    ),
    route(
      {
        operationId: 'confirmEmail',
        method: 'POST',
        path: '/me/email/confirmation',
        summary: 'Bind the address the code was sent to',
        tag,
        body: z.object({ code }),
        response: z.object({ mailMasked: z.string() }),
      },
      (input) => door.confirmEmail(input.call(), input.body),
    ),
    route(
      {
        operationId: 'removeEmail',
        method: 'DELETE',
        path: '/me/email',
        summary: 'Take my e-mail address away',
        tag,
        response: done,
      },
      async (input) => {
        await door.removeEmail(input.call());
        return { ok: true };
      },
    ),
  ];
}
