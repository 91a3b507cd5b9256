import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repairFor, type CaseRepair, type Difference } from './reconciliation.ts';

const found: Difference = {
  subject: 'payment',
  outNo: '1',
  kind: 'not-in-books',
  day: '2026-11-02',
  providerRef: null,
  ourFen: 100n,
  theirFen: 100n,
  isBooked: false,
  orderId: null,
  memberId: null,
};

test('each difference has the repair that fits it', () => {
  const repairs: [Partial<Difference>, CaseRepair][] = [
    [{}, 'ask-again'],
    [{ ourFen: null }, 'note'],
    [{ kind: 'not-on-bill' }, 'ask-again'],
    [{ kind: 'not-on-bill', subject: 'refund' }, 'put-back-refund'],
    [{ kind: 'not-on-bill', subject: 'transfer' }, 'return-payout'],
    [{ kind: 'not-on-bill', subject: 'fee' }, 'note'],
    [{ kind: 'amount-differs' }, 'send-back'],
    [{ kind: 'amount-differs', isBooked: true }, 'note'],
    [{ kind: 'amount-differs', subject: 'refund' }, 'note'],
    [{ kind: 'state-differs', subject: 'transfer' }, 'charge-payee'],
    [{ kind: 'foreign-merchant' }, 'note'],
    [{ kind: 'fee-differs', subject: 'fee' }, 'note'],
  ];
  for (const [fact, repair] of repairs) assert.equal(repairFor({ ...found, ...fact }), repair);
});
