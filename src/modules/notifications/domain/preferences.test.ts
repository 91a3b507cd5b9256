// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  isWanted,
  nextDigestAt,
  periodOf,
  ringsAt,
  usualPreferences as usual,
  withChoices,
} from './preferences.ts';

const at = (text: string) => new Date(`${text}+08:00`);

it('keeps only what differs from the defaults, and never what is fixed', () => {
  const choices = withChoices({}, { like: { push: true }, duty: { inApp: false, push: false } });
  assert.deepEqual(choices, { duty: { push: false }, like: { push: true } });
  assert.deepEqual(withChoices(choices, { like: { push: false } }), { duty: { push: false } });
});

it('what is not told inside rings nowhere, but duties are always told inside', () => {
  const wants = { ...usual, choices: { like: { inApp: false, push: true } } };
  assert.equal(isWanted(wants, 'like', 'push'), false);
  assert.equal(isWanted(wants, 'duty', 'inApp'), true);
  assert.equal(isWanted(usual, 'like', 'push'), false);
  assert.equal(isWanted(usual, 'comment', 'push'), true);
});

it('waits through the night in China, over midnight', () => {
  const rings = (text: string, more = {}) => ringsAt({ ...usual, ...more }, 'duty', at(text));
  assert.deepEqual(rings('2026-07-01T21:59'), at('2026-07-01T21:59'));
  assert.deepEqual(rings('2026-07-01T22:00'), at('2026-07-02T08:00'));
  assert.deepEqual(rings('2026-07-02T00:30'), at('2026-07-02T08:00'));
  assert.deepEqual(rings('2026-07-02T08:00'), at('2026-07-02T08:00'));
  assert.deepEqual(rings('2026-07-02T00:30', { dutiesPass: true }), at('2026-07-02T00:30'));
  assert.deepEqual(rings('2026-07-02T00:30', { isQuietOn: false }), at('2026-07-02T00:30'));
  const siesta = { quietFrom: 12 * 60, quietTo: 14 * 60 };
  assert.deepEqual(rings('2026-07-01T13:00', siesta), at('2026-07-01T14:00'));
  assert.deepEqual(rings('2026-07-01T23:00', siesta), at('2026-07-01T23:00'));
  const always = { quietFrom: 480, quietTo: 480 };
  assert.deepEqual(rings('2026-07-01T08:00', always), at('2026-07-02T08:00'));
});

it('writes the digest in the morning, the weekly one on Monday', () => {
  assert.equal(nextDigestAt('never', at('2026-07-01T08:00')), undefined);
  assert.deepEqual(nextDigestAt('daily', at('2026-07-01T08:00')), at('2026-07-01T08:30'));
  assert.deepEqual(nextDigestAt('daily', at('2026-07-01T08:30')), at('2026-07-02T08:30'));
  // 1 July 2026 is a Wednesday.
  assert.deepEqual(nextDigestAt('weekly', at('2026-07-01T08:00')), at('2026-07-06T08:30'));
  assert.equal(periodOf('weekly', at('2026-07-06T08:30')), 'weekly:2026-07-06');
});
