// Tools that only one command needs are brought along when it is first run, pinned by a lockfile of
// their own, so that nobody else installs them.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runLogged } from './children.mjs';
import { root } from './runtime.mjs';
import { Stop, say } from './words.mjs';

/** @typedef {import('./runtime.mjs').Runtime & { env: NodeJS.ProcessEnv }} Ready */

/**
 * Ensures the packages of scripts/<folder>/package-lock.json in .runtime/<folder>.
 * @param {Ready} ready @param {{ name: string, folder: string }} tool
 * @returns {Promise<string>} its node_modules
 * @throws Stop when they cannot be installed
 */
export async function ensureTool({ npm, env }, { name, folder }) {
  const place = join(root, '.runtime', folder);
  const packages = join(place, 'node_modules');
  const isThere = existsSync(join(packages, '.package-lock.json'));
  if (isThere && lockIn(place) === lockIn(join(root, 'scripts', folder))) return packages;
  say({ en: `Bringing ${name} along ...`, zh: `正在安装 ${name}……` });
  mkdirSync(place, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(root, 'scripts', folder, file), join(place, file));
  }
  const args = [...npm.args, 'ci', '--ignore-scripts', '--prefix', '.'];
  const logFile = join(root, `.runtime/install-${folder}.log`);
  const { ok, tail } = await runLogged({ ...npm, args, cwd: place, logFile, env });
  if (ok) return packages;
  const en = `${name} could not be installed. The whole log: ${logFile}`;
  throw new Stop({ en, zh: `${name} 没有装上。完整日志：${logFile}` }, tail);
}

/** @param {string} folder */
function lockIn(folder) {
  return readFileSync(join(folder, 'package-lock.json'), 'utf8');
}
