import { shanghaiDay } from './ids.ts';
import type { Store } from './store.ts';

export type BillEntry = {
  transactionId: string;
  kind: 'payment' | 'refund' | 'transfer';
  amountFen: string;
  outNo: string;
  at: string;
};

/** All money that really moved on a Shanghai day, oldest first. */
export function dailyBill(store: Store, day: string): BillEntry[] {
  const entries = [...paymentEntries(store), ...refundEntries(store), ...transferEntries(store)];
  return entries
    .filter((entry) => shanghaiDay(new Date(entry.at)) === day)
    .toSorted((a, b) => a.at.localeCompare(b.at) || a.transactionId.localeCompare(b.transactionId));
}

function* paymentEntries(store: Store): Generator<BillEntry> {
  for (const { state, transactionId, paidAt, amountFen, outTradeNo } of store.payments()) {
    if (state !== 'PAID' || !transactionId || !paidAt) continue;
    yield { transactionId, kind: 'payment', amountFen, outNo: outTradeNo, at: paidAt };
  }
}

function* refundEntries(store: Store): Generator<BillEntry> {
  for (const { state, transactionId, finishedAt, amountFen, outRefundNo } of store.refunds()) {
    if (state !== 'SUCCEEDED' || !finishedAt) continue;
    yield { transactionId, kind: 'refund', amountFen, outNo: outRefundNo, at: finishedAt };
  }
}

function* transferEntries(store: Store): Generator<BillEntry> {
  for (const { state, transactionId, finishedAt, amountFen, outTransferNo } of store.transfers()) {
    if (state !== 'SUCCEEDED' || !finishedAt) continue;
    yield { transactionId, kind: 'transfer', amountFen, outNo: outTransferNo, at: finishedAt };
  }
}
