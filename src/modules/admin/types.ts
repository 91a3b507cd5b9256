import type { Identity } from '#identity';
import type { Clock } from '#platform/clock.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform } from '#platform/room.ts';
import type { AuditDetails } from './domain/audit-chain.ts';

/** What an operator did, to what, and why. */
export type AuditAct = {
  operatorId: Id;
  /** Named by the room that does it: `moderation/taken-down`. */
  action: string;
  /** What it was done to; kept as `note:123`. */
  subject: string | { kind: string; id: Id };
  reason: string | null;
  details?: AuditDetails;
  /** When; now, if not said. */
  at?: Date;
};

export type AuditEntryView = {
  id: Id;
  operator: { id: Id; nickname: string };
  action: string;
  subject: string;
  reason: string | null;
  details: AuditDetails;
  at: Date;
};

/** `new`: scan it now; `enrolled`: there is one already, and it is not shown again. */
export type SecondFactorOffer =
  | { state: 'new'; otpauthUrl: string; qrSvg: string }
  | { state: 'enrolled'; otpauthUrl: null; qrSvg: null };

export type AdminOptions = {
  /**
   * The time authenticator apps go by: the machine's, because nobody can move their phone's clock
   * with the sandbox's.
   */
  authenticatorClock?: Clock;
};

/** What every command and query of this room stands on. */
export type Room = { platform: Platform; identity: Identity; authenticatorClock: Clock };
