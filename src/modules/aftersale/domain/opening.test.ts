// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typesFor } from './opening.ts';

test('a replacement is promised only where an order has an address to send it to', () => {
  const offered = (delivery: 'courier' | 'pickup' | 'virtual') =>
    typesFor({ state: 'DELIVERED', delivery });
  assert.deepEqual(offered('courier'), ['RETURN_REFUND', 'REFUND_ONLY', 'EXCHANGE', 'PARTIAL']);
  assert.deepEqual(offered('pickup'), ['RETURN_REFUND', 'REFUND_ONLY', 'PARTIAL']);
  assert.deepEqual(offered('virtual'), ['REFUND_ONLY', 'PARTIAL']);
});
