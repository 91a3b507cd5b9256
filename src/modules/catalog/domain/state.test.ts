// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeOf, stateOf, type StateFacts } from './state.ts';

const at = new Date('2026-07-01T00:00:00.000Z');

const facts = (change: Partial<StateFacts> = {}): StateFacts => ({
  stock: 1,
  reserved: 0,
  awayUntil: null,
  withdrawnAt: null,
  takenDownAt: null,
  ...change,
});

test('a listing is live while there is stock and nobody has taken it away', () => {
  assert.equal(stateOf(facts()), 'live');
  assert.equal(stateOf(facts({ stock: 0 })), 'sold-out');
  assert.equal(stateOf(facts({ withdrawnAt: at })), 'withdrawn');
});

test('a take-down outweighs a withdrawal', () => {
  assert.equal(stateOf(facts({ withdrawnAt: at, takenDownAt: at, awayUntil: at })), 'taken-down');
});

test('a shop on holiday sells nothing, and what is sold out stays so', () => {
  assert.equal(stateOf(facts({ awayUntil: at, reserved: 1 })), 'away');
  assert.equal(stateOf(facts({ awayUntil: at, stock: 0 })), 'sold-out');
});

test('what is left is reserved, but not for whom it is kept', () => {
  assert.equal(stateOf(facts({ reserved: 1 })), 'reserved');
  assert.equal(stateOf(facts({ stock: 2, reserved: 1 })), 'live');
  assert.equal(stateOf(facts({ reserved: 1, kept: 1 })), 'live');
  assert.equal(freeOf({ stock: 5, reserved: 3, kept: 2 }), 4);
});
