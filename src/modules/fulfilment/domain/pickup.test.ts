// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import { judgeCode, type CodeState } from './pickup.ts';

const start = new Date('2026-07-01T08:00:00.000Z');
const after = (ms: number) => new Date(start.getTime() + ms);
const fresh: CodeState = { tries: 0, pauses: 0, pausedUntil: null, redeemedAt: null };

function failFiveTimes(state: CodeState, now: Date): CodeState {
  let current = state;
  for (let left = 4; left >= 0; left -= 1) {
    const verdict = judgeCode(current, false, now);
    assert.equal(verdict.outcome, 'wrong');
    if (verdict.outcome !== 'wrong') break;
    assert.equal(verdict.triesLeft, left);
    current = verdict.after;
  }
  return current;
}

test('a right code is right, also after four wrong ones', () => {
  assert.equal(judgeCode(fresh, true, start).outcome, 'right');
  assert.equal(judgeCode({ ...fresh, tries: 4 }, true, start).outcome, 'right');
});

test('five wrong codes bring a pause of ten minutes, for the right code too', () => {
  const paused = failFiveTimes(fresh, start);
  assert.deepEqual(paused.pausedUntil, after(10 * minuteMs));
  assert.deepEqual(judgeCode(paused, true, after(0)), {
    outcome: 'paused',
    retryAfterSeconds: 600,
  });
  assert.equal(judgeCode(paused, true, after(10 * minuteMs - 1)).outcome, 'paused');
  assert.equal(judgeCode(paused, true, after(10 * minuteMs)).outcome, 'right');
});

test('each further pause is twice as long, up to a day', () => {
  let state = fresh;
  let now = start;
  const lengths: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    state = failFiveTimes(state, now);
    lengths.push((state.pausedUntil!.getTime() - now.getTime()) / minuteMs);
    now = state.pausedUntil!;
  }
  assert.deepEqual(lengths, [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]);
});

test('a used code is used, whatever is typed', () => {
  assert.equal(judgeCode({ ...fresh, redeemedAt: start }, true, start).outcome, 'used');
  assert.equal(judgeCode({ ...fresh, redeemedAt: start }, false, start).outcome, 'used');
});
