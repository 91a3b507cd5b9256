// The planted bugs against the sources: each still fits, so that the list does not rot. None is run.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFinding } from '../../scripts/torture/finding.ts';
import type { PlantedBug } from '../planted/bug.ts';
import { bugs } from '../planted/bugs.ts';
import { assertGenerated, table } from '../support/machine-page.ts';
import { root } from './source.ts';

const files = [...new Set(bugs.map(({ file }) => file))];
const texts = new Map(
  await Promise.all(
    files.map(async (file) => [file, await readFile(join(root, file), 'utf8')] as const),
  ),
);

/** What keeps a bug from being planted and found. */
function faultOf({ file, find, put, caughtBy }: PlantedBug): string | undefined {
  const times = (texts.get(file) ?? '').split(find).length - 1;
  if (times !== 1) return `what it replaces stands ${times} times in ${file}`;
  if (find === put) return 'it changes nothing';
  if (!/\.(?:test|sim|journey)\.ts$/.test(caughtBy))
    return `${caughtBy} is no test that runs by itself`;
  return existsSync(join(root, caughtBy)) ? undefined : `${caughtBy} is not there`;
}

test('every planted bug still fits its file and names a test that is there', () => {
  const unfit = bugs.flatMap((bug) => {
    const fault = faultOf(bug);
    return fault ? [`${bug.id}: ${fault}`] : [];
  });
  assert.deepEqual(unfit, []);
  const moved = { ...bugs[0]!, find: 'a line that nobody wrote' };
  assert.match(faultOf(moved) ?? '', /0 times/);
});

test('there are at least forty, each by a name of its own', () => {
  assert.ok(bugs.length >= 40, `${bugs.length} bugs`);
  assert.equal(new Set(bugs.map(({ id }) => id)).size, bugs.length);
  assert.deepEqual(
    bugs.filter(({ id }) => !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(id)),
    [],
  );
});

test('words that are no program find nothing, a guard that spoke up does', () => {
  const isFound = (why: string) => isFinding({ why });
  assert.equal(isFound('SyntaxError: Unexpected token'), false);
  assert.equal(isFound("Error [ERR_MODULE_NOT_FOUND]: Cannot find module 'x'"), false);
  assert.equal(isFound('error: syntax error at or near "x"\n  code: \'42601\','), false);
  assert.equal(isFound('AssertionError [ERR_ASSERTION]: 2 == 1'), true);
  assert.equal(isFound("error: violates check constraint\n  code: '23514',"), true);
});

test('the guide lists them as they are', async () => {
  const rows = bugs.map(({ id, from, says, caughtBy }) => [`\`${id}\``, from, says, caughtBy]);
  await assertGenerated('docs/guides/torture.md', [
    { name: 'planted', text: table(['bug', 'from', 'what is wrong', 'caught by'], rows) },
  ]);
});
