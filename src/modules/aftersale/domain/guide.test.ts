// Pure: whose turn it is in an after-sale, what silence does, and what each side may do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openedAfterSale } from '../../../../test/support/opened-after-sale.ts';
import { afterSaleStates, type AfterSale, type AfterSaleState } from './after-sale.ts';
import { actorOf, guideOf } from './guide.ts';
import { silenceOf } from './silence.ts';

const now = new Date('2026-11-02T04:00:00Z');
const onWay = { isTracked: true, sentAt: now, deliveredAt: null };
const arrived = { ...onWay, deliveredAt: now };
const sale = (state: AfterSaleState, parts: Partial<AfterSale> = {}) =>
  openedAfterSale({ state, dueAt: now, ...parts });

test('whose turn it is follows from the state, and from where the parcel is', () => {
  const turns: [AfterSale, string][] = [
    [sale('WAIT_SELLER'), 'seller'],
    [sale('WAIT_RETURN_ADDRESS'), 'seller'],
    [sale('WAIT_REPLACEMENT'), 'seller'],
    [sale('WAIT_REPLACEMENT', { parcel: onWay }), 'seller'],
    [sale('WAIT_SELLER_RECEIVE', { parcel: onWay }), 'courier'],
    [sale('WAIT_SELLER_RECEIVE', { parcel: arrived }), 'seller'],
    [sale('WAIT_SELLER_RECEIVE', { parcel: onWay, isByHand: true }), 'seller'],
    [sale('WAIT_SELLER_RECEIVE'), 'seller'],
    [sale('WAIT_REPLACEMENT_RECEIPT', { parcel: onWay }), 'courier'],
    [sale('WAIT_REPLACEMENT_RECEIPT', { parcel: onWay, isByHand: true }), 'courier'],
    [sale('WAIT_REPLACEMENT_RECEIPT', { parcel: arrived }), 'buyer'],
    [sale('WAIT_BUYER'), 'buyer'],
    [sale('WAIT_BUYER_RETURN'), 'buyer'],
    [sale('REFUSED'), 'buyer'],
    [sale('DISPUTED'), 'operator'],
    [sale('REFUNDED'), 'nobody'],
    [sale('EXCHANGED'), 'nobody'],
    [sale('CLOSED'), 'nobody'],
  ];
  for (const [one, actor] of turns) assert.equal(actorOf(one), actor, one.state);
});

test('silence decides only where the rule sheet lets it', () => {
  const waits = 'WAIT_SELLER';
  const rows: [AfterSale, string | undefined][] = [
    [sale(waits, { type: 'CANCEL' }), 'cancel-by-silence'],
    [sale(waits, { type: 'REFUND_ONLY' }), 'dispute-by-silence'],
    [sale(waits, { type: 'PARTIAL' }), 'dispute-by-silence'],
    [sale(waits, { type: 'RETURN_REFUND' }), 'return-by-silence'],
    [sale(waits, { type: 'RETURN_REFUND', reason: 'other' }), 'return-by-silence'],
    [sale(waits, { type: 'RETURN_REFUND', reason: 'changed-mind' }), 'close-by-silence'],
    [sale(waits, { type: 'EXCHANGE' }), 'return-by-silence'],
    [sale(waits, { type: 'EXCHANGE', reason: 'changed-mind' }), 'close-by-silence'],
    [sale('WAIT_BUYER'), 'close-by-silence'],
    [sale('WAIT_BUYER_RETURN'), 'close-by-silence'],
    [sale('REFUSED'), 'close-by-silence'],
    [sale('WAIT_RETURN_ADDRESS'), 'dispute-by-silence'],
    [sale('WAIT_REPLACEMENT'), 'dispute-by-silence'],
    [sale('WAIT_SELLER_RECEIVE', { parcel: arrived }), 'refund-by-silence'],
    [sale('WAIT_SELLER_RECEIVE', { parcel: onWay }), 'dispute-by-silence'],
    [sale('WAIT_SELLER_RECEIVE'), 'dispute-by-silence'],
    [sale('WAIT_SELLER_RECEIVE', { parcel: arrived, type: 'EXCHANGE' }), 'dispute-by-silence'],
    [sale('WAIT_REPLACEMENT_RECEIPT', { parcel: arrived }), 'confirm-replacement'],
    [sale('WAIT_REPLACEMENT_RECEIPT', { parcel: onWay }), 'dispute-by-silence'],
    [sale('WAIT_REPLACEMENT_RECEIPT'), 'dispute-by-silence'],
    [sale('DISPUTED'), undefined],
    [sale('REFUNDED'), undefined],
    [sale('EXCHANGED'), undefined],
    [sale('CLOSED'), undefined],
  ];
  for (const [one, command] of rows) {
    assert.equal(silenceOf(one), command, `${one.state} ${one.type} ${one.reason}`);
    assert.equal(guideOf(one, 'buyer').otherwise, command ?? null);
  }
});

