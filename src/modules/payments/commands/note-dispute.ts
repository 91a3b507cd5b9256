import { log } from '#platform/log.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { ProviderNotice } from '../provider.ts';
import { readAttempt, type AttemptRow } from '../store/attempt-store.ts';
import { closeCase } from '../store/case-store.ts';
import { lockDispute, updateDispute, type DisputeRow } from '../store/dispute-store.ts';
import { insertNotice, type KeptNotice } from '../store/notice-store.ts';
import type { Tx } from '#platform/db/database.ts';

/**
 * A payer takes a payment back through their bank: a case with the time until which it can be
 * answered at the provider. The seller cannot withdraw the money, where the order held it, until it
 * has ended; a lost one is then charged to them by an operator, a won one closes by itself. Told in
 * any order, any number of times.
 */
export async function noteDispute(
  deps: PaymentsDeps,
  provider: string,
  told: { notice: ProviderNotice; row: KeptNotice },
): Promise<string> {
  const { notice, row } = told;
  const { type, outNo, amountFen, reason } = notice;
  const outcome = await deps.platform.database.transaction(async (tx) => {
    if (!(await insertNotice(tx, row))) return 'duplicate';
    const attempt = await readAttempt(tx, outNo);
    if (!attempt) return 'unknown';
    await keepDispute(deps, tx, { provider, attempt, notice });
    return 'noted';
  });
  if (outcome !== 'duplicate') {
    const said = { type, attemptId: outNo, amountFen: String(amountFen), reason };
    log.error('payments/disputed', said);
  }
  return outcome;
}

async function keepDispute(
  deps: PaymentsDeps,
  tx: Tx,
  told: { provider: string; attempt: AttemptRow; notice: ProviderNotice },
): Promise<void> {
  const { provider, attempt, notice } = told;
  const now = deps.platform.clock.now();
  const disputeId = notice.dispute?.id ?? notice.transactionId;
  const found = await lockDispute(tx, {
    provider,
    disputeId,
    attemptId: attempt.id,
    paidFen: BigInt(attempt.amount_fen),
    disputedFen: notice.amountFen,
    orderId: attempt.order_id,
    payerId: attempt.payer_id,
    now,
  });
  if (found.state !== 'OPEN') return;
  const frozen = { orderId: attempt.order_id, ref: found.id, at: now };
  const { amountFen } = notice;
  if (attempt.outcome !== 'due-back') {
    await deps.rooms.ledger.freezeDisputed(tx, { ...frozen, cause: 'provider', amountFen });
  }
  await applyVerdict(deps, tx, { found, notice, frozen });
}

async function applyVerdict(
  deps: PaymentsDeps,
  tx: Tx,
  told: {
    found: DisputeRow;
    notice: ProviderNotice;
    frozen: { orderId: string; ref: string; at: Date };
  },
): Promise<void> {
  const { found, notice, frozen } = told;
  if (notice.type === 'dispute.won') {
    await deps.rooms.ledger.thawDisputed(tx, frozen);
    const end = { state: 'EXPLAINED', closedBy: null, reason: 'dispute-won' } as const;
    return closeCase(tx, found.id, { ...end, now: frozen.at });
  }
  return updateDispute(tx, found.id, {
    ...(notice.type === 'dispute.lost' && { repair: 'charge-seller' as const }),
    evidenceBy: notice.dispute?.evidenceBy ?? undefined,
  });
}
