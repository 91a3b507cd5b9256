// Pure: no clock, no database, no courier.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrackingEvent } from '../courier.ts';
import {
  eventKeyOf,
  factsOf,
  isOfBefore,
  isSameCity,
  standsStill,
  wasNeverSeen,
} from './parcel.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 6, 1, hour));
const event = (hour: number, city: string): TrackingEvent => ({
  at: at(hour),
  code: 'SCAN',
  zh: '已扫描',
  en: 'Scanned',
  city,
});

test('a parcel nobody has scanned is nowhere', () => {
  assert.deepEqual(factsOf({ state: 'NONE', events: [] }, '杭州市'), {
    state: 'NONE',
    firstScanAt: null,
    lastMovementAt: null,
    deliveredAt: null,
    arrivedElsewhereAt: null,
    hasEnded: false,
  });
});

test('a state without a single scan counts as nothing', () => {
  const facts = factsOf({ state: 'DELIVERED', events: [] }, '杭州市');
  assert.deepEqual([facts.state, facts.deliveredAt, facts.hasEnded], ['NONE', null, false]);
});

test('the first and the last scan are known while it moves', () => {
  const events = [event(2, '成都'), event(10, '成都')];
  const facts = factsOf({ state: 'IN_TRANSIT', events }, '杭州市');
  assert.deepEqual([facts.firstScanAt, facts.lastMovementAt], [at(2), at(10)]);
  assert.equal(facts.hasEnded, false);
});

test('signed for in the right city it is delivered', () => {
  const events = [event(2, '成都'), event(48, '杭州')];
  const facts = factsOf({ state: 'DELIVERED', events }, '杭州市');
  assert.deepEqual([facts.deliveredAt, facts.arrivedElsewhereAt], [at(48), null]);
  assert.equal(facts.hasEnded, true);
});

test('signed for in another city it is not delivered', () => {
  const facts = factsOf({ state: 'DELIVERED', events: [event(48, '哈尔滨')] }, '杭州市');
  assert.deepEqual([facts.deliveredAt, facts.arrivedElsewhereAt], [null, at(48)]);
  assert.equal(facts.hasEnded, true);
});

test('a scan is of before from a whole minute on: carriers name no seconds', () => {
  const since = new Date(at(5).getTime() + 59_999);
  assert.equal(isOfBefore({ at: at(5) }, since), false);
  assert.equal(isOfBefore({ at: at(5) }, new Date(since.getTime() + 1)), true);
  assert.equal(isOfBefore({ at: at(6) }, since), false);
});

test('a returned parcel has ended, a lost one may still be found', () => {
  assert.equal(factsOf({ state: 'RETURNED', events: [event(1, '成都')] }, '杭州').hasEnded, true);
  assert.equal(factsOf({ state: 'LOST', events: [event(1, '成都')] }, '杭州').hasEnded, false);
});

test('a city is the same however it is written, and an unknown one contradicts nothing', () => {
  for (const [a, b] of [
    ['杭州', '杭州市'],
    ['浙江省杭州市', '杭州'],
    ['延边', '延边自治州'],
    ['', '杭州市'],
    [null, '杭州市'],
    ['杭州', null],
    [null, '上海'],
    ['杭 州', '杭州'],
    ['杭州市', '杭州西湖'],
    ['市中', '市中区'],
    ['锡林郭勒盟', '锡林郭勒'],
    ['大兴安岭地区', '大兴安岭'],
  ] as const) {
    assert.ok(isSameCity(a, b), `${a} and ${b}`);
  }
  assert.ok(!isSameCity('上海市', '杭州市'));
  assert.ok(!isSameCity('沙市区', '沙区'), 'only at the end');
});

test('the same thing said twice has one key, another thing has another', () => {
  assert.equal(eventKeyOf(event(2, '成都')), eventKeyOf(event(2, '成都')));
  assert.notEqual(eventKeyOf(event(2, '成都')), eventKeyOf(event(3, '成都')));
  assert.notEqual(eventKeyOf(event(2, '成都')), eventKeyOf(event(2, '重庆')));
  const parted = { ...event(2, '成都'), zh: '已', en: '扫描' };
  const joined = { ...parted, zh: '已扫', en: '描' };
  assert.notEqual(eventKeyOf(parted), eventKeyOf(joined));
  assert.match(eventKeyOf(event(2, '成都')), /^[0-9a-f]{32}$/);
});

test('a parcel on its way that has not moved for five days stands still', () => {
  const lastMovementAt = at(0);
  const now = (ms: number) => new Date(at(0).getTime() + ms);
  const dayMs = 86_400_000;
  for (const state of ['PICKED_UP', 'IN_TRANSIT', 'LOST']) {
    assert.ok(standsStill({ state, lastMovementAt }, now(5 * dayMs)), state);
    assert.ok(!standsStill({ state, lastMovementAt }, now(5 * dayMs - 1)), state);
    assert.ok(!standsStill({ state, lastMovementAt: null }, now(99 * dayMs)), state);
  }
  for (const state of ['NONE', 'DELIVERED', 'RETURNED']) {
    assert.ok(!standsStill({ state, lastMovementAt }, now(99 * dayMs)), state);
  }
});

test('a parcel that nobody has scanned within two days was never seen', () => {
  const given = at(0);
  const now = (ms: number) => new Date(given.getTime() + ms);
  const unseen = { state: 'NONE', lastMovementAt: null };
  assert.ok(wasNeverSeen(unseen, given, now(2 * 86_400_000)));
  assert.ok(!wasNeverSeen(unseen, given, now(2 * 86_400_000 - 1)));
  assert.ok(!wasNeverSeen({ ...unseen, state: 'IN_TRANSIT' }, given, now(99 * 86_400_000)));
});
