// Pure: what is allowed, refused and given back in an after-sale of ¥210.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import { openedAfterSale } from '../../../../test/support/opened-after-sale.ts';
import type { AfterSale, AfterSaleRole } from './after-sale.ts';
import { decide, evolve, needsReturn, type Command } from './decide.ts';

const now = new Date('2026-11-02T04:00:00Z');
const later = (byMs: number) => new Date(now.getTime() + byMs);
const parties: Partial<Record<AfterSaleRole, string>> = { buyer: '2', seller: '3' };

type Words = Command extends infer One
  ? One extends Command
    ? Omit<One, 'by' | 'actorId'>
    : never
  : never;

function judged(sale: AfterSale, by: AfterSaleRole, words: Words, at = now) {
  return decide(sale, { ...words, by, actorId: parties[by] ?? null } as Command, at);
}

function refusal(sale: AfterSale, by: AfterSaleRole, words: Words, at = now) {
  const verdict = judged(sale, by, words, at);
  return verdict.ok ? undefined : verdict;
}

function stepOf(sale: AfterSale, by: AfterSaleRole, words: Words, at = now) {
  const verdict = judged(sale, by, words, at);
  assert.ok(verdict.ok, `${words.name}: ${verdict.ok || verdict.code}`);
  return verdict.step;
}

const waiting = (parts: Partial<AfterSale> = {}) => openedAfterSale({ dueAt: now, ...parts });
const onWay = { isTracked: true, sentAt: now, deliveredAt: null };
const receiving = (parts: Partial<AfterSale> = {}) =>
  waiting({ state: 'WAIT_SELLER_RECEIVE', parcel: onWay, ...parts });

test('who may not, or not now, is refused', () => {
  const accept = { name: 'accept-return' } as const;
  assert.deepEqual(refusal(waiting(), 'buyer', accept), {
    ok: false,
    code: 'aftersale/not-your-part',
  });
  const refused = waiting({ state: 'REFUSED' });
  const expected = { ok: false, code: 'aftersale/not-now', params: { state: 'REFUSED' } };
  assert.deepEqual(refusal(refused, 'seller', accept), expected);
});

test('goods that have to come back are not paid for before', () => {
  const refund = { name: 'accept-refund' } as const;
  const back = { name: 'accept-return' } as const;
  for (const type of ['RETURN_REFUND', 'EXCHANGE'] as const) {
    assert.ok(needsReturn({ type }));
    assert.equal(refusal(waiting({ type }), 'seller', refund)?.code, 'aftersale/needs-return');
    assert.equal(refusal(waiting({ type }), 'seller', back), undefined);
  }
  for (const type of ['CANCEL', 'REFUND_ONLY', 'PARTIAL'] as const) {
    assert.ok(!needsReturn({ type }));
    assert.equal(refusal(waiting({ type }), 'seller', refund), undefined);
    assert.equal(refusal(waiting({ type }), 'seller', back)?.code, 'aftersale/no-return');
  }
});

test('a cancellation is refused in a way of its own, which ends it and lets the order go on', () => {
  const cancel = waiting({ type: 'CANCEL' });
  const step = stepOf(cancel, 'seller', { name: 'refuse-cancel' });
  assert.deepEqual([step.to, step.order, step.refundFen], ['CLOSED', 'go-on', 0n]);
  assert.equal(refusal(cancel, 'seller', { name: 'refuse' })?.code, 'aftersale/not-now');
  for (const type of ['REFUND_ONLY', 'RETURN_REFUND', 'EXCHANGE', 'PARTIAL'] as const) {
    const other = waiting({ type });
    assert.equal(refusal(other, 'seller', { name: 'refuse-cancel' })?.code, 'aftersale/not-now');
    assert.equal(stepOf(other, 'seller', { name: 'refuse' }).to, 'REFUSED');
  }
});

