// npm test: everything, in this order: format, lint, types, then every test file. Its last line is
// `N passed, N failed`. A part of it: npm test -- --only unit,db [parts of file names].
import { parseArgs } from 'node:util';
import { ensureBrowser, ensureShell } from './browser.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { kinds, testFiles } from './testing/files.mjs';
import { runFiles } from './testing/run-files.mjs';
import { runSteps, staticSteps } from './testing/steps.mjs';
import { Tally } from './testing/tally.mjs';
import { withDatabase } from './testing/with-database.mjs';
import { Stop, runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' } },
    allowPositionals: true,
  });
  const only = chosen(values.only);
  const files = testFiles(root, positionals);
  const wanted = kinds.filter(({ name }) => only.has(name) && files.get(name).length > 0);
  const needs = Object.assign({}, ...wanted.map((kind) => kind.needs));

  const { node, env } = await ensureRuntime({ web: needs.web === true });
  const place = { node, root, env: testEnvironment(env) };
  if (needs.browser) {
    const whole = await ensureBrowser(root, node);
    place.env.TUCKSHOP_CHROMIUM_WHOLE = whole;
    place.env.TUCKSHOP_CHROMIUM = ensureShell(whole);
  }

  const tally = new Tally();
  if (positionals.length === 0) {
    const steps = staticSteps(root).filter(({ name }) => only.has(name.split(' ')[0]));
    await runSteps(place, steps, tally);
  }
  await runKinds(place, wanted, files, tally);
  return tally.finish();
});

/**
 * @param {import('./testing/run-files.mjs').Place} place
 * @param {typeof kinds} wanted @param {Map<string, string[]>} files @param {Tally} tally
 */
async function runKinds(place, wanted, files, tally) {
  const run = async (env, some) => {
    for (const kind of some) {
      console.log(`\n${kind.name}`);
      await runFiles({ ...place, env }, kind, files.get(kind.name), tally);
    }
  };
  await run(
    place.env,
    wanted.filter(({ needs }) => !needs.database),
  );
  const onDatabase = wanted.filter(({ needs }) => needs.database);
  if (onDatabase.length > 0) await withDatabase(place, (env) => run(env, onDatabase));
}

/** @param {string | undefined} only */
function chosen(only) {
  const names = ['format', 'lint', 'types', ...kinds.map(({ name }) => name)];
  const asked = only?.split(',') ?? names;
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length === 0) return new Set(asked);
  const list = names.join(', ');
  throw new Stop({
    en: `--only knows these parts: ${list}; not ${unknown.join(', ')}.`,
    zh: `--only 只认识这些部分：${list}，没有 ${unknown.join('、')}。`,
  });
}

/**
 * Tests see none of the settings of the person who runs them; a browser without a language cannot
 * name a file in Chinese.
 * @param {NodeJS.ProcessEnv} env
 */
function testEnvironment(env) {
  const kept = Object.entries(env).filter(([name]) => {
    const isSetting = /^(TUCKSHOP_|DATABASE_URL$|PORT$|HOST$)/.test(name);
    return !isSetting || name === 'TUCKSHOP_CHROMIUM';
  });
  return { ...Object.fromEntries(kept), TZ: 'UTC', LANG: 'C.UTF-8', TUCKSHOP_LOG: 'off' };
}
