// Which type errors a branch adds: those of its tree that the tree it began from has not.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @param {import('./run-files.mjs').Place} place
 * @param {string[]} typeCheck the command for Node
 * @param {{ output: string, base: string }} found what it printed for this tree; the commit before
 * @returns {string} the added errors, one a line
 */
export function addedErrors(place, typeCheck, { output, base }) {
  const before = errorsOf(printedAt(place, typeCheck, base));
  const added = errorsOf(output).filter(({ key }) => {
    const at = before.findIndex((error) => error.key === key);
    if (at >= 0) before.splice(at, 1);
    return at < 0;
  });
  return added.map(({ line }) => line).join('\n');
}

/** An error is known again by its file and words; its line number may have moved. */
function errorsOf(/** @type {string} */ output) {
  return output.split('\n').flatMap((line) => {
    const [, file, words] = /^([^\s(]+)\(\d+,\d+\): (error .*)$/.exec(line) ?? [];
    return file ? [{ line, key: `${file} ${words}` }] : [];
  });
}

/** @param {import('./run-files.mjs').Place} place @param {string[]} typeCheck @param {string} base */
function printedAt({ node, root, env }, typeCheck, base) {
  const folder = mkdtempSync(join(tmpdir(), 'tuckshop-before-'));
  try {
    const archive = join(folder, 'before.tar');
    execFileSync('git', ['archive', '--output', archive, base], { cwd: root });
    execFileSync('tar', ['-xf', archive, '-C', folder]);
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return spawnSync(node, typeCheck, { cwd: folder, env, encoding: 'utf8' }).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
