// npm run lighthouse [-- /path] [--json]: Lighthouse at its mobile throttling, five times, on the
// product named by TUCKSHOP_AT, else on a demo town of its own. Exits with 1 when a median misses.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser, ensureShell } from './browser.mjs';
import { runLogged } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { ensureTool } from './tool.mjs';
import { runPlainly, say } from './words.mjs';

const runs = 5;
const ownPort = '46140';
const flags = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run';
const targets = { performance: 95, accessibility: 100, lcpMs: 2000, cls: 0.02 };
const path = process.argv.slice(2).find((word) => word.startsWith('/')) ?? '/';

await runPlainly(async () => {
  const ready = await ensureRuntime({ web: true });
  const browser = ensureShell(await ensureBrowser(root, ready.node));
  const tool = await ensureTool(ready, { name: 'Lighthouse', folder: 'lighthouse' });
  const cli = join(tool, 'lighthouse/cli/index.js');
  const folder = await mkdtemp(join(tmpdir(), 'tuckshop-lighthouse-'));
  if (!process.env.TUCKSHOP_AT)
    say({ en: 'Moving a demo town in, some minutes ...', zh: '正在布置一座演示小镇，要几分钟……' });
  const product = process.env.TUCKSHOP_AT ? undefined : await startTown(ready, folder);
  try {
    const at = process.env.TUCKSHOP_AT ?? `http://localhost:${ownPort}`;
    const results = [];
    for (let turn = 0; turn < runs; turn += 1) {
      results.push(await measure({ ...ready, browser, cli, folder }, at + path));
    }
    return report(results);
  } finally {
    await product?.end();
    await rm(folder, { recursive: true, force: true });
  }
});

/** @typedef {Awaited<ReturnType<typeof ensureRuntime>>} Ready */

/**
 * A demo town of its own, once all of it is there: what still moves in would be measured too.
 * @param {Ready} ready @param {string} folder
 */
async function startTown({ node, env }, folder) {
  const own = { PORT: ownPort, TUCKSHOP_DATA: join(folder, 'data'), LC_ALL: 'en_US.UTF-8' };
  const child = spawn(node, ['src/main.ts'], { cwd: root, env: { ...env, ...own } });
  const ended = new Promise((done) => child.once('exit', done));
  let output = '';
  await new Promise((done, fail) => {
    const read = (/** @type {Buffer} */ part) => {
      output += part;
      if (output.includes('The demo town is whole')) done(undefined);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => fail(new Error(output)));
  });
  return {
    async end() {
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** @param {Ready & { browser: string, cli: string, folder: string }} place @param {string} url */
async function measure({ node, env, browser, cli, folder }, url) {
  const file = join(folder, 'report.json');
  const args = [cli, url, '--quiet', '--output=json', `--output-path=${file}`];
  const categories = '--only-categories=performance,accessibility';
  const { ok, tail } = await runLogged({
    program: node,
    args: [...args, categories, `--chrome-flags=${flags}`],
    cwd: folder,
    logFile: join(folder, 'lighthouse.log'),
    env: { ...env, CHROME_PATH: browser },
  });
  if (!ok) throw new Error(tail);
  const { categories: scores, audits } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    performance: Math.round(scores.performance.score * 100),
    accessibility: Math.round(scores.accessibility.score * 100),
    lcpMs: Math.round(audits['largest-contentful-paint'].numericValue),
    cls: Number(audits['cumulative-layout-shift'].numericValue.toFixed(3)),
    tbtMs: Math.round(audits['total-blocking-time'].numericValue),
    fcpMs: Math.round(audits['first-contentful-paint'].numericValue),
  };
}

/** @param {Record<string, number>[]} results @returns {number} the exit code */
function report(results) {
  const median = Object.fromEntries(
    Object.keys(results[0]).map((name) => [name, middle(results.map((one) => one[name]))]),
  );
  const met = {
    performance: median.performance >= targets.performance,
    accessibility: median.accessibility >= targets.accessibility,
    lcpMs: median.lcpMs <= targets.lcpMs,
    cls: median.cls <= targets.cls,
  };
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ name: 'lighthouse', path, ...median, met })}\n`);
  } else {
    console.table([...results, median]);
    for (const [name, isMet] of Object.entries(met)) {
      console.log(`  ${isMet ? '✓' : '✗ missed'}  ${name}: ${median[name]} (${targets[name]})`);
    }
  }
  return Object.values(met).every(Boolean) ? 0 : 1;
}

/** @param {number[]} values */
function middle(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
