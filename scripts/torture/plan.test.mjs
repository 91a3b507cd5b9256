import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { partNames, planOf, sizes, summaryOf, sumOf } from './plan.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every part has files that are there, and a growing amount of work', () => {
  const [commit, night, release] = sizes.map((size) => planOf({ size, seed: '7' }, []));
  assert.deepEqual(
    commit?.map(({ name }) => name),
    partNames,
  );
  for (const [place, part] of commit?.entries() ?? []) {
    assert.equal(part.env['TUCKSHOP_TORTURE_SEED'], '7');
    for (const file of part.files) assert.ok(existsSync(`${root}/${file}`), file);
    for (const name of Object.keys(part.env)) {
      const amounts = [part, night?.[place], release?.[place]].map((one) => {
        const amount = one?.env[name];
        return amount === 'all' ? Infinity : Number(amount);
      });
      assert.deepEqual(
        amounts.toSorted((a, b) => a - b),
        amounts,
        name,
      );
    }
  }
});

test('parts are chosen, and the payments’ files found by their name', () => {
  const files = [
    'src/modules/payments/reconciliation.db.test.ts',
    'src/modules/payments/payment-faults.db.test.ts',
    'src/modules/payments/payments.db.test.ts',
    'src/modules/orders/reconciliation.db.test.ts',
  ];
  const plan = planOf({ size: 'night', seed: '1', only: ['payments'] }, files);
  assert.deepEqual(
    plan.map((part) => [part.name, part.files, part.env['TUCKSHOP_TORTURE_PAYMENTS']]),
    [['payments', files.slice(0, 2), '10000']],
  );
});

test('counts are added up and told in one table; what was not counted is left out', () => {
  assert.deepEqual(sumOf([{ acks: 2, lost: 0 }, { acks: 3 }]), { acks: 5, lost: 0 });
  const kept = {
    part: 'kills',
    file: 'a',
    ok: true,
    seconds: 61.4,
    counts: { appKills: 6, lost: 0 },
  };
  const broken = { part: 'pairs', file: 'b', ok: false, seconds: 2, counts: {} };
  assert.deepEqual(summaryOf([kept, broken]).split('\n'), [
    '✓ kills          61 s  6 app kills, 0 lost',
    '✗ pairs           2 s  ',
    '✗ all            63 s  6 app kills, 0 lost',
  ]);
});
