// Makes the machine ready: the right Node, the installed parts, the built pages.
// Plain JavaScript for any Node from 18 on: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLogged, withNodeFirst } from './children.mjs';
import { ensureParts } from './parts.mjs';
import { whileHoldingLock } from './start-lock.mjs';
import { ensureWeb } from './web-build.mjs';
import { Stop, say } from './words.mjs';

/** The folder of the clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const runtimeFolder = join(root, '.runtime');

// 24 is the Node this code is written for; 24.11 is its first long-term release.
const nodeMajor = 24;
const nodeMinorMin = 11;

/**
 * Where a ready machine keeps its tools. `node`: the program; `npm`: how npm is called with it.
 * @typedef {{ node: string, npm: { program: string, args: string[], shell: boolean } }} Runtime
 */

/**
 * Ensures Node, parts and (if asked) the built pages; quick when nothing changed.
 * @param {{ web: boolean }} wish
 * @returns {Promise<Runtime & { env: NodeJS.ProcessEnv }>} `env`: with that Node first on the path
 * @throws Stop with one sentence on what the reader can do
 */
export async function ensureRuntime({ web }) {
  mkdirSync(runtimeFolder, { recursive: true });
  return whileHoldingLock(join(runtimeFolder, 'lock'), async () => {
    const runtime = await ensureNode();
    // What was compiled at one start is not compiled again at the next.
    const compiled = { NODE_COMPILE_CACHE: join(root, '.runtime/compile-cache') };
    const ready = { ...runtime, env: { ...compiled, ...withNodeFirst(runtime.node) } };
    await ensureParts(root, runtimeFolder, ready);
    if (web) await ensureWeb(root, runtimeFolder, ready);
    return ready;
  });
}

/** @returns {Promise<Runtime>} */
async function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major === nodeMajor && minor >= nodeMinorMin) return ownRuntime();
  const packageName = nodePackage();
  if (!packageName) {
    if (major > nodeMajor) return ownRuntime();
    throw noNodeForThisMachine();
  }
  const folder = join(runtimeFolder, 'node');
  const runtime = runtimeIn(folder, packageName);
  const stamp = join(folder, 'installed');
  const wanted = `${packageName} ${hashOf(join(root, 'scripts/node/package-lock.json'))}`;
  const ready = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (!ready) await installNode(folder, runtime.node);
  writeFileSync(stamp, wanted);
  return runtime;
}

/** This very Node with the npm it was started by. @returns {Runtime} */
function ownRuntime() {
  const started = process.env.npm_execpath ?? '';
  const known = basename(started) === 'npm-cli.js' && existsSync(started);
  return {
    node: process.execPath,
    npm: known
      ? { program: process.execPath, args: [started], shell: false }
      : { program: 'npm', args: [], shell: process.platform === 'win32' },
  };
}

/** @param {string} folder @param {string} packageName @returns {Runtime} */
function runtimeIn(folder, packageName) {
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const node = join(folder, 'node_modules', packageName, program);
  const cli = join(folder, 'node_modules/npm/bin/npm-cli.js');
  return { node, npm: { program: node, args: [cli], shell: false } };
}

/**
 * The npm package that carries Node 24 for this machine (scripts/node/package.json pins them all
 * with their checksums), or nothing: there is none for musl, nor a recent one for Apple silicon.
 */
function nodePackage() {
  if (process.platform === 'linux' && usesMusl()) return undefined;
  const known = ['linux-x64', 'linux-arm64', 'darwin-x64', 'win32-x64'];
  const machine = `${process.platform}-${process.arch}`;
  return known.includes(machine) ? `node-${machine.replace('win32', 'win')}` : undefined;
}

function usesMusl() {
  const report = /** @type {{ header: Record<string, unknown> }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime === undefined;
}

/** @param {string} folder @param {string} node the program that must be there afterwards */
async function installNode(folder, node) {
  say({
    en: `This machine's Node is ${process.version}: bringing Node ${nodeMajor} along (first start only) ...`,
    zh: `本机的 Node 是 ${process.version}，正在自带安装 Node ${nodeMajor}（只在第一次启动时）……`,
  });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(root, 'scripts/node', file), join(folder, file));
  }
  const npm = ownRuntime().npm;
  const args = [...npm.args, 'ci', '--ignore-scripts', '--include=optional', '--prefix', '.'];
  const logFile = join(runtimeFolder, 'install-node.log');
  const { ok, tail } = await runLogged({ ...npm, args, cwd: folder, logFile });
  if (!ok) throw installFailed(logFile, tail);
  const answer = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (answer.status !== 0) throw noNodeForThisMachine(String(answer.stderr || answer.error || ''));
}

/** @param {string} logFile @param {string} tail */
function installFailed(logFile, tail) {
  const words = {
    en: `Node ${nodeMajor} could not be brought along. Check the network and run the same command again, or install Node ${nodeMajor} yourself. The whole log: ${logFile}`,
    zh: `没能自带安装 Node ${nodeMajor}。请检查网络后再试一次，或者自行安装 Node ${nodeMajor}。完整日志：${logFile}`,
  };
  return new Stop(words, tail);
}

function noNodeForThisMachine(details = '') {
  const machine = `${process.platform} ${process.arch}`;
  const words = {
    en: `Tuckshop needs Node ${nodeMajor} (${nodeMajor}.${nodeMinorMin} or newer); this is ${process.version}, and there is none we could bring along for this machine (${machine}). Install Node ${nodeMajor} from nodejs.org or with your package manager, then run the same command again.`,
    zh: `Tuckshop 需要 Node ${nodeMajor}（${nodeMajor}.${nodeMinorMin} 或更新），当前是 ${process.version}，而这台机器（${machine}）没有可以自带的版本。请从 nodejs.org 或用系统的软件包管理器安装 Node ${nodeMajor}，再运行一次同样的命令。`,
  };
  return new Stop(words, details.trim());
}

/** @param {string} file */
function hashOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
