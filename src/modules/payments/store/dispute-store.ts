import { newId, sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { CaseRepair, CaseState } from '../domain/reconciliation.ts';

export type DisputeRow = { id: Id; state: CaseState; is_new: boolean };

/** The case of a dispute, opened where there is none; its row stays locked. */
export async function lockDispute(
  tx: Tx,
  dispute: {
    provider: string;
    disputeId: string;
    attemptId: Id;
    paidFen: bigint;
    disputedFen: bigint;
    orderId: Id;
    payerId: Id;
    now: Date;
  },
): Promise<DisputeRow> {
  const bucket = bucketOf(dispute.attemptId);
  const id = await newId(tx, bucket);
  const { rows } = await sql<DisputeRow>`
    insert into payments.reconciliation_case as c (bucket, id, provider, kind, subject, out_no,
      provider_ref, our_fen, their_fen, order_id, member_id, repair, opened_at)
    values (${bucket}, ${id}, ${dispute.provider}, 'disputed', 'dispute', ${dispute.attemptId},
      ${dispute.disputeId}, ${dispute.paidFen}, ${dispute.disputedFen}, ${dispute.orderId},
      ${dispute.payerId}, 'await-verdict', ${dispute.now})
    on conflict (bucket, provider, provider_ref) where subject = 'dispute'
    do update set their_fen = case c.state when 'OPEN' then excluded.their_fen else c.their_fen end
    returning id, state, id = ${id} as is_new`.execute(tx);
  return rows[0]!;
}

/** What is to be done about an open dispute, and until when it can be answered. */
export async function updateDispute(
  tx: Tx,
  caseId: Id,
  change: { repair?: CaseRepair; evidenceBy?: Date | undefined },
): Promise<void> {
  await sql`
    update payments.reconciliation_case
    set repair = coalesce(${change.repair ?? null}, repair),
      evidence_by = coalesce(${change.evidenceBy ?? null}, evidence_by)
    where bucket = ${bucketOf(caseId)} and id = ${caseId} and state = 'OPEN'`.execute(tx);
}
