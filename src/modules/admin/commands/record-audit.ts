import type { Tx } from '#platform/db/database.ts';
import { chainText, type AuditContent } from '../domain/audit-chain.ts';
import { appendEntry, lockHead } from '../store/audit-entries.ts';
import type { AuditAct, Room } from '../types.ts';

/**
 * Writes what an operator did into the log, in the act's own transaction. Each entry's keyed hash
 * covers the one before it: changing, leaving out or reordering entries shows.
 */
export async function recordAudit(room: Room, tx: Tx, act: AuditAct): Promise<void> {
  const head = await lockHead(tx, act.operatorId);
  const entry: AuditContent = {
    operatorId: act.operatorId,
    seq: head.seq + 1,
    action: act.action,
    subject:
      typeof act.subject === 'string' ? act.subject : `${act.subject.kind}:${act.subject.id}`,
    reason: act.reason || null,
    details: act.details ?? {},
    at: act.at ?? room.platform.clock.now(),
  };
  await appendEntry(tx, entry, hashEntry(room, head.hash, entry));
}

/** The hash of an entry that follows another. */
export function hashEntry(room: Room, previousHash: string, entry: AuditContent): string {
  return room.platform.secrets.fingerprint('admin/audit', chainText(previousHash, entry));
}
