import type { Identity } from '#identity';
import type { Call } from '#platform/actor.ts';
import { systemClock } from '#platform/clock.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { makeOperator, removeOperator } from './commands/make-operator.ts';
import { recordAudit } from './commands/record-audit.ts';
import { beginSecondFactor, passSecondFactor } from './commands/second-factor.ts';
import {
  listAuditLog,
  verifyAuditLog,
  type AuditLogInput,
  type BrokenChain,
} from './queries/audit-log.ts';
import { adminRefusals } from './refusals.ts';
import { adminRoutes } from './routes.ts';
import type { AdminOptions, AuditAct, AuditEntryView, Room, SecondFactorOffer } from './types.ts';

export type { AdminOptions, AuditAct, AuditEntryView, SecondFactorOffer } from './types.ts';
export type { AuditLogInput, BrokenChain } from './queries/audit-log.ts';
export { totpCode } from './domain/totp.ts';

/** The room of operators: their second factor, and the log of all they do. */
export type Admin = {
  /** Writes what an operator did into the log, in the act's own transaction. */
  recordAudit(tx: Tx, act: AuditAct): Promise<void>;
  /** What operators did, newest first. */
  listAuditLog(
    input: AuditLogInput,
  ): Promise<{ items: AuditEntryView[]; nextCursor: string | null }>;
  /** Where the log was tampered with; nothing if it holds. */
  verifyAuditLog(handle: Sql): Promise<BrokenChain[]>;
  /** A second factor to scan, for an operator who has none. @throws platform/not-allowed */
  beginSecondFactor(call: Call): Promise<SecondFactorOffer>;
  /** Opens the console for this session. @throws admin/second-factor-wrong, … */
  passSecondFactor(call: Call, input: { code: string }): Promise<{ secondFactorAt: Date }>;
  /** Makes an operator with a new second factor (command, seed). @throws platform/not-found */
  makeOperator(
    tx: Tx,
    wish: { memberId: Id; secret?: string | undefined },
  ): Promise<{ secret: string; otpauthUrl: string }>;
  /** Takes the role back. @throws platform/not-found */
  removeOperator(tx: Tx, memberId: Id): Promise<void>;
};

/** Builds the room; it also logs what operators do in the identity room below. */
export function createAdmin(
  platform: Platform,
  rooms: { identity: Identity },
  options: AdminOptions = {},
): Admin & { parts: RoomParts } {
  const { identity } = rooms;
  const authenticatorClock = options.authenticatorClock ?? systemClock;
  const room: Room = { platform, identity, authenticatorClock };
  identity.whenOperatorActs((tx, act) => recordAudit(room, tx, act));
  const door: Admin = {
    recordAudit: (tx, act) => recordAudit(room, tx, act),
    listAuditLog: (input) => listAuditLog(room, input),
    verifyAuditLog: (handle) => verifyAuditLog(room, handle),
    beginSecondFactor: (call) => beginSecondFactor(room, call),
    passSecondFactor: (call, input) => passSecondFactor(room, call, input),
    makeOperator: (tx, wish) => makeOperator(room, tx, wish),
    removeOperator: (tx, memberId) => removeOperator(room, tx, memberId),
  };
  return { ...door, parts: { routes: adminRoutes(door), refusals: adminRefusals } };
}
