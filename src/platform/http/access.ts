import type { Actor } from '../actor.ts';
import type { SocketEventType } from '../realtime.ts';
import { refuse } from '../refusal.ts';

/**
 * One row an operation: who may call it, and whose things it may touch.
 * `own`: only the caller's own; `party`: only what the caller takes part in (order, conversation);
 * `public`: anybody's, because it is public. Ownership is enforced in the command or query; the
 * matrix test calls each `own` and `party` row as a stranger and must be turned away.
 */
export type AccessRow = {
  who: 'anyone' | 'member' | 'operator' | 'provider' | 'sandbox';
  touches: 'own' | 'party' | 'public' | 'none';
};
export type AccessTable = Record<string, AccessRow>;

/**
 * One row a type of socket event: whose sockets it may reach. `own`: the one member's whom it is
 * about; `party`: the two parties of the order or conversation it names.
 */
export type SocketAccessTable = Record<SocketEventType, { reaches: 'own' | 'party' }>;

/**
 * Turns away callers that a row does not let in.
 * @throws platform/sign-in-required, platform/not-allowed, platform/second-factor-required
 */
export function admit(row: AccessRow, actor: Actor | undefined): void {
  if (row.who === 'anyone' || row.who === 'provider' || row.who === 'sandbox') return;
  if (!actor) refuse('platform/sign-in-required');
  if (row.who === 'member') return;
  if (!actor.isOperator) refuse('platform/not-allowed');
  if (!actor.secondFactorAt) refuse('platform/second-factor-required');
}
