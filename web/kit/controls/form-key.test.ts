// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formKey } from './form-key.ts';

test('a refused form keeps its key, unless the key is what was wrong', () => {
  const values = { idempotencyKey: 'first' };
  const refused = (code: string) => ({ problem: { code }, values });
  assert.equal(formKey('second', undefined), 'second');
  assert.equal(formKey('second', refused('orders/price-changed')), 'first');
  assert.equal(formKey('second', refused('platform/idempotency-mismatch')), 'second');
  assert.equal(formKey('second', { ...refused('orders/sold-out'), values: {} }), 'second');
});
