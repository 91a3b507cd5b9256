// Pure: reads the catalogues themselves, nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from './en/index.ts';
import { createTranslate, fillText } from './texts.ts';
import { zh } from './zh/index.ts';

const chinese: Readonly<Record<string, string>> = zh;
const english: Readonly<Record<string, string>> = en;

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]!))].toSorted();
}

test('every text exists in both languages', () => {
  assert.deepEqual(Object.keys(english).toSorted(), Object.keys(chinese).toSorted());
  assert.ok(Object.keys(chinese).length > 50, 'the catalogue was really read');
});

test('a text asks for the same parameters in both languages', () => {
  for (const key of Object.keys(chinese)) {
    assert.deepEqual(namesIn(english[key]!), namesIn(chinese[key]!), key);
  }
});

test('no text is empty or left in the other language', () => {
  for (const [key, text] of Object.entries(chinese)) {
    assert.notEqual(text.trim(), '', key);
    assert.notEqual(english[key]!.trim(), '', key);
    if (key === 'shell/switch-language') continue;
    assert.doesNotMatch(english[key]!, /\p{Script=Han}/u, key);
    const words = text.replaceAll(/\{[^}]*\}/g, '');
    if (/\p{Letter}/u.test(words)) assert.match(words, /\p{Script=Han}/u, key);
  }
});

test('a key starts with its area and a slash', () => {
  for (const key of Object.keys(chinese)) assert.match(key, /^[a-z]+\/[a-z0-9-]+$/);
});

test('fills parameters and picks the plural form', () => {
  assert.equal(fillText('{count} {count:day|days}', { count: 1 }), '1 day');
  assert.equal(fillText('{count} {count:day|days}', { count: 2 }), '2 days');
  assert.equal(createTranslate(() => en)('time/days', { count: 3 }), '3 days');
  assert.equal(createTranslate(() => zh)('time/days', { count: 3 }), '3 天');
});

test('leaves a placeholder visible when its parameter is missing', () => {
  assert.equal(fillText('{a} and {b}', { a: 1 }), '1 and {b}');
});
