// npm run mutation [-- path… ] [--json]: changes the pure rules of money and orders in every small
// way Stryker knows, one at a time, and counts how many changes the unit tests and the simulations
// notice. Exits with 1 below the bars. See docs/guides/mutation.md.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runLogged } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { judge } from './stryker/judge.mjs';
import { settingsFor } from './stryker/settings.mjs';
import { ensureTool } from './tool.mjs';
import { Stop, runPlainly, say } from './words.mjs';

const given = process.argv.slice(2);
const asJson = given.includes('--json');
const paths = given.filter((word) => !word.startsWith('--'));
const work = join(root, '.runtime/mutation');

await runPlainly(async () => {
  const ready = await ensureRuntime({ web: false });
  const packages = await ensureTool(ready, { name: 'Stryker', folder: 'stryker' });
  const report = await mutate(ready, packages);
  const { equivalents } = await import('../test/mutation/equivalents.ts');
  const result = judge(report, equivalents, paths.length === 0);
  if (asJson) process.stdout.write(`${JSON.stringify(result)}\n`);
  else print(result);
  return result.met ? 0 : 1;
});

/** @param {Awaited<ReturnType<typeof ensureRuntime>>} ready @param {string} packages */
async function mutate({ node, env }, packages) {
  mkdirSync(work, { recursive: true });
  const settings = join(work, 'stryker.json');
  const file = join(work, 'report.json');
  rmSync(file, { force: true });
  writeFileSync(settings, JSON.stringify(settingsFor({ packages, paths, file, work })));
  say({
    en: 'Changing the rules, one small thing at a time; half an hour for all of them ...',
    zh: '正在逐处改动规则，看测试能否发现；全部大约需要半小时……',
  });
  const logFile = join(root, '.runtime/mutation.log');
  const program = join(packages, '@stryker-mutator/core/bin/stryker.js');
  const { ok, tail } = await runLogged({
    program: node,
    args: [program, 'run', settings],
    cwd: root,
    logFile,
    env: { ...env, TUCKSHOP_SIMULATION_RUNS: '300', NODE_COMPILE_CACHE: join(work, 'compiled') },
  });
  if (ok) return JSON.parse(readFileSync(file, 'utf8'));
  const en = `The mutants could not be run. The whole log: ${logFile}`;
  throw new Stop({ en, zh: `变异测试没有跑完。完整日志：${logFile}` }, tail);
}

/** @param {import('./stryker/judge.mjs').Result} result */
function print({ files, killedPercent, killed, mutants, survivors, unused, met }) {
  console.table(files);
  for (const { file, line, was, put } of survivors) {
    console.log(`  ✗ survived  ${file}:${line}  ${was}  →  ${put}`);
  }
  for (const { file, was } of unused) console.log(`  ✗ excludes nothing  ${file}  ${was}`);
  console.log(`  ${met ? '✓' : '✗'}  ${killed} of ${mutants} killed: ${killedPercent} %`);
}
