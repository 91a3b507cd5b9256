import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { CaseRepair } from '../domain/reconciliation.ts';
import { claimBucketOf } from '../store/attempt-store.ts';
import type { CaseRow } from '../store/case-store.ts';
import { readDifferences, type Pair } from '../store/difference-store.ts';
import * as payouts from '../store/payout-store.ts';
import { takeInOtherAmount } from '../store/put-back-store.ts';
import { chargeLoss } from './bear-loss.ts';
import { ownerOf } from './compare-bill.ts';
import { askRefundNumbers, paidAttemptOf, putBackRefund, undoPayout } from './put-back.ts';
import { queryAttempt } from './query-attempt.ts';
import { openRefund, queryRefundNumbers } from './refund.ts';
import { queryPayout } from './withdraw.ts';

/**
 * What a repair books, once the provider was asked; runs in the transaction that closes the case,
 * which is locked.
 */
export type Booking = (tx: Tx, closing: { found: CaseRow; operatorId: Id }) => Promise<void>;

/**
 * Asks the provider what a case's repair must know.
 * @returns what is to be booked
 * @throws payments/provider-has-paid, payments/provider-has-not-paid, payments/still-differs,
 *   payments/dispute-undecided; Outage
 */
export function prepareRepair(deps: PaymentsDeps, found: CaseRow): Promise<Booking> {
  return repairs[found.repair](deps, found);
}

type Prepare = (deps: PaymentsDeps, found: CaseRow) => Promise<Booking>;

const asking: Record<string, (deps: PaymentsDeps, outNo: Id) => Promise<void>> = {
  payment: queryAttempt,
  refund: queryRefundNumbers,
  transfer: queryPayout,
};

const askAgain: Prepare = async (deps, found) => {
  await asking[found.subject]?.(deps, found.out_no);
  return async (tx) => {
    const provider = deps.providers.find(found.provider);
    if (!provider) return;
    const pair = { subject: found.subject as Pair['subject'], outNo: found.out_no };
    const left = await readDifferences(tx, ownerOf(provider), [pair]);
    if (left.length > 0) refuse('payments/still-differs');
  };
};

const sendBack: Prepare = async (deps, found) => {
  const paid = await paidAttemptOf(deps, found.out_no);
  if (!paid) refuse('payments/provider-has-not-paid');
  const { provider, status } = paid;
  return async (tx) => {
    const now = deps.platform.clock.now();
    const { transactionId, amountFen, paidAt } = status;
    const { name, merchantId } = provider;
    const claimBucket = claimBucketOf(name, transactionId);
    const attemptId = found.out_no;
    const facts = { attemptId, provider: name, merchantId, claimBucket, transactionId };
    const taken = await takeInOtherAmount(tx, { ...facts, amountFen, paidAt, now });
    if (!taken) refuse('payments/already-taken-in');
    const { order_id: orderId, payer_id: buyerId } = taken;
    const due = { orderId, attemptId, buyerId, amountFen };
    await deps.rooms.ledger.holdDueBack(tx, { ...due, provider: name, at: now });
    await openRefund(deps, tx, { ...due, reason: 'wrong-amount', now });
  };
};

const putBack: Prepare = async (deps, found) => {
  const asked = await askRefundNumbers(deps, found.out_no);
  if (asked?.state === 'PAID') refuse('payments/provider-has-paid');
  return async (tx) => {
    if (asked) await putBackRefund(deps, tx, found.out_no, asked.reason);
  };
};

const returnPayout: Prepare = async (deps, found) => {
  const state = await stateAtBank(deps, found.out_no);
  if (state === 'SUCCEEDED' || state === 'PROCESSING') refuse('payments/provider-has-paid');
  return async (tx) => void (await undoPayout(deps, tx, found.out_no, state));
};

const chargePayee: Prepare = async (deps, found) => {
  const row = await payouts.readPayout(deps.platform.database.sql, found.out_no);
  const provider = row && deps.providers.of(row);
  const status = await provider?.queryTransfer(found.out_no);
  if (!row || !provider || status?.state !== 'SUCCEEDED') {
    refuse('payments/provider-has-not-paid');
  }
  return async (tx) => {
    const locked = await payouts.lockPayout(tx, row.id);
    if (locked?.state !== 'RETURNED') return;
    const at = deps.platform.clock.now();
    const booking = { memberId: row.member_id, payoutId: row.id, provider: provider.name, at };
    await deps.rooms.ledger.withdrawalLate(tx, { ...booking, amountFen: BigInt(row.amount_fen) });
    await payouts.markFinished(tx, row.id, {
      state: 'PAID',
      providerRef: status.providerRef,
      failure: null,
      providerAt: status.finishedAt,
      recheckAt: null,
      at,
    });
  };
};

async function stateAtBank(deps: PaymentsDeps, payoutId: Id): Promise<string> {
  const row = await payouts.readPayout(deps.platform.database.sql, payoutId);
  if (!row) return 'UNKNOWN';
  return (await deps.providers.of(row).queryTransfer(payoutId)).state;
}

const repairs: Record<CaseRepair, Prepare> = {
  'ask-again': askAgain,
  'send-back': sendBack,
  'put-back-refund': putBack,
  'return-payout': returnPayout,
  'charge-payee': chargePayee,
  'await-verdict': async () => refuse('payments/dispute-undecided'),
  'charge-seller': async (deps) => (tx, closing) => chargeLoss(deps, tx, closing),
  note: async () => async () => undefined,
};
