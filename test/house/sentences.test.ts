// Real: the sentences of every room as they are loaded.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSources, root } from './source.ts';

type Sentence = { code: string; 'zh-CN': string; en: string };

const sources = (await readSources('src', ['.ts'])).filter(({ path }) => !path.includes('.test.'));

/** What is wrong with a sentence that is shown in two languages. */
function faultsOf({ code, 'zh-CN': zh, en }: Sentence): string[] {
  const namesIn = (text: string) =>
    [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]!))].toSorted().join();
  const faults = {
    'no Chinese': !/\p{Script=Han}/u.test(zh),
    'Chinese in English': en.trim() === '' || /\p{Script=Han}/u.test(en),
    'other parameters': namesIn(zh) !== namesIn(en),
  };
  return Object.entries(faults).flatMap(([fault, isThere]) =>
    isThere ? [`${code}: ${fault}`] : [],
  );
}

/** Everything with both languages that a file exports, under the code it stands at. */
async function sentencesOf(path: string): Promise<Sentence[]> {
  const exported = Object.values((await import(join(root, path))) as Record<string, unknown>);
  return exported.flatMap((table) => {
    if (table === null || typeof table !== 'object') return [];
    const rows = Object.entries(table) as [string, Partial<Sentence> | null][];
    return rows.flatMap(([code, row]) =>
      row?.['zh-CN'] !== undefined && row.en !== undefined
        ? [{ code, 'zh-CN': row['zh-CN'], en: row.en }]
        : [],
    );
  });
}

const spoken = /\/(refusals?|notices|start-words|start-fault|sandbox\/routes)\.ts$/;
const files = sources.filter(({ path }) => spoken.test(path));
const sentences = (await Promise.all(files.map(({ path }) => sentencesOf(path)))).flat();

test('every refusal and every notice speaks both languages, about the same things', () => {
  assert.ok(sentences.length > 120, `${sentences.length} sentences were read`);
  assert.deepEqual(sentences.flatMap(faultsOf), []);
  const planted = { code: 'x/y', 'zh-CN': 'Not yet: {days}', en: '还没有' };
  assert.equal(faultsOf(planted).length, 3);
});
