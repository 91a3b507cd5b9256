import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { decide, type Command, type Exchange, type Filed } from './exchange.ts';
import { windowMs, type Side } from './rules.ts';

const overAt = new Date('2026-02-27T15:59:00Z');
const after = (ms: number) => new Date(overAt.getTime() + ms);
const closesAt = after(windowMs);
const filed: Filed = { withdrawnAt: null, takenDownAt: null, repliedAt: null };
const open: Exchange = { closesAt, revealedAt: null, buyer: null, seller: null };
const shown: Exchange = { closesAt, revealedAt: after(dayMs), buyer: filed, seller: filed };

const file = (by: Side, areRelated = false): Command => ({ name: 'file', by, areRelated });
const codeOf = (exchange: Exchange, command: Command, now = after(dayMs)) => {
  const verdict = decide(exchange, command, now);
  return verdict.ok ? undefined : verdict.code;
};

test('the first review is taken and stays hidden', () => {
  assert.deepEqual(decide(open, file('buyer'), overAt), { ok: true, reveals: false });
  assert.deepEqual(decide(open, file('seller'), overAt), { ok: true, reveals: false });
});

test('the second one shows both', () => {
  for (const [first, second] of [
    ['buyer', 'seller'],
    ['seller', 'buyer'],
  ] as const) {
    const verdict = decide({ ...open, [first]: filed }, file(second), after(dayMs));
    assert.deepEqual(verdict, { ok: true, reveals: true });
  }
});

test('the window is fourteen days: a moment before its end yes, at its end no', () => {
  assert.equal(windowMs, 14 * dayMs);
  assert.equal(codeOf(open, file('buyer'), after(windowMs - 1)), undefined);
  assert.equal(codeOf(open, file('buyer'), after(windowMs)), 'reviews/time-over');
  assert.equal(codeOf(open, file('buyer'), after(windowMs + 1)), 'reviews/time-over');
});

test('the clock reveals at the end of the window, not before, and once', () => {
  const reveals = (exchange: Exchange, now: Date) => decide(exchange, { name: 'reveal' }, now);
  const one = { ...open, buyer: filed };
  assert.deepEqual(reveals(one, after(windowMs - 1)), { ok: true, reveals: false });
  assert.deepEqual(reveals(one, after(windowMs)), { ok: true, reveals: true });
  assert.deepEqual(reveals(shown, after(windowMs)), { ok: true, reveals: false });
});

test('each side files once, and not again after withdrawing', () => {
  assert.equal(codeOf({ ...open, buyer: filed }, file('buyer')), 'reviews/already-filed');
  const withdrawn = { ...open, buyer: { ...filed, withdrawnAt: overAt } };
  assert.equal(codeOf(withdrawn, file('buyer')), 'reviews/withdrawn-once');
  assert.deepEqual(decide(withdrawn, file('seller'), after(1)), { ok: true, reveals: true });
});

test('who belongs together does not review', () => {
  assert.equal(codeOf(open, file('buyer', true)), 'reviews/related-persons');
  assert.equal(codeOf(open, file('seller', true)), 'reviews/related-persons');
});

test('a review is withdrawn once, before it is shown and after, but not once it is taken down', () => {
  const withdraw: Command = { name: 'withdraw', by: 'buyer' };
  assert.equal(codeOf({ ...open, buyer: filed }, withdraw), undefined);
  assert.equal(codeOf(shown, withdraw, after(windowMs * 9)), undefined);
  const withdrawn = { ...shown, buyer: { ...filed, withdrawnAt: overAt } };
  assert.equal(codeOf(withdrawn, withdraw), 'reviews/already-withdrawn');
  const takenDown = { ...shown, buyer: { ...filed, takenDownAt: overAt } };
  assert.equal(codeOf(takenDown, withdraw), 'reviews/gone');
  assert.equal(codeOf(open, withdraw), 'reviews/gone');
});

test('the reviewed side answers once, and only what it can read', () => {
  const reply: Command = { name: 'reply', by: 'seller' };
  assert.equal(codeOf({ ...open, buyer: filed }, reply), 'reviews/still-blind');
  assert.equal(codeOf(shown, reply), undefined);
  const answered = { ...shown, buyer: { ...filed, repliedAt: overAt } };
  assert.equal(codeOf(answered, reply), 'reviews/already-replied');
  for (const end of ['withdrawnAt', 'takenDownAt'] as const) {
    const gone = { ...shown, buyer: { ...filed, [end]: overAt } };
    assert.equal(codeOf(gone, reply), 'reviews/gone');
  }
  assert.equal(codeOf({ ...shown, buyer: null }, reply), 'reviews/gone');
});
