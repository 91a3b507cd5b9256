// Real: the cache. Fake: the clock, what is loaded.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStandingClock } from './clock.ts';
import { createShortCache } from './short-cache.ts';

function makeCache(entriesMax = 100, keeps?: (value: string) => boolean, isHearing = () => true) {
  const clock = createStandingClock(new Date('2026-07-01T04:00:00Z'));
  const loads: string[][] = [];
  const values = new Map([
    ['a', 'A'],
    ['b', 'B'],
    ['c', 'C'],
  ]);
  const cache = createShortCache<string>({
    clock,
    ttlMs: 1000,
    entriesMax,
    isHearing,
    ...(keeps ? { keeps } : {}),
    load(keys) {
      loads.push(keys);
      return Promise.resolve(
        new Map(keys.flatMap((key) => (values.has(key) ? [[key, values.get(key)!]] : []))),
      );
    },
  });
  return { cache, clock, loads, values };
}

describe('short cache', () => {
  it('loads what it does not have in one batch, and each key once', async () => {
    const { cache, loads } = makeCache();
    assert.deepEqual(
      [...(await cache.getMany(['a', 'b', 'a']))],
      [
        ['a', 'A'],
        ['b', 'B'],
      ],
    );
    assert.deepEqual([...(await cache.getMany(['b', 'c'])).keys()], ['b', 'c']);
    assert.deepEqual(loads, [['a', 'b'], ['c']]);
  });

  it('hands out a value to the last millisecond of its time and not after', async () => {
    const { cache, clock, values, loads } = makeCache();
    await cache.getMany(['a']);
    values.set('a', 'new');
    clock.move(999);
    assert.equal((await cache.getMany(['a'])).get('a'), 'A');
    clock.move(1);
    assert.equal((await cache.getMany(['a'])).get('a'), 'new');
    assert.equal(loads.length, 2);
  });

  it('asks again for keys that had no value', async () => {
    const { cache, loads } = makeCache();
    assert.equal((await cache.getMany(['x'])).size, 0);
    await cache.getMany(['x']);
    assert.deepEqual(loads, [['x'], ['x']]);
  });

  it('lets the oldest go when it is full, yet answers all that was asked', async () => {
    const { cache, loads } = makeCache(2);
    assert.equal((await cache.getMany(['a', 'b', 'c'])).size, 3);
    await cache.getMany(['b', 'c']);
    assert.equal(loads.length, 1);
    await cache.getMany(['a']);
    assert.deepEqual(loads[1], ['a']);
  });

  it('forgets what is stale, and keeps nothing that was being loaded meanwhile', async () => {
    const { cache, values, loads } = makeCache();
    await cache.getMany(['a', 'b']);
    const under = cache.getMany(['c']);
    values.set('a', 'new');
    cache.forget((key) => key === 'a');
    await under;
    assert.deepEqual([...(await cache.getMany(['a', 'b', 'c'])).values()], ['B', 'new', 'C']);
    assert.deepEqual(loads, [['a', 'b'], ['c'], ['a', 'c']]);
  });

  it('keeps only what may be kept', async () => {
    const { cache, loads } = makeCache(100, (value) => value !== 'A');
    await cache.getMany(['a', 'b']);
    await cache.getMany(['a', 'b']);
    assert.deepEqual(loads, [['a', 'b'], ['a']]);
  });

  it('remembers nothing while no news comes through', async () => {
    let isHearing = true;
    const { cache, loads } = makeCache(100, undefined, () => isHearing);
    await cache.getMany(['a']);
    isHearing = false;
    await cache.getMany(['a']);
    isHearing = true;
    await cache.getMany(['a']);
    await cache.getMany(['a']);
    assert.equal(loads.length, 3);
  });
});
