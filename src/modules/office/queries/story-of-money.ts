import type { AuditEntryView } from '#admin';
import type { AfterSaleView } from '#aftersale';
import type { TrackingView } from '#fulfilment';
import type { TransferView } from '#ledger';
import type { PaymentTrace } from '#payments';
import type { Locale } from '#platform/refusal.ts';
import { facts, line, type RawLine } from './story-line.ts';

/** Every transfer with both its sides. */
export function ledgerLines(transfers: TransferView[]): RawLine[] {
  return transfers.map(({ id, kind: code, at, actorId, entries }) =>
    line({ at, source: 'ledger', code, actorId, entries, facts: facts({ transfer: id }) }),
  );
}

/** What was asked of the payment providers, what they told, and what went back. */
export function paymentLines(trace: PaymentTrace): RawLine[] {
  return [
    ...trace.attempts.flatMap(attemptLines),
    ...trace.notices.map(({ at, kind: code, provider, eventId, isSigned, outcome }) =>
      line({
        at,
        source: 'notice',
        code,
        role: 'provider',
        facts: facts({ provider, event: eventId, signed: isSigned ? 'yes' : 'no', outcome }),
      }),
    ),
    ...trace.refunds.flatMap(refundLines),
  ];
}

function attemptLines(attempt: PaymentTrace['attempts'][number]): RawLine[] {
  const { id, amountFen, payerId, provider, transactionId, outcome, queries } = attempt;
  const of = { source: 'payment' as const, amountFen };
  const asked = { attempt: id, provider, queries };
  const steps = [
    {
      at: attempt.createdAt,
      code: 'attempt-made',
      actorId: payerId,
      facts: facts({ attempt: id }),
    },
    { at: attempt.askedAt, code: 'cashier-asked', facts: facts(asked) },
    {
      at: attempt.paidAt,
      code: 'attempt-paid',
      facts: facts({ ...asked, transaction: transactionId, outcome }),
    },
    { at: attempt.closedAt, code: 'attempt-closed', facts: facts(asked) },
  ];
  return steps.flatMap(({ at, ...step }) => (at ? [line({ ...of, ...step, at })] : []));
}

function refundLines(refund: PaymentTrace['refunds'][number]): RawLine[] {
  const { id, amountFen, reason, state, failures, lastFailure, providerRef } = refund;
  const of = { source: 'refund' as const, amountFen };
  const known = {
    refund: id,
    reason,
    state,
    failures: failures || null,
    'last-failure': lastFailure,
  };
  return [
    line({ ...of, at: refund.createdAt, code: 'refund-due', facts: facts(known) }),
    ...(refund.finishedAt
      ? [
          line({
            ...of,
            at: refund.finishedAt,
            code: 'refund-paid',
            facts: facts({ refund: id, 'provider-ref': providerRef }),
          }),
        ]
      : []),
  ];
}

/** What couriers told of every parcel: there, back, and of the replacement. */
export function parcelLines(
  there: TrackingView | undefined,
  sales: AfterSaleView[],
  locale: Locale,
): RawLine[] {
  const ways = [
    ...(there ? [{ way: 'there', tracking: there }] : []),
    ...sales.flatMap((sale) => [
      ...(sale.returnTracking ? [{ way: 'back', tracking: sale.returnTracking }] : []),
      ...(sale.replacementTracking
        ? [{ way: 'replacement', tracking: sale.replacementTracking }]
        : []),
    ]),
  ];
  return ways.flatMap(({ way, tracking }) =>
    tracking.parcels.flatMap(({ carrier, waybillNo, parcelNo, events }) =>
      events.map((event) =>
        line({
          at: event.at,
          source: 'parcel',
          code: event.code,
          role: 'courier',
          words: event[locale],
          facts: facts({ way, parcel: parcelNo, carrier: carrier[locale], waybill: waybillNo }),
        }),
      ),
    ),
  );
}

/** What operators did about it, and why. */
export function operatorLines(acts: AuditEntryView[]): RawLine[] {
  return acts.map(({ at, action: code, operator, reason: words, details }) =>
    line({
      at,
      source: 'operator',
      code,
      role: 'operator',
      actorId: operator.id,
      words,
      facts: facts(details),
    }),
  );
}
