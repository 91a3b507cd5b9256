// Pure: how texts become what they are found by.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completionsOf } from './complete.ts';
import { normalise, runsIn, textGrams, titleGrams } from './grams.ts';
import { placeKey } from './places.ts';
import { readQuery } from './query.ts';
import { rank, type Candidate } from './score.ts';
import { signsMax } from './rules.ts';
import { wordsOf } from './words.ts';

test('scripts part where they meet, and whatever is neither letter nor digit parts them', () => {
  const texts = (text: string) => runsIn(text).map((run) => run.text);
  assert.deepEqual(texts('iPhone15手机壳/全新!'), ['iphone', '15', '手机壳', '全新']);
  assert.deepEqual(texts('ＳＯＮＹ　ａ７'), ['sony', 'a', '7']);
  assert.deepEqual(texts(' 👍🏽 ~ '), []);
});

test('traditional signs are compared as simplified ones', () => {
  assert.equal(normalise('復古檯燈 遊戲機'), '复古台灯 游戏机');
});

test('a title is found by signs, neighbours, runs, and the letter pairs of longer words', () => {
  assert.deepEqual([...titleGrams('炸锅 a7')], ['炸', '锅', '炸锅', 'a', '7']);
  assert.deepEqual([...titleGrams('sony')], ['sony', '~so', '~on', '~ny']);
  assert.deepEqual([...textGrams('sony')], ['sony']);
});

test('a query leaves out one sign after the other, with the pairs it touches', () => {
  const { exact, near } = readQuery('空气锅')!;
  assert.equal(exact, `'空气' & '气锅'`);
  // A pair says its signs as well.
  assert.deepEqual(near, [`'气锅'`, `'空' & '锅'`, `'空气'`]);
});

test('a query is never empty, and never longer than what counts', () => {
  assert.equal(readQuery('  !? 👍 '), undefined);
  assert.deepEqual(readQuery('锅')!.near, []);
  assert.equal(readQuery('锅'.repeat(500))!.flat.length, signsMax);
});

test('words are the dictionary’s, letters and digits apart', () => {
  assert.deepEqual(wordsOf('全新iPhone15 手机壳'), ['全新', 'iphone', '15', '手机', '壳']);
});

test('half typed, a word is completed to its end, from its beginning, and to the word after', () => {
  const titles = ['全新 空气 炸锅', '空气 炸锅 家用', '空气 净化器'];
  assert.deepEqual(completionsOf('空气炸', titles, 8), ['空气炸锅', '空气炸锅家用']);
  assert.deepEqual(completionsOf('气炸', titles, 1), ['空气炸锅']);
  assert.deepEqual(completionsOf('son', ['sony walkman 黑'], 8), ['sony', 'sony walkman']);
  assert.deepEqual(completionsOf('锅盖', titles, 8), []);
});

test('what holds it as a word comes before what has it by chance, the shorter before the longer', () => {
  const at = new Date('2026-07-01T00:00:00Z');
  const one = (id: string, title: string): Candidate => ({
    id,
    ownerId: '1',
    words: wordsOf(title).join(' '),
    publishedAt: at,
    step: 'title',
  });
  const titles = ['台灯 包邮', '全新 帆布 包', '包'];
  const ranked = rank(
    readQuery('包')!,
    titles.map((title, id) => one(String(id + 1), title)),
    at,
  );
  assert.deepEqual(
    ranked.map(({ id }) => titles[Number(id) - 1]),
    ['包', '全新 帆布 包', '台灯 包邮'],
  );
});

test('places are compared from their beginning', () => {
  assert.ok(placeKey('上海市 静安区').startsWith(placeKey('上海')));
  assert.equal(placeKey('  '), '');
});
