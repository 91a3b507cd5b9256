// npm run check: what is quick to know before a commit: format, lint, types and the house tests.
// With --quick: in seconds, what the present branch adds to the main branch.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRuntime, root } from './runtime.mjs';
import { kinds, testFiles } from './testing/files.mjs';
import { runFiles } from './testing/run-files.mjs';
import { quickSteps, runSteps, staticSteps } from './testing/steps.mjs';
import { Tally } from './testing/tally.mjs';
import { runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { node, env } = await ensureRuntime({ web: false });
  const place = { node, root, env: { ...env, TZ: 'UTC' } };
  const tally = new Tally();
  const added = process.argv.includes('--quick') ? change() : undefined;
  await runSteps(place, added ? quickSteps(added) : staticSteps(root), tally);
  const house = kinds.find(({ name }) => name === 'house');
  if (!added) await runFiles(place, house, testFiles(root, []).get('house'), tally);
  return tally.finish();
});

/** The files that differ from the main branch, committed or not; undefined where that is unknown. */
function change() {
  try {
    const git = (/** @type {string[]} */ args) =>
      execFileSync('git', args, {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const base = git(['merge-base', 'main', 'HEAD']).trim();
    const names =
      git(['diff', '--name-only', '-z', base]) +
      git(['ls-files', '-o', '-z', '--exclude-standard']);
    const files = names.split('\0').filter((name) => name && existsSync(join(root, name)));
    return { files, base };
  } catch {
    return undefined;
  }
}
