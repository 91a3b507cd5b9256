// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateOf } from './state.ts';

const at = new Date('2026-07-01T00:00:00.000Z');

test('a listing is live while there is stock and nobody has taken it away', () => {
  assert.equal(stateOf({ stock: 1, withdrawnAt: null, takenDownAt: null }), 'live');
  assert.equal(stateOf({ stock: 0, withdrawnAt: null, takenDownAt: null }), 'sold-out');
  assert.equal(stateOf({ stock: 1, withdrawnAt: at, takenDownAt: null }), 'withdrawn');
});

test('a take-down outweighs a withdrawal', () => {
  assert.equal(stateOf({ stock: 1, withdrawnAt: at, takenDownAt: at }), 'taken-down');
});
