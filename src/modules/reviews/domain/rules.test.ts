// Pure: what may be said and until when, against the rule sheet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ruleAt, ruleMs } from '../../../../test/support/rule-sheet.ts';
import { allTags, isTagOf, otherSide, sides, steps, tagChoices, windowMs } from './rules.ts';

test('reviews are taken for as long as the rule sheet says, on its three steps', () => {
  assert.equal(windowMs, ruleMs('reviews.window'));
  assert.equal(steps.length, (ruleAt('reviews.scale') as string[]).length);
  assert.deepEqual(steps, ['good', 'fair', 'poor']);
});

test('the two sides of a trade are each other’s', () => {
  assert.deepEqual(sides, ['buyer', 'seller']);
  assert.equal(otherSide('buyer'), 'seller');
  assert.equal(otherSide('seller'), 'buyer');
});

test('a side has its own words, as many of praise as of blame', () => {
  for (const side of sides) {
    const { praise, blame } = tagChoices[side];
    assert.equal(praise.length, 5);
    assert.equal(blame.length, 5);
    for (const tag of [...praise, ...blame]) {
      assert.match(tag, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(isTagOf(side, tag), tag);
      assert.ok(allTags.includes(tag), tag);
    }
  }
  assert.ok(!isTagOf('buyer', 'haggles-on'));
  assert.ok(!isTagOf('seller', 'ships-fast'));
  assert.ok(!isTagOf('seller', ''));
  // "friendly" and "unfriendly" are said by both.
  assert.equal(allTags.length, 18);
});
