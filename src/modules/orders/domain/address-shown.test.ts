// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { addressKeptMs, addressShown, maskName, maskPhone } from './address-shown.ts';

const now = new Date('2026-07-01T04:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const order = { state: 'WAIT_PAY', shippedAt: null, completedAt: null, refundedAt: null } as const;

test('the seller is shown the address from payment to arrival, and no more of it than needed', () => {
  assert.equal(addressKeptMs, 30 * dayMs);
  const shown = (change: Partial<Parameters<typeof addressShown>[0]>) =>
    addressShown({ ...order, ...change }, now);
  assert.equal(shown({}), 'hidden');
  assert.equal(shown({ state: 'CLOSED' }), 'hidden');
  assert.equal(shown({ state: 'WAIT_SHIP' }), 'whole');
  assert.equal(shown({ state: 'SHIPPED', shippedAt: now }), 'whole');
  assert.equal(shown({ state: 'DELIVERED', shippedAt: now }), 'masked');
  assert.equal(shown({ state: 'COMPLETED', completedAt: ago(30 * dayMs - 1) }), 'masked');
  assert.equal(shown({ state: 'COMPLETED', completedAt: ago(30 * dayMs) }), 'hidden');
  assert.equal(shown({ state: 'COMPLETED', completedAt: null }), 'hidden');
  const back = { state: 'REFUNDED', shippedAt: ago(40 * dayMs) } as const;
  assert.equal(shown({ ...back, refundedAt: ago(30 * dayMs - 1) }), 'masked');
  assert.equal(shown({ ...back, refundedAt: ago(30 * dayMs) }), 'hidden');
  assert.equal(shown({ ...back, shippedAt: null, refundedAt: now }), 'hidden');
});

test('names and phones are masked without telling how long they are', () => {
  assert.deepEqual(['周予安', '𠮷田', 'Ann Lee', ''].map(maskName), ['周**', '𠮷**', 'A**', '**']);
  assert.equal(maskPhone('13900001111'), '139****1111');
  assert.equal(maskPhone('02112345678'), '****5678');
  assert.equal(maskPhone('+4915112345678'), '****5678');
  assert.equal(maskPhone('139000011112'), '****1112');
});
