// Pure: reads the sources of the pages, nothing is faked.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { test } from 'node:test';
import { areasOf, loadCatalogue } from './catalogues.ts';
import { zh } from './zh/index.ts';

const web = new URL('../..', import.meta.url).pathname;
const keyInSource = /['"`]([a-z]+\/[a-z0-9-]+)['"`]/g;

/** The text keys that a source file names. */
function keysIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(keyInSource)].map((match) => match[1]!).filter((key) => key in zh);
}

test('every page finds its texts in the areas that are loaded for it', async () => {
  const files = globSync(`${web}routes/**/*.svelte`);
  let keyCount = 0;
  for (const file of files) {
    const folder = relative(`${web}routes`, file)
      .replace(/[^/]*$/, '')
      .replace(/\/$/, '');
    const catalogue = await loadCatalogue('zh-CN', `/${folder.replace(/\([^)]*\)\//g, '')}`);
    for (const key of keysIn(file)) {
      keyCount += 1;
      assert.ok(key in catalogue, `${relative(web, file)} says ${key}, which is not loaded there`);
    }
  }
  assert.ok(files.length > 4 && keyCount > 10, 'the pages were really read');
});

test('the kit and the views speak with the core alone, the views of an area with it', async () => {
  const core = await loadCatalogue('en', null);
  const pageOfArea = {
    trade: '/orders',
    aftersale: '/orders/[id=id]',
    talk: '/chat',
    compose: '/compose',
    ties: '/ties',
    circles: '/circles',
    profile: '/u/1',
    reviews: '/orders',
    following: '/following',
    note: '/n/[id]',
    search: '/search',
    freight: '/freight',
  };
  const loadedWith = new Map<string, object>();
  for (const [area, page] of Object.entries(pageOfArea)) {
    loadedWith.set(area, await loadCatalogue('en', page));
  }
  const files = globSync(`${web}{kit,views}/**/*.{svelte,ts}`, {
    exclude: ['**/i18n/**'],
  }).filter((file) => !file.includes('/i18n/') && !file.endsWith('.test.ts'));
  for (const file of files) {
    const area = /\/views\/([a-z]+)\//.exec(file)?.[1] ?? '';
    const loaded = loadedWith.get(area) ?? core;
    for (const key of keysIn(file)) assert.ok(key in loaded, `${relative(web, file)} says ${key}`);
  }
  assert.ok(files.length > 30, 'the kit was really read');
});

test('a page of an account brings its area with it', () => {
  assert.deepEqual(areasOf('/settings'), ['core', 'account', 'ties']);
  assert.deepEqual(areasOf('/'), ['core']);
  assert.deepEqual(areasOf('/mead'), ['core']);
});