test('what came back is paid for or exchanged, as was asked', () => {
  const confirm = { name: 'confirm-return' } as const;
  const take = { name: 'take-for-exchange' } as const;
  assert.equal(refusal(receiving(), 'seller', confirm), undefined);
  assert.deepEqual(refusal(receiving(), 'seller', take), {
    ok: false,
    code: 'aftersale/not-now',
  });
  const exchange = receiving({ type: 'EXCHANGE' });
  assert.equal(refusal(exchange, 'seller', take), undefined);
  assert.deepEqual(refusal(exchange, 'seller', confirm), {
    ok: false,
    code: 'aftersale/not-now',
  });
});

test('another amount is named three times at most, from a fen to the most there is', () => {
  const counter = (amountFen: bigint) => ({ name: 'counter', amountFen }) as const;
  const back = (amountFen: bigint) => ({ name: 'counter-back', amountFen }) as const;
  const offered = waiting({ state: 'WAIT_BUYER', offeredFen: 500n, counters: 2 });
  for (const amount of [1n, 21_000n]) {
    assert.equal(refusal(waiting({ counters: 2 }), 'seller', counter(amount)), undefined);
    assert.equal(refusal(offered, 'buyer', back(amount)), undefined);
  }
  for (const amount of [-1n, 0n, 21_001n]) {
    const wrong = { ok: false, code: 'aftersale/amount', params: { mostFen: '21000' } };
    assert.deepEqual(refusal(waiting(), 'seller', counter(amount)), wrong);
    assert.deepEqual(refusal(offered, 'buyer', back(amount)), wrong);
    const decided = { name: 'decide-refund', amountFen: amount } as const;
    assert.deepEqual(refusal(waiting(), 'operator', decided), wrong);
  }
  const spent = { ok: false, code: 'aftersale/counters-spent', params: { times: 3 } };
  assert.deepEqual(refusal(waiting({ counters: 3 }), 'seller', counter(1n)), spent);
  assert.deepEqual(refusal({ ...offered, counters: 3 }, 'buyer', back(1n)), spent);
  const none = { ok: false, code: 'aftersale/no-counter' };
  assert.deepEqual(refusal(waiting({ type: 'CANCEL' }), 'seller', counter(1n)), none);
});

test('counted amounts are remembered, the offered one until it is answered', () => {
  const offered = stepOf(waiting(), 'seller', { name: 'counter', amountFen: 500n });
  assert.deepEqual(offered.changes, { offeredFen: 500n, counters: 1, dueAt: later(48 * hourMs) });
  assert.deepEqual([offered.to, offered.order, offered.refundFen], ['WAIT_BUYER', 'none', 0n]);
  const sale = evolve(waiting(), offered);
  assert.deepEqual([sale.state, sale.offeredFen, sale.eventCount], ['WAIT_BUYER', 500n, 2]);
  const back = stepOf(sale, 'buyer', { name: 'counter-back', amountFen: 900n });
  const dueAt = later(48 * hourMs);
  assert.deepEqual(back.changes, { askedFen: 900n, offeredFen: null, counters: 2, dueAt });
});

test('what goes back is what was decided, offered or asked for', () => {
  const ended = (refundedFen: bigint, endReason: string) => ({
    dueAt: null,
    refundedFen,
    endedAt: now,
    endReason,
  });
  const offered = waiting({ state: 'WAIT_BUYER', offeredFen: 500n });
  const rows: [AfterSale, AfterSaleRole, Words & { name: string }, bigint][] = [
    [waiting(), 'operator', { name: 'decide-refund', amountFen: 700n }, 700n],
    [offered, 'buyer', { name: 'accept-counter' }, 500n],
    [{ ...offered, offeredFen: null }, 'buyer', { name: 'accept-counter' }, 0n],
    [waiting({ type: 'REFUND_ONLY', askedFen: 300n }), 'seller', { name: 'accept-refund' }, 300n],
    [receiving({ askedFen: 20_000n }), 'seller', { name: 'confirm-return' }, 20_000n],
  ];
  for (const [sale, by, words, refundFen] of rows) {
    const step = stepOf(sale, by, words);
    assert.equal(step.refundFen, refundFen, words.name);
    assert.deepEqual(step.changes, ended(refundFen, words.name));
    assert.deepEqual([step.to, step.order], ['REFUNDED', 'refund']);
  }
  const withdrawn = stepOf(waiting(), 'buyer', { name: 'withdraw' });
  assert.equal(withdrawn.refundFen, 0n);
  assert.deepEqual(withdrawn.changes, ended(0n, 'withdraw'));
  const { command, from, to, role, actorId, at, order } = withdrawn;
  assert.deepEqual(
    { command, from, to, role, actorId, at, order },
    {
      command: 'withdraw',
      from: 'WAIT_SELLER',
      to: 'CLOSED',
      role: 'buyer',
      actorId: '2',
      at: now,
      order: 'go-on',
    },
  );
});

