import { encodeCursor, requirePlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { CaseKind, CaseRepair, CaseState, CaseSubject } from '../domain/reconciliation.ts';
import {
  countOpen,
  listCaseRows,
  readCase,
  type CaseFilter,
  type CaseRow,
} from '../store/case-store.ts';

/** A difference between a provider and the books, as an operator sees it. */
export type CaseView = {
  id: Id;
  provider: string;
  kind: CaseKind;
  subject: CaseSubject;
  /** Our number, or what the bill calls it. */
  outNo: string;
  day: string | null;
  providerRef: string | null;
  ourFen: bigint | null;
  theirFen: bigint | null;
  orderId: Id | null;
  memberId: Id | null;
  repair: CaseRepair;
  state: CaseState;
  evidenceBy: Date | null;
  openedAt: Date;
  closedAt: Date | null;
  closedBy: Id | null;
  reason: string | null;
};

export type CasePage = { items: CaseView[]; openCount: number; nextCursor: string | null };

/** The queue: the longest open first. */
export async function listCases(
  deps: PaymentsDeps,
  input: CaseFilter & { cursor?: string | undefined; limit: number },
): Promise<CasePage> {
  const handle = deps.platform.database.sql;
  const { cursor, limit, ...filter } = input;
  const after = requirePlace(cursor);
  const [rows, openCount] = await Promise.all([
    listCaseRows(handle, { ...filter, after, limit: limit + 1 }),
    countOpen(handle),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const nextCursor = last ? encodeCursor([last.opened_text, last.id]) : null;
  return { items: shown.map(viewOf), openCount, nextCursor };
}

/** One case. @throws platform/not-found */
export async function getCase(deps: PaymentsDeps, caseId: Id): Promise<CaseView> {
  const row = await readCase(deps.platform.database.sql, caseId);
  return row ? viewOf(row) : refuse('platform/not-found');
}

const fen = (text: string | null) => (text === null ? null : BigInt(text));

function viewOf(row: CaseRow): CaseView {
  return {
    id: row.id,
    provider: row.provider,
    kind: row.kind,
    subject: row.subject,
    outNo: row.out_no,
    day: row.day,
    providerRef: row.provider_ref,
    ourFen: fen(row.our_fen),
    theirFen: fen(row.their_fen),
    orderId: row.order_id,
    memberId: row.member_id,
    repair: row.repair,
    state: row.state,
    evidenceBy: row.evidence_by,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    reason: row.reason,
  };
}
