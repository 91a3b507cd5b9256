// npm run torture [-- --size commit|night|release --only PART,… --seed N --json]: takes away the
// ground the product stands on, part by part, and checks that nothing was lost or done twice.
// npm run torture -- --planted [id…] [--json]: see scripts/torture/planted.mjs.
import { parseArgs } from 'node:util';
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { partNames, sizes } from './torture/plan.mjs';
import { Stop, runPlainly } from './words.mjs';

await runPlainly(async () => {
  const given = process.argv.slice(2);
  const isPlanted = given.includes('--planted');
  if (!isPlanted && !isUnderstood(given)) throw usage();
  const script = `scripts/torture/${isPlanted ? 'planted' : 'run'}.mjs`;
  // The product in the parts has its pages, as at every start.
  const { node, env } = await ensureRuntime({ web: !isPlanted });
  const args = [script, ...given.filter((arg) => arg !== '--planted')];
  return runInFront(node, args, { cwd: root, env });
});

/** @param {string[]} args */
function isUnderstood(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        size: { type: 'string', default: 'commit' },
        seed: { type: 'string', default: '20261' },
        only: { type: 'string', default: partNames.join(',') },
        json: { type: 'boolean', default: false },
      },
    });
    const { size, seed, only } = values;
    const isPart = only.split(',').every((name) => partNames.includes(name));
    return sizes.some((known) => known === size) && /^\d{1,9}$/.test(seed) && isPart;
  } catch {
    return false;
  }
}

function usage() {
  const list = partNames.join(',');
  return new Stop({
    en: `Use: npm run torture -- --size ${sizes.join('|')} --only ${list} --seed NUMBER --json | --planted [ID…] [--json]`,
    zh: `用法：npm run torture -- --size ${sizes.join('|')} --only ${list} --seed 数字 --json | --planted [编号…] [--json]`,
  });
}
