// The list of changes that change nothing, against the sources: each entry still fits. Nothing is run.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { judge } from '../../scripts/mutation/judge.ts';
import { equivalents, type Equivalent } from '../mutation/equivalents.ts';
import { root } from './source.ts';

const oneLine = (code: string) => code.replace(/\s+/g, ' ');

function faultOf({ file, line, was, put, because }: Equivalent): string | undefined {
  const text = readFileSync(join(root, file), 'utf8');
  const times = text.split('\n').filter((one) => one.trim() === line).length;
  if (times !== 1) return `its line stands ${times} times in ${file}`;
  const rest = oneLine(text.slice(text.indexOf(line)));
  if (!rest.includes(was)) return 'what it changes is not there';
  if (rest.indexOf(was) >= line.length) return 'what it changes begins on another line';
  if (was === put) return 'it changes nothing';
  return because.length < 30 ? 'it says hardly why' : undefined;
}

test('every excluded change still fits its file and says why', () => {
  const unfit = equivalents.flatMap((one) => {
    const fault = faultOf(one);
    return fault ? [`${one.file} ${one.was}: ${fault}`] : [];
  });
  assert.deepEqual(unfit, []);
  const moved = { ...equivalents[0]!, line: 'a line that nobody wrote' };
  assert.match(faultOf(moved) ?? '', /0 times/);
  assert.ok(equivalents.length <= 25, 'few: a survivor usually wants a test');
});

const place = (line: number, column: number) => ({ line, column });
const source = 'const a = 1;\nif (a > 0) return a;\n';
const mutant = (status: string, replacement: string) => ({
  status,
  replacement,
  location: { start: place(2, 5), end: place(2, 10) },
});
const report = (...mutants: ReturnType<typeof mutant>[]) => ({
  files: { 'src/a.ts': { source, mutants } },
});
const known: Equivalent = {
  file: 'src/a.ts',
  line: 'if (a > 0) return a;',
  was: 'a > 0',
  put: 'a >= 0',
  because: 'a is never zero here, since it was set above',
};

test('what survives is counted against the bars, what changes nothing is not', () => {
  const killed = Array.from({ length: 19 }, () => mutant('Killed', 'true'));
  const alive = mutant('Survived', 'a >= 0');
  const one = judge(report(...killed, alive), [], false);
  assert.deepEqual([one.mutants, one.killed, one.killedPercent, one.met], [20, 19, 95, true]);
  assert.deepEqual(one.survivors, [{ file: 'src/a.ts', line: 2, was: 'a > 0', put: 'a >= 0' }]);
  const excluded = judge(report(...killed, alive), [known], true);
  assert.deepEqual([excluded.mutants, excluded.killedPercent], [19, 100]);
  assert.equal(judge(report(...killed.slice(1), alive), [], false).met, false, '94.73 %');
  const uncovered = mutant('NoCoverage', 'false');
  assert.equal(judge(report(...killed, uncovered, alive), [], false).killed, 19);
  const broken = judge(report(...killed, mutant('CompileError', '?')), [], false);
  assert.equal(broken.mutants, 19, 'what does not even load is no mutant');
});

test('a run over everything says which exclusions exclude nothing', () => {
  const all = report(mutant('Killed', 'a >= 0'));
  assert.deepEqual(judge(all, [known], true).unused, [known]);
  assert.equal(judge(all, [known], true).met, false);
  assert.deepEqual(judge(all, [known], false).unused, []);
  assert.equal(judge({ files: {} }, [], true).met, false, 'nothing was run');
});
