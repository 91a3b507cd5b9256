// Pure: real Intl, no clock; every moment is handed in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from './en/index.ts';
import { createFormats, formatMoney, formatPrice, formatRate, moneyParts } from './format.ts';
import { createTranslate } from './texts.ts';
import { zh } from './zh/index.ts';

const chinese = createFormats(
  'zh-CN',
  createTranslate(() => zh),
);
const english = createFormats(
  'en',
  createTranslate(() => en),
);
const now = new Date('2026-11-24T04:00:00Z');
const hour = 3_600_000;

test('shows fen as yuan with two digits', () => {
  assert.equal(formatMoney('168000'), '¥1,680.00');
  assert.equal(formatMoney(1n), '¥0.01');
  assert.equal(formatMoney(0), '¥0.00');
  assert.equal(formatMoney('-1008'), '−¥10.08');
  assert.equal(formatMoney('123456789012345678901'), '¥1,234,567,890,123,456,789.01');
});

test('shows a price without empty cents', () => {
  assert.equal(formatPrice('168000'), '¥1,680');
  assert.equal(formatPrice('168050'), '¥1,680.50');
});

test('refuses an amount that is not whole fen', () => {
  assert.throws(() => moneyParts('16.8'), RangeError);
  assert.throws(() => moneyParts(1.5), RangeError);
  assert.throws(() => moneyParts(''), RangeError);
});

test('shows basis points as a percentage', () => {
  assert.equal(formatRate(60), '0.6%');
  assert.equal(formatRate(100), '1%');
  assert.equal(formatRate(1234), '12.34%');
  assert.equal(formatRate(5), '0.05%');
});

test('tells how long is left in the two largest units', () => {
  const until = new Date(now.getTime() + 51 * hour);
  assert.equal(chinese.left(until, now), '还剩 2 天 3 小时');
  assert.equal(english.left(until, now), '2 days 3 hours left');
  assert.equal(chinese.left(new Date(now.getTime() + hour), now), '还剩 1 小时');
  assert.equal(chinese.left(now, now), '时间已到');
});

test('shows moments in Shanghai, whatever the zone of the server', () => {
  assert.equal(chinese.dateTime('2026-11-22T12:14:00Z', now), '11-22 20:14');
  assert.equal(chinese.dateTime('2025-12-31T16:00:00Z', now), '01-01 00:00');
  assert.equal(chinese.dateTime('2025-12-31T15:59:00Z', now), '2025-12-31 23:59');
  assert.equal(chinese.date('2026-11-22T12:14:00Z'), '2026年11月22日');
});

test('tells how long ago something was', () => {
  assert.equal(chinese.ago(new Date(now.getTime() - 5_000), now), '刚刚');
  assert.equal(chinese.ago(new Date(now.getTime() - 3 * hour), now), '3 小时前');
  assert.equal(english.ago(new Date(now.getTime() - hour), now), '1 hour ago');
  assert.equal(chinese.ago('2026-11-23T02:00:00Z', now), '昨天 10:00');
  assert.equal(chinese.ago('2026-11-20T02:00:00Z', now), '11-20 10:00');
});

test('shortens large counts as the language does', () => {
  assert.equal(chinese.count(1286), '1,286');
  assert.equal(chinese.count(12_860), '1.3万');
  assert.equal(english.count(12_860), '12.9K');
});
