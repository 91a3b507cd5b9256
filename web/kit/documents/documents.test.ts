// Pure: reads the documents themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BothLanguages } from './document.ts';
import { privacy } from './privacy.ts';
import { rules } from './rules.ts';
import { terms } from './terms.ts';

const documents: Record<string, BothLanguages> = { rules, terms, privacy };

test('a document says the same things in both languages', () => {
  for (const [name, { 'zh-CN': zh, en }] of Object.entries(documents)) {
    const shape = (document: typeof zh) =>
      document.sections.map(({ paragraphs = [], items = [] }) => [paragraphs.length, items.length]);
    assert.deepEqual(shape(en), shape(zh), name);
    assert.ok(zh.sections.length > 4, name);
  }
});

test('fees and times name the same numbers in both languages', () => {
  const numbersIn = (text: string) => (text.match(/\d[\d,.]*\d|\d/g) ?? []).toSorted();
  for (const section of [3, 5]) {
    const [zh, en] = [rules['zh-CN'], rules.en].map((document) =>
      numbersIn(JSON.stringify(document.sections[section])),
    );
    assert.deepEqual(en, zh);
    assert.ok(zh!.length > 3);
  }
});

test('the English documents hold no Chinese', () => {
  for (const { en } of Object.values(documents)) {
    assert.doesNotMatch(JSON.stringify(en), /\p{Script=Han}/u);
  }
});