test('the way back is told with its freight; from hand to hand it costs nothing', () => {
  const sale = waiting({ state: 'WAIT_BUYER_RETURN' });
  const ship = (freightFen: bigint, isByHand = false) =>
    ({ name: 'ship-return', isByHand, isTracked: !isByHand, freightFen }) as const;
  assert.deepEqual(stepOf(sale, 'buyer', ship(900n)).changes, {
    isByHand: false,
    returnFreightFen: 900n,
    parcel: onWay,
    dueAt: later(14 * dayMs),
  });
  assert.deepEqual(stepOf(sale, 'buyer', ship(900n, true)).changes, {
    isByHand: true,
    returnFreightFen: 0n,
    parcel: { ...onWay, isTracked: false },
    dueAt: later(3 * dayMs),
  });
  assert.equal(refusal(sale, 'buyer', ship(0n)), undefined);
  const wrong = { ok: false, code: 'aftersale/amount', params: { mostFen: '0' } };
  assert.deepEqual(refusal(sale, 'buyer', ship(-1n)), wrong);
});

test('a parcel arrives once, and from then on there are three days to look', () => {
  const arrives = stepOf(receiving(), 'courier', { name: 'return-arrives' }, later(dayMs));
  assert.deepEqual(arrives.changes, {
    parcel: { ...onWay, deliveredAt: later(dayMs) },
    dueAt: later(4 * dayMs),
  });
  const there = evolve(receiving(), arrives);
  const again = stepOf(there, 'courier', { name: 'return-arrives' }, later(2 * dayMs));
  assert.deepEqual(again.changes, arrives.changes);

  const replacing = waiting({ type: 'EXCHANGE', state: 'WAIT_REPLACEMENT' });
  const sent = stepOf(replacing, 'seller', { name: 'ship-replacement', isTracked: false });
  assert.deepEqual(sent.changes, {
    parcel: { ...onWay, isTracked: false },
    dueAt: later(10 * dayMs),
  });
  const underway = evolve(replacing, sent);
  const came = stepOf(underway, 'courier', { name: 'replacement-arrives' }, later(dayMs));
  assert.deepEqual(came.changes, {
    parcel: { isTracked: false, sentAt: now, deliveredAt: later(dayMs) },
    dueAt: later(4 * dayMs),
  });
});

test('the clock does what silence does, when it is due, and nobody else does it', () => {
  const silent = waiting({ dueAt: later(hourMs) });
  const silence = { name: 'return-by-silence' } as const;
  const notDue = { ok: false, code: 'aftersale/not-due' };
  assert.deepEqual(refusal(silent, 'clock', silence, later(hourMs - 1)), notDue);
  assert.equal(refusal(silent, 'clock', silence, later(hourMs)), undefined);
  const other = { name: 'dispute-by-silence' } as const;
  assert.deepEqual(refusal(silent, 'clock', other, later(hourMs)), notDue);
  assert.deepEqual(refusal({ ...silent, dueAt: null }, 'clock', silence), notDue);
  const ended = { name: 'end-with-order' } as const;
  assert.equal(refusal({ ...silent, dueAt: null }, 'clock', ended), undefined);
});
