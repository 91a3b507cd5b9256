// Real: the sharing. Fake: what is read, and the timer.
import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { createSharedReads } from './shared-reads.ts';

/** Readings that end when the test says so. */
function makeReads() {
  const share = createSharedReads<string>();
  const begun: PromiseWithResolvers<string>[] = [];
  const read = () => {
    const reading = Promise.withResolvers<string>();
    begun.push(reading);
    return reading.promise;
  };
  return { begun, ask: (key = 'k') => share(key, read) };
}

/** Lets every waiting promise callback run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('shared reads', () => {
  it('begin at once where none runs, and again when that one has ended', async () => {
    const { begun, ask } = makeReads();
    const first = ask();
    assert.equal(begun.length, 1);
    begun[0]!.resolve('one');
    assert.equal(await first, 'one');
    await settle();
    const second = ask();
    begun[1]!.resolve('two');
    assert.equal(await second, 'two');
  });

  it('give those who come meanwhile one reading that began after they came', async () => {
    const { begun, ask } = makeReads();
    const first = ask();
    const [second, third] = [ask(), ask()];
    await settle();
    assert.equal(begun.length, 1);
    begun[0]!.resolve('before');
    await settle();
    const fourth = ask();
    begun[1]!.resolve('after');
    await settle();
    begun[2]!.resolve('last');
    const answers = await Promise.all([first, second, third, fourth]);
    assert.deepEqual(answers, ['before', 'after', 'after', 'last']);
    assert.equal(begun.length, 3);
  });

  it('are shared by those alone who ask the same', async () => {
    const { begun, ask } = makeReads();
    const answers = Promise.all([ask('a'), ask('b')]);
    assert.equal(begun.length, 2);
    begun[1]!.resolve('B');
    begun[0]!.resolve('A');
    assert.deepEqual(await answers, ['A', 'B']);
  });

  it('fail for those who shared them and not for those behind', async () => {
    const { begun, ask } = makeReads();
    const [first, second] = [ask(), ask()];
    begun[0]!.reject(new Error('gone'));
    await assert.rejects(first, /gone/);
    await settle();
    begun[1]!.resolve('back');
    assert.equal(await second, 'back');
  });

  it('wait for one that hangs half a second and not longer', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { begun, ask } = makeReads();
    const [hung, second] = [ask(), ask()];
    mock.timers.tick(499);
    await settle();
    assert.equal(begun.length, 1);
    mock.timers.tick(1);
    await settle();
    assert.equal(begun.length, 2);
    begun[1]!.resolve('past it');
    assert.equal(await second, 'past it');
    begun[0]!.resolve('late');
    assert.equal(await hung, 'late');
    mock.timers.reset();
  });
});
