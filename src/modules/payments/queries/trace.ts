import type { Sql } from '#platform/db/database.ts';
import { bucketOf, isId, type Id } from '#platform/ids.ts';
import { outRefundNo } from '../store/refund-store.ts';
import {
  findByReference,
  readAttempts,
  readNotices,
  readRefunds,
  type TracedAttempt,
  type TracedRefund,
} from '../store/trace-store.ts';

/** All that passed between us and the payment providers about one order. */
export type PaymentTrace = {
  attempts: {
    id: Id;
    payerId: Id;
    amountFen: bigint;
    state: string;
    outcome: string | null;
    provider: string | null;
    transactionId: string | null;
    queries: number;
    createdAt: Date;
    askedAt: Date | null;
    paidAt: Date | null;
    closedAt: Date | null;
  }[];
  refunds: {
    id: Id;
    amountFen: bigint;
    reason: string;
    state: string;
    failures: number;
    lastFailure: string | null;
    providerRef: string | null;
    createdAt: Date;
    finishedAt: Date | null;
  }[];
  notices: {
    id: Id;
    provider: string;
    kind: string;
    eventId: string;
    isSigned: boolean;
    outcome: string;
    at: Date;
  }[];
};

/** What was asked of the providers for an order, what they told, and what went back. */
export async function tracePayments(handle: Sql, orderId: Id): Promise<PaymentTrace> {
  const [attempts, refunds] = await Promise.all([
    readAttempts(handle, orderId),
    readRefunds(handle, orderId),
  ]);
  const notices = await readNotices(handle, bucketOf(orderId), numbersOf(attempts, refunds));
  return {
    attempts: attempts.map(attemptOf),
    refunds: refunds.map(refundOf),
    notices: notices.map((row) => ({
      id: row.id,
      provider: row.provider,
      kind: row.kind,
      eventId: row.event_id,
      isSigned: row.sig_ok,
      outcome: row.outcome,
      at: row.received_at,
    })),
  };
}

function attemptOf(row: TracedAttempt): PaymentTrace['attempts'][number] {
  return {
    id: row.id,
    payerId: row.payer_id,
    amountFen: BigInt(row.amount_fen),
    state: row.state,
    outcome: row.outcome,
    provider: row.provider ?? row.asked_provider,
    transactionId: row.transaction_id,
    queries: row.queries,
    createdAt: row.created_at,
    askedAt: row.asked_at,
    paidAt: row.paid_at,
    closedAt: row.closed_at,
  };
}

function refundOf(row: TracedRefund): PaymentTrace['refunds'][number] {
  return {
    id: row.id,
    amountFen: BigInt(row.amount_fen),
    reason: row.reason,
    state: row.state,
    failures: row.failures,
    lastFailure: row.last_failure,
    providerRef: row.provider_ref,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

/** Our numbers at the providers; a refund has a new one after each refusal. */
function numbersOf(attempts: TracedAttempt[], refunds: TracedRefund[]): string[] {
  const tries = refunds.flatMap((row) =>
    Array.from({ length: row.failures + 1 }, (_, failures) => outRefundNo({ ...row, failures })),
  );
  return [...attempts.map((row) => row.id), ...tries];
}

/** The orders a payment reference speaks of: a provider's transaction or refund, or our own number. */
export function ordersOfReference(handle: Sql, reference: string): Promise<Id[]> {
  const [own = ''] = reference.split('-');
  return findByReference(handle, reference, isId(own) ? own : undefined);
}