test('the seller is offered what fits what was asked', () => {
  const rows: [AfterSale, string[]][] = [
    [sale('WAIT_SELLER'), ['accept-return', 'counter', 'refuse']],
    [sale('WAIT_SELLER', { type: 'EXCHANGE' }), ['accept-return', 'counter', 'refuse']],
    [sale('WAIT_SELLER', { type: 'REFUND_ONLY' }), ['accept-refund', 'counter', 'refuse']],
    [sale('WAIT_SELLER', { type: 'CANCEL' }), ['accept-refund', 'refuse-cancel']],
    [sale('WAIT_SELLER', { counters: 2 }), ['accept-return', 'counter', 'refuse']],
    [sale('WAIT_SELLER', { counters: 3 }), ['accept-return', 'refuse']],
    [sale('WAIT_RETURN_ADDRESS'), ['give-return-address']],
    [sale('WAIT_SELLER_RECEIVE'), ['confirm-return', 'refuse-return']],
    [sale('WAIT_SELLER_RECEIVE', { type: 'EXCHANGE' }), ['take-for-exchange', 'refuse-return']],
    [sale('WAIT_REPLACEMENT'), ['ship-replacement']],
  ];
  for (const [one, actions] of rows) {
    assert.deepEqual(guideOf(one, 'seller').actions, actions, `${one.state} ${one.type}`);
  }
  assertNothingElse('seller', rows);
});

test('the buyer answers, sends back, takes it further or lets it be', () => {
  const rows: [AfterSale, string[]][] = [
    [sale('WAIT_SELLER'), ['withdraw']],
    [sale('WAIT_BUYER'), ['accept-counter', 'counter-back', 'decline-counter', 'withdraw']],
    [sale('WAIT_BUYER', { counters: 3 }), ['accept-counter', 'decline-counter', 'withdraw']],
    [sale('WAIT_RETURN_ADDRESS'), ['withdraw']],
    [sale('WAIT_BUYER_RETURN'), ['ship-return', 'withdraw']],
    [sale('WAIT_REPLACEMENT_RECEIPT'), ['confirm-replacement', 'escalate']],
    [sale('REFUSED'), ['escalate', 'withdraw']],
    [sale('DISPUTED'), ['withdraw']],
  ];
  for (const [one, actions] of rows) {
    assert.deepEqual(guideOf(one, 'buyer').actions, actions, one.state);
  }
  assertNothingElse('buyer', rows);
});

function assertNothingElse(viewer: 'buyer' | 'seller', rows: [AfterSale, string[]][]): void {
  const busy = new Set(rows.map(([one]) => one.state));
  for (const state of afterSaleStates.filter((one) => !busy.has(one))) {
    assert.deepEqual(guideOf(sale(state), viewer).actions, [], state);
  }
}

test('the guide says all of it at once', () => {
  assert.deepEqual(guideOf(sale('WAIT_BUYER_RETURN'), 'buyer'), {
    actor: 'buyer',
    dueAt: now,
    otherwise: 'close-by-silence',
    actions: ['ship-return', 'withdraw'],
  });
});
