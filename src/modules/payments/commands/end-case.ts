import type { Call } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { CaseState } from '../domain/reconciliation.ts';
import { closeCase, lockCase, readCase, type CaseRow } from '../store/case-store.ts';
import { bearLoss } from './bear-loss.ts';
import { prepareRepair, type Booking } from './carry-out-repair.ts';

export type EndCaseInput = { caseId: Id; reason: string };
export type CaseReceipt = { caseId: Id; state: CaseState };

/**
 * Carries out the suggested repair of a case, in double entry and once: the provider is asked
 * first, then booking, closing and the operators' log are one transaction. A case that is closed is
 * answered as it is.
 * @throws platform/not-found, identity/own-matter, and what `prepareRepair` refuses
 */
export async function repairCase(
  deps: PaymentsDeps,
  call: Call,
  input: EndCaseInput,
): Promise<CaseReceipt> {
  const found = await readCase(deps.platform.database.sql, input.caseId);
  if (!found) refuse('platform/not-found');
  await refuseOwnCase(deps, deps.platform.database.sql, found, call.actor.memberId);
  const book = found.state === 'OPEN' ? await prepareRepair(deps, found) : undefined;
  const receipt = await deps.platform.run(call, (tx) =>
    endCase(deps, tx, {
      ...input,
      operatorId: call.actor.memberId,
      state: 'REPAIRED',
      expected: found.repair,
      book,
    }),
  );
  deps.platform.outbox.nudge();
  return receipt;
}

/**
 * Closes a case as it is; what was lost in a dispute the house bears.
 * @throws platform/not-found, identity/own-matter, payments/dispute-undecided
 */
export async function dismissCase(
  deps: PaymentsDeps,
  call: Call,
  input: EndCaseInput,
): Promise<CaseReceipt> {
  return deps.platform.run(call, (tx) =>
    endCase(deps, tx, { ...input, operatorId: call.actor.memberId, state: 'DISMISSED' }),
  );
}

type Ending = EndCaseInput & {
  operatorId: Id;
  state: 'REPAIRED' | 'DISMISSED';
  /** The repair that was prepared: a case that wants another one meanwhile is left alone. */
  expected?: string;
  book?: Booking | undefined;
};

async function endCase(deps: PaymentsDeps, tx: Tx, ending: Ending): Promise<CaseReceipt> {
  const { caseId, state, operatorId, reason } = ending;
  const found = await lockCase(tx, caseId);
  if (!found) refuse('platform/not-found');
  await refuseOwnCase(deps, tx, found, operatorId);
  if (found.state !== 'OPEN') return { caseId, state: found.state };
  if (ending.expected && found.repair !== ending.expected) refuse('payments/case-changed');
  if (found.repair === 'await-verdict') refuse('payments/dispute-undecided');
  await ending.book?.(tx, { found, operatorId });
  if (state === 'DISMISSED' && found.repair === 'charge-seller') {
    await bearLoss(deps, tx, { found, operatorId });
  }
  const now = deps.platform.clock.now();
  if (found.subject === 'dispute') {
    await deps.rooms.ledger.thawDisputed(tx, { orderId: found.order_id!, ref: caseId, at: now });
  }
  await closeCase(tx, caseId, { state, closedBy: operatorId, reason, now });
  await deps.rooms.admin.recordAudit(tx, {
    operatorId,
    action: state === 'REPAIRED' ? 'payments/repair-case' : 'payments/dismiss-case',
    subject: { kind: 'reconciliation', id: caseId },
    reason,
    details: detailsOf(found),
    at: now,
  });
  return { caseId, state };
}

/** No operator ends a case about their own order, payment or withdrawal. */
async function refuseOwnCase(
  { rooms }: PaymentsDeps,
  handle: Sql,
  found: CaseRow,
  operatorId: Id,
): Promise<void> {
  const { member_id: memberId, order_id: orderId } = found;
  const two = orderId ? await rooms.ledger.partiesOfOrder(handle, orderId) : [];
  await rooms.identity.refuseOwnMatter(handle, operatorId, [memberId, ...two]);
}

const detailsOf = (found: CaseRow) => ({
  kind: found.kind,
  repair: found.repair,
  provider: found.provider,
  outNo: found.out_no,
  ourFen: found.our_fen,
  theirFen: found.their_fen,
});
