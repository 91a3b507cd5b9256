import type { Sql } from '#platform/db/database.ts';
import { encodeCursor, readPlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import { hashEntry } from '../commands/record-audit.ts';
import {
  findChain,
  findEntries,
  findHeads,
  type AuditEntryRow,
  type Head,
} from '../store/audit-entries.ts';
import type { AuditContent } from '../domain/audit-chain.ts';
import type { AuditEntryView, Room } from '../types.ts';

export type AuditLogInput = {
  operatorId?: Id | undefined;
  subject?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};

/** What operators did, newest first; of one operator, or to one thing, if asked. */
export async function listAuditLog(
  room: Room,
  { operatorId, subject, cursor, limit = 20 }: AuditLogInput,
): Promise<{ items: AuditEntryView[]; nextCursor: string | null }> {
  const handle = room.platform.database.sql;
  const after = readPlace(cursor);
  const found = await findEntries(handle, { operatorId, subject, after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const operators = await room.identity.getMembers(rows.map((row) => row.operator_id));
  const items = rows.map((row) => ({
    id: row.id,
    operator: { id: row.operator_id, nickname: operators.get(row.operator_id)?.nickname ?? '' },
    action: row.action,
    subject: row.subject,
    reason: row.reason,
    details: row.details,
    at: row.at,
  }));
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.at.toISOString(), last.id]) : null };
}

/** Where an operator's chain does not hold: the first entry that is wrong or missing. */
export type BrokenChain = { operatorId: Id; seq: number };

const batchMax = 1000;

/** Follows every operator's chain to its end; answers where one is broken, nothing if all hold. */
export async function verifyAuditLog(room: Room, handle: Sql): Promise<BrokenChain[]> {
  const broken: BrokenChain[] = [];
  for (const head of await findHeads(handle)) {
    const seq = await firstBreak(room, handle, head);
    if (seq !== undefined) broken.push({ operatorId: head.operator_id, seq });
  }
  return broken;
}

async function firstBreak(
  room: Room,
  handle: Sql,
  head: Head & { operator_id: Id },
): Promise<number | undefined> {
  let seq = 0;
  let hash = '';
  for (;;) {
    const rows = await findChain(handle, head.operator_id, { afterSeq: seq, limit: batchMax });
    if (rows.length === 0) break;
    for (const row of rows) {
      const isNext = row.seq === seq + 1 && row.hash === hashEntry(room, hash, contentOf(row));
      if (!isNext) return seq + 1;
      ({ seq, hash } = row);
    }
  }
  return seq === head.seq && hash === head.hash ? undefined : seq + 1;
}

function contentOf(row: AuditEntryRow): AuditContent {
  return {
    operatorId: row.operator_id,
    seq: row.seq,
    action: row.action,
    subject: row.subject,
    reason: row.reason,
    details: row.details,
    at: row.at,
  };
}
