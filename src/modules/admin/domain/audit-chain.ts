import type { Id } from '#platform/ids.ts';

/** What an entry of the audit log says; its place in its operator's chain included. */
export type AuditContent = {
  operatorId: Id;
  seq: number;
  action: string;
  subject: string;
  reason: string | null;
  details: AuditDetails;
  at: Date;
};
export type AuditDetails = Record<string, string | number | null>;

/** One text for one entry: what its hash covers, the hash before it first. */
export function chainText(previousHash: string, entry: AuditContent): string {
  const { operatorId, seq, action, subject, reason, at } = entry;
  const details = Object.entries(entry.details).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    previousHash,
    operatorId,
    seq,
    action,
    subject,
    reason,
    details,
    at.toISOString(),
  ]);
}
