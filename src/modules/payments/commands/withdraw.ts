import type { Call } from '#platform/actor.ts';
import { newId, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { yuanText } from '#platform/money.ts';
import { Outage, refuse } from '#platform/refusal.ts';
import { log } from '#platform/log.ts';
import type { PaymentsDeps } from '../deps.ts';
import { beginHandingOver } from './cancel-payout.ts';
import {
  recheckMs,
  settleQueryMs,
  withdrawalFenMin,
  withdrawalsPerDayMax,
} from '../domain/rules.ts';
import type { News, NewsOutcome } from '../domain/news.ts';
import type { SettlingStatus } from '../provider.ts';
import * as payouts from '../store/payout-store.ts';

export const withdrawDeadline = 'payments/withdraw';

export type WithdrawalReceipt = { payoutId: Id; state: string; amountFen: bigint };

/**
 * Sends money from the caller's wallet to their bound account. It leaves the wallet at once; a
 * job hands it to the bank, and a bank that refuses it brings it back.
 * @throws payments/no-payouts, payments/no-payout-account, payments/withdrawal-too-small,
 *   payments/withdrawals-spent-today, payments/name-changed, ledger/insufficient-balance
 */
export async function requestWithdrawal(
  deps: PaymentsDeps,
  call: Call,
  input: { amountFen: bigint },
): Promise<WithdrawalReceipt> {
  if (input.amountFen < withdrawalFenMin) {
    refuse('payments/withdrawal-too-small', { leastFen: Number(withdrawalFenMin) });
  }
  const provider = deps.providers.forPayouts()?.name;
  if (!provider) refuse('payments/no-payouts');
  const { memberId } = call.actor;
  const receipt = await deps.platform.run(call, async (tx) => {
    const account = await sameNameAccount(deps, tx, memberId);
    const payoutId = await newId(tx, bucketOf(memberId));
    const at = deps.platform.clock.now();
    const { amountFen } = input;
    // Debits the wallet first: its row lock lets one request of a member through at a time.
    const transferId = await deps.rooms.ledger.withdraw(tx, { memberId, payoutId, amountFen, at });
    if ((await payouts.countOfDay(tx, memberId, at)) >= withdrawalsPerDayMax) {
      refuse('payments/withdrawals-spent-today', { times: withdrawalsPerDayMax });
    }
    await payouts.insertPayout(tx, {
      payoutId,
      memberId,
      amountFen,
      transferId,
      account,
      provider,
      at,
    });
    await deps.platform.deadlines.set(tx, { kind: withdrawDeadline, ref: payoutId, runAt: at });
    return { payoutId, state: 'REQUESTED', amountFen };
  });
  return receipt;
}

async function sameNameAccount(
  deps: PaymentsDeps,
  tx: Tx,
  memberId: Id,
): Promise<payouts.PayoutAccountRow> {
  const account = await payouts.readPayoutAccount(tx, memberId);
  if (!account) refuse('payments/no-payout-account');
  const verified = await deps.rooms.identity.verifiedName(tx, memberId);
  const holder = deps.platform.secrets.open(account.holder_sealed);
  if (verified !== holder) refuse('payments/name-changed');
  return account;
}

/**
 * Hands a payout to the bank unless it is frozen, or asks how far it is; safe to run any number of
 * times.
 */
export async function carryOutPayout(deps: PaymentsDeps, payoutId: Id): Promise<void> {
  const row = await deps.platform.database.transaction((tx) =>
    beginHandingOver(deps, tx, { payoutId, deadline: withdrawDeadline }),
  );
  if (!row) return;
  await takeIn(deps, { ...(await handToBank(deps, row)), outNo: payoutId });
}

/** Asks what became of a payout, and hands nothing to the bank. */
export async function queryPayout(deps: PaymentsDeps, payoutId: Id): Promise<void> {
  const row = await payouts.readPayout(deps.platform.database.sql, payoutId);
  if (!row) return;
  const status = await deps.providers.of(row).queryTransfer(payoutId);
  if (status.state !== 'UNKNOWN') await takeIn(deps, { ...status, outNo: payoutId });
}

async function takeIn(deps: PaymentsDeps, news: News): Promise<void> {
  const outcome = await deps.platform.database.transaction((tx) => settlePayout(deps, tx, news));
  if (outcome === 'wrong-amount')
    throw new Error(`payout ${news.outNo} is of another amount there`);
}

async function handToBank(deps: PaymentsDeps, row: payouts.PayoutRow): Promise<SettlingStatus> {
  const { platform } = deps;
  const provider = deps.providers.of(row);
  const amountFen = BigInt(row.amount_fen);
  try {
    return await provider.transfer({
      outTransferNo: row.id,
      amountFen,
      account: platform.secrets.open(row.account_sealed),
      name: platform.secrets.open(row.holder_sealed),
      bankName: row.bank_name,
    });
  } catch (error) {
    if (error instanceof Outage) throw error;
    // The provider understood and said no. Only if it knows nothing of this number is the money
    // still ours; else what it says of it holds.
    const known = await provider.queryTransfer(row.id);
    if (known.state !== 'UNKNOWN') return known;
    log.warn('payments/transfer-denied', { payoutId: row.id, error });
    return { state: 'FAILED', providerRef: '', amountFen, reason: 'DENIED' };
  }
}

/**
 * Writes what the bank says of a payout: paid, still under way, or refused and back in the wallet.
 * @returns what became of it
 */
export async function settlePayout(deps: PaymentsDeps, tx: Tx, news: News): Promise<NewsOutcome> {
  const { platform } = deps;
  const row = await payouts.lockPayout(tx, news.outNo);
  if (!row) return 'unknown';
  if (BigInt(row.amount_fen) !== news.amountFen) return 'wrong-amount';
  if (row.state === 'PAID' || row.state === 'RETURNED') return 'already';
  const at = platform.clock.now();
  if (news.state === 'PROCESSING') {
    await payouts.markSent(tx, row.id);
    const runAt = new Date(at.getTime() + settleQueryMs);
    await platform.deadlines.set(tx, { kind: withdrawDeadline, ref: row.id, runAt });
  } else {
    await finish(deps, tx, row, news);
    await platform.deadlines.clear(tx, [withdrawDeadline], row.id, at);
  }
  return 'accepted';
}

async function finish(
  deps: PaymentsDeps,
  tx: Tx,
  row: payouts.PayoutRow,
  news: News,
): Promise<void> {
  const { ledger, notifications } = deps.rooms;
  const at = deps.platform.clock.now();
  const amountFen = BigInt(row.amount_fen);
  const booking = { memberId: row.member_id, payoutId: row.id, amountFen, at };
  const paid = news.state === 'SUCCEEDED';
  const provider = deps.providers.of(row).name;
  if (paid) await ledger.withdrawalPaid(tx, { ...booking, provider });
  else await ledger.withdrawalReturned(tx, booking);
  await payouts.markFinished(tx, row.id, {
    state: paid ? 'PAID' : 'RETURNED',
    providerRef: news.providerRef || null,
    failure: paid ? null : (news.reason ?? 'REFUSED'),
    providerAt: news.finishedAt ?? null,
    recheckAt: paid ? new Date(at.getTime() + recheckMs) : null,
    at,
  });
  await notifications.notify(tx, {
    memberId: row.member_id,
    type: paid ? 'payments/payout-paid' : 'payments/payout-returned',
    params: { amount: `¥${yuanText(amountFen)}`, tail: row.account_tail },
    link: '/wallet',
    dedupeKey: `payout:${row.id}`,
  });
}
