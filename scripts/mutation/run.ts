// Changes the pure rules of money and orders in every small way Stryker knows, one at a time, and
// counts how many changes the unit tests and the simulations notice. Exits with 1 below the bars.
// Handed the folder of Stryker's packages, then paths and --json. See docs/guides/mutation.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { equivalents } from '../../test/mutation/equivalents.ts';
import { judge, type Report, type Result } from './judge.ts';
import { settingsFor } from './settings.ts';

const root = join(import.meta.dirname, '../..');
const work = join(root, `.runtime/mutation-${process.pid}`);
const [packages = '', ...given] = process.argv.slice(2);
const paths = given.filter((word) => !word.startsWith('--'));

const report = mutate();
rmSync(work, { recursive: true, force: true });
const result = judge(report, equivalents, paths.length === 0);
if (given.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`);
else print(result);
process.exitCode = result.met ? 0 : 1;

function mutate(): Report {
  mkdirSync(work, { recursive: true });
  const settings = join(work, 'stryker.json');
  const file = join(work, 'report.json');
  writeFileSync(settings, JSON.stringify(settingsFor({ paths, file, work })));
  const logFile = join(root, '.runtime/mutation.log');
  const log = openSync(logFile, 'w');
  const stryker = join(packages, '@stryker-mutator/core/bin/stryker.js');
  const { status } = spawnSync(process.execPath, [stryker, 'run', settings], {
    cwd: root,
    env: { ...process.env, TUCKSHOP_SIMULATION_RUNS: '300' },
    stdio: ['ignore', log, log],
  });
  if (status !== 0) throw new Error(`Stryker did not come to its end; the whole log: ${logFile}`);
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

function print({ files, killedPercent, killed, mutants, survivors, unused, met }: Result): void {
  console.table(files);
  for (const { file, line, was, put } of survivors) {
    console.log(`  ✗ survived  ${file}:${line}  ${was}  →  ${put}`);
  }
  for (const { file, was } of unused) console.log(`  ✗ excludes nothing  ${file}  ${was}`);
  console.log(`  ${met ? '✓' : '✗'}  ${killed} of ${mutants} killed: ${killedPercent} %`);
}
