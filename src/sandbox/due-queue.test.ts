// Real: the queue and its looking at the clock. Fake: a standing clock that is moved.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStandingClock } from '#platform/clock.ts';
import { createDueQueue } from './due-queue.ts';

const start = new Date('2026-11-24T04:00:00Z');
const wait = () => new Promise((resolve) => setTimeout(resolve, 15));

function open() {
  const clock = createStandingClock(start);
  const done: number[] = [];
  const queue = createDueQueue<number>(clock, (item) => void done.push(item), 3);
  const add = (ms: number) => queue.add(new Date(start.getTime() + ms), ms);
  return { clock, done, queue, add };
}

describe('things due at a time', () => {
  it('are handed over in the order of their times, each once', async () => {
    const { clock, done, queue, add } = open();
    const times = Array.from({ length: 200 }, (_, n) => ((n * 7919) % 1009) + 1);
    for (const ms of times) add(ms);
    await wait();
    assert.deepEqual(done, []);
    clock.move(500);
    await wait();
    assert.ok(done.length > 50 && done.every((ms) => ms <= 500));
    clock.move(1000);
    await wait();
    assert.deepEqual(
      done,
      times.toSorted((a, b) => a - b),
    );
    queue.close();
  });
  it('keep the order they came in when due at the same time', async () => {
    const clock = createStandingClock(start);
    const done: string[] = [];
    const queue = createDueQueue<string>(clock, (item) => void done.push(item), 3);
    for (const name of ['a', 'b', 'c', 'd', 'e']) queue.add(start, name);
    await wait();
    assert.deepEqual(done, ['a', 'b', 'c', 'd', 'e']);
    queue.close();
  });
  it('are counted while due and no more handed over once closed', async () => {
    const { clock, done, queue, add } = open();
    add(10);
    add(20);
    assert.equal(queue.dueCount(), 0);
    queue.close();
    clock.move(10);
    assert.equal(queue.dueCount(), 1);
    await wait();
    assert.deepEqual(done, []);
  });
});
