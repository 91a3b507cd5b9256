// The documents against the sources: what they name must exist. Nothing is run.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { rooms } from '#modules';
import { codeNamesOf, documentOffences, glossaryOffences } from './documents.ts';
import { functionsOf } from './functions.ts';
import { readSources, root, type Source } from './source.ts';

const read = async (path: string) => ({ path, text: await readFile(join(root, path), 'utf8') });
const sources = [
  ...(await readSources('src', ['.ts'])),
  ...(await readSources('web', ['.ts', '.svelte'])),
  ...(await readSources('db', ['.ts', '.sql'])),
];
const glossary = await read('GLOSSARY.md');
const inRoot = ['README', 'ARCHITECTURE', 'CONTRIBUTING', 'SECURITY', 'GLOSSARY', 'CHANGELOG'];
const documents = [
  ...(await Promise.all(inRoot.map((name) => read(`${name}.md`)))),
  ...(await readSources('docs', ['.md'])),
  ...(await readSources('src', ['.md'])),
  ...(await readSources('web', ['.md'])),
];
const { scripts } = JSON.parse((await read('package.json')).text) as {
  scripts: Record<string, string>;
};
const commands = Object.keys(scripts);

test('every code name of the glossary is said in the sources', () => {
  assert.ok(codeNamesOf(glossary.text).length >= 40);
  assert.deepEqual(glossaryOffences(glossary, sources), []);
  const planted = { ...glossary, text: '| 错 | wrong | `noSuchCodeName` | is nowhere |' };
  assert.equal(glossaryOffences(planted, sources).length, 1);
});

test('links, paths and commands in the documents lead somewhere', () => {
  assert.ok(documents.length >= 25, `${documents.length} documents were read`);
  assert.deepEqual(
    documents.flatMap((document) => documentOffences(document, commands)),
    [],
  );
});

test('catches a dead link, a path that is not there, and a command nobody wrote', () => {
  const rulesOf = (text: string) =>
    documentOffences({ path: 'docs/x.md', text }, commands).map(({ rule }) => rule);
  assert.deepEqual(rulesOf('see [there](no-such.md)'), ['links-lead-somewhere']);
  assert.deepEqual(rulesOf('in `src/no-such.ts`'), ['paths-exist']);
  assert.deepEqual(rulesOf('run `npm run no-such`'), ['commands-exist']);
  assert.deepEqual(rulesOf('[map](../ARCHITECTURE.md) `src/access.ts` `npm run check`'), []);
});

test('every room has its page', () => {
  const pages = documents.map(({ path }) => path);
  const missing = Object.keys(rooms).filter(
    (room) => !pages.includes(`src/modules/${room}/README.md`),
  );
  assert.deepEqual(missing, []);
});

/** Nobody reads further at once; lists of cases in tests are read entry by entry. */
const linesMax = 70;
const linesWanted = 40;
/** Functions above 40 lines that there are; this number only ever goes down. */
const longOnesMax = 27;

function longOnes(some: Source[], above: number) {
  return (
    some
      .filter(({ path }) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      // A drawing is read stroke by stroke.
      .filter(({ path }) => !path.startsWith('db/seed/art/drawings/'))
      .flatMap(functionsOf)
      .filter(({ lines }) => lines > above)
  );
}

test('no function has more than seventy lines, and few have more than forty', () => {
  assert.deepEqual(longOnes(sources, linesMax), []);
  const count = longOnes(sources, linesWanted).length;
  assert.ok(count <= longOnesMax, `${count} functions above ${linesWanted} lines`);
  const body = 'x();\n'.repeat(linesMax);
  const planted = { path: 'src/x.ts', text: `export const x = () => {\n${body}};\n` };
  assert.equal(longOnes([planted], linesMax).length, 1);
});

test('every number that names the rule sheet names a line it has', async () => {
  const sheet: unknown = JSON.parse((await read('docs/rules/rules.json')).text);
  const cited = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/@source rules\.json ([a-zA-Z.]*\w)/g)].map(([, line]) => ({ path, line })),
  );
  const isThere = (line: string) =>
    line.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], sheet);
  assert.ok(cited.length >= 25, `${cited.length} lines are cited`);
  assert.deepEqual(
    cited.filter(({ line }) => isThere(line!) === undefined),
    [],
  );
  assert.equal(isThere('order.timers.noSuchTimer'), undefined);
});
