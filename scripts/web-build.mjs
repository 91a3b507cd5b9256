// Bundles the browser pages, only when a source of theirs changed.
// Plain JavaScript for any Node from 18 on: it runs before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runLogged } from './children.mjs';
import { Stop, diskFull, say } from './words.mjs';

const notSources = new Set(['build', 'node_modules', '.svelte-kit', 'test-results']);

/**
 * Ensures web/build. Does nothing in a tree without pages.
 * @param {string} root @param {string} runtimeFolder
 * @param {import('./parts.mjs').Ready} ready
 */
export async function ensureWeb(root, runtimeFolder, { node, env }) {
  const web = join(root, 'web');
  if (!existsSync(join(web, 'vite.config.ts'))) return;
  const stamp = join(web, 'build', '.built-from');
  const wanted = hashOfSources(root, web);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say({
    en: 'Building the pages (first start, or after an update) ...',
    zh: '正在生成网页（第一次启动或更新之后才需要）……',
  });
  const logFile = join(runtimeFolder, 'build-web.log');
  const args = [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'web'];
  const { ok, tail } = await runLogged({ program: node, args, cwd: root, logFile, env });
  if (!ok) throw /\bENOSPC\b/.test(tail) ? diskFull(root) : buildFailed(logFile, tail);
  writeFileSync(stamp, wanted);
}

/** @param {string} root @param {string} web */
function hashOfSources(root, web) {
  const hash = createHash('sha256');
  const files = ['package.json', 'package-lock.json', ...sourcesIn(web).map((f) => `web/${f}`)];
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** @param {string} folder @param {string} prefix @returns {string[]} in a fixed order */
function sourcesIn(folder, prefix = '') {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = prefix + entry.name;
    if (entry.isDirectory()) return notSources.has(entry.name) ? [] : sourcesIn(folder, `${path}/`);
    return entry.isFile() ? [path] : [];
  });
}

/** @param {string} logFile @param {string} tail */
function buildFailed(logFile, tail) {
  const words = {
    en: `The pages could not be built. The whole log: ${logFile}`,
    zh: `网页没有生成。完整日志：${logFile}`,
  };
  return new Stop(words, tail);
}
