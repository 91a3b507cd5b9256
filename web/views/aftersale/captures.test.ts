// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, pairsOf, stagesNow } from './captures.ts';
import type { PlainCapture, Stage } from './plain-after-sale.ts';

function taken(stage: Stage, serial: string | null, weightGrams: number | null): PlainCapture {
  const by = stage === 'packing' || stage === 'return-opening' ? 'seller' : 'buyer';
  const at = '2026-01-01T00:00:00.000Z';
  return { id: '1', stage, by, code: 'ABC234', takenAt: at, pictures: [], serial, weightGrams };
}

test('packing stands beside opening, the newest of each, and what differs is found', () => {
  const [there, ...rest] = pairsOf([
    taken('packing', 'SN 1', 700),
    taken('packing', 'SN-2207', 830),
    taken('opening', 'sn 2207', 795),
  ]);
  assert.equal(rest.length, 0, 'nothing went back');
  assert.deepEqual(compare(there!), { serial: 'same', gramsApart: 35 });
  const [back] = pairsOf([taken('return-packing', 'A', 1), taken('return-opening', 'B', null)]);
  assert.equal(back?.name, 'back');
  assert.deepEqual(compare(back), { serial: 'other', gramsApart: undefined });
});

test('each side photographs what it packs and opens, when it does', () => {
  const order = { role: 'seller', state: 'WAIT_SHIP', delivery: 'courier' } as const;
  assert.deepEqual(stagesNow(order, undefined), ['packing']);
  assert.deepEqual(stagesNow({ ...order, delivery: 'virtual' }, undefined), []);
  const arrived = { ...order, state: 'DELIVERED' };
  assert.deepEqual(stagesNow(arrived, undefined), []);
  assert.deepEqual(stagesNow(arrived, { state: 'WAIT_SELLER_RECEIVE' }), ['return-opening']);
  const buyer = { ...arrived, role: 'buyer' } as const;
  assert.deepEqual(stagesNow(buyer, undefined), ['opening']);
  assert.deepEqual(stagesNow(buyer, { state: 'WAIT_BUYER_RETURN' }), ['return-packing']);
  assert.deepEqual(stagesNow(buyer, { state: 'WAIT_SELLER_RECEIVE' }), []);
});
