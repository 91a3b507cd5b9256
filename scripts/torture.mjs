// npm run torture [-- --size commit|night|release --seed N]: kills the app and its database while
// trades go on, as often as the size says, and checks that nothing was lost or done twice.
// npm run torture -- --planted [id…] [--json]: see scripts/torture/planted.mjs.
import { parseArgs } from 'node:util';
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { Stop, runPlainly } from './words.mjs';

/** Kills of the app; the database is killed a tenth as often. */
const killsBySize = { commit: 20, night: 300, release: 1000 };

await runPlainly(async () => {
  const given = process.argv.slice(2);
  if (given.includes('--planted')) return runPlanted(given.filter((arg) => arg !== '--planted'));
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'commit' },
      seed: { type: 'string', default: '20261' },
    },
  });
  const kills = killsBySize[values.size];
  if (!kills || !/^\d{1,9}$/.test(values.seed)) throw usage();
  const { node, env } = await ensureRuntime({ web: false });
  const settings = { TUCKSHOP_TORTURE_KILLS: String(kills), TUCKSHOP_TORTURE_SEED: values.seed };
  const args = ['--test', '--test-reporter=spec', 'test/journeys/crash.journey.ts'];
  return runInFront(node, args, { cwd: root, env: { ...env, ...settings } });
});

async function runPlanted(args) {
  const { node, env } = await ensureRuntime({ web: false });
  return runInFront(node, ['scripts/torture/planted.mjs', ...args], { cwd: root, env });
}

function usage() {
  return new Stop({
    en: 'Use: npm run torture -- --size commit|night|release --seed NUMBER | --planted [ID…] [--json]',
    zh: '用法：npm run torture -- --size commit|night|release --seed 数字 | --planted [编号…] [--json]',
  });
}
