// The checks that are no test files: format, lint, types.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addedErrors } from './added-errors.mjs';

const module = (/** @type {string} */ path) => `node_modules/${path}`;

/**
 * Every step is one or more commands for Node; the first that fails ends it.
 * @param {string} root @returns {Step[]}
 */
export function staticSteps(root) {
  const format = [module('prettier/bin/prettier.cjs'), '--check', '.', '--log-level=warn'];
  const pages = existsSync(join(root, 'web/vite.config.ts')) ? pageTypes : [];
  const lint = [module('oxlint/bin/oxlint'), '--type-aware'];
  const cache = ['--cache', '--cache-location=.runtime/prettier-cache'];
  const steps = [
    { name: 'format', commands: [[...format, ...cache]] },
    // The pages' own types are made first: the linter reads through them.
    { name: 'lint', commands: [...pages.slice(0, 1), lint] },
    { name: 'types', commands: [[module('@typescript/native/bin/tsc'), '-p', '.']] },
  ];
  if (pages.length > 0) steps.push({ name: 'types of the pages', commands: pages });
  return steps;
}

const pageTypes = [
  [module('@sveltejs/kit/svelte-kit.js'), 'sync', '-c', 'web/vite.config.ts'],
  [module('svelte-check/bin/svelte-check'), '--workspace', 'web', '--tsconfig', 'tsconfig.json'],
  // The worker beside the pages knows other things than they do.
  [module('@typescript/native/bin/tsc'), '--noEmit', '-p', 'web/service-worker'],
];

/**
 * The same for what a branch changed: format and lint of the changed files, and the errors of
 * types it adds anywhere.
 * @param {{ files: string[], base: string }} change paths from the root; the commit before
 * @returns {Step[]}
 */
export function quickSteps({ files, base }) {
  const format = [module('prettier/bin/prettier.cjs'), '--check', '--log-level=warn'];
  const code = files.filter((path) => /\.(ts|mjs|svelte)$/.test(path));
  const typeCheck = [module('@typescript/native/bin/tsc'), '-p', '.', '--pretty', 'false'];
  const steps = [
    { name: 'format', commands: [[...format, '--ignore-unknown', ...files]] },
    { name: 'lint', commands: [[module('oxlint/bin/oxlint'), '--type-aware', ...code]] },
    {
      name: 'types',
      commands: [typeCheck],
      judge: (output, place) => addedErrors(place, typeCheck, { output, base }),
    },
  ];
  const pages = files.some((path) => path.startsWith('web/'));
  if (pages) {
    const [sync, check, worker] = pageTypes;
    const commands = [sync, [...check, '--output', 'machine'], worker];
    // What pages reach of the server is judged above, by what this branch adds to it.
    const own = (/** @type {string} */ output) =>
      output
        .split('\n')
        .filter((line) => /^\d+ ERROR "(?!\.\.\/)|: error TS/.test(line))
        .join('\n');
    steps.push({ name: 'types of the pages', commands, judge: own });
  }
  const hasWork = { format: files.length > 0, lint: code.length > 0 };
  return steps.filter(({ name }) => hasWork[name] ?? true);
}

/**
 * @typedef {import('./run-files.mjs').Place} Place
 * @typedef {{ name: string, commands: string[][], judge?: (output: string, place: Place) => string }} Step
 * `judge` answers what is wrong of what a failed command printed; nothing: it passed after all
 * @param {import('./run-files.mjs').Place} place
 * @param {Step[]} steps
 * @param {import('./tally.mjs').Tally} tally
 */
export async function runSteps(place, steps, tally) {
  for (const { name, commands, judge = (output) => output || 'It failed.' } of steps) {
    const startedAt = performance.now();
    const reasons = [];
    for (const command of commands) {
      const { ok, output } = await run(place, command);
      const wrong = ok ? '' : judge(output, place);
      if (!wrong) continue;
      reasons.push(wrong);
      break;
    }
    const failed = reasons.length;
    const counts = { passed: 1 - failed, failed, skipped: 0 };
    tally.add(name, counts, performance.now() - startedAt, reasons);
  }
}

/** @param {import('./run-files.mjs').Place} place @param {string[]} args */
function run({ node, root, env }, args) {
  const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (part) => (output += part));
  child.stderr.on('data', (part) => (output += part));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ ok: code === 0, output: output.trim() }));
  });
}
