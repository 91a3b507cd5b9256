import type { Id } from './ids.ts';
import type { Locale } from './refusal.ts';

/** Who is calling: a signed-in member, on one device's session. */
export type Actor = {
  memberId: Id;
  sessionId: Id;
  /** The member may open the operator's console. */
  isOperator: boolean;
  /** This session has passed the operator's second factor. */
  secondFactorAt: Date | null;
};

/** A request's key and the hash of what it asks, so that a retry is answered and not done again. */
export type Idempotency = { key: string; requestHash: string };

/** What a command knows of its caller. */
export type Call = {
  actor: Actor;
  locale: Locale;
  idempotency?: Idempotency | undefined;
};
