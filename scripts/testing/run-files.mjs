// Runs node:test files, each in a process of its own, and counts every single test in them.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const fileMsMax = 10 * 60_000;

/**
 * @typedef {{ node: string, root: string, env: NodeJS.ProcessEnv }} Place
 * @param {Place} place @param {{ name: string, atOnce: number }} kind @param {string[]} files
 * @param {import('./tally.mjs').Tally} tally
 */
export async function runFiles(place, kind, files, tally) {
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const startedAt = performance.now();
      const { counts, reasons } = await runFile(place, file);
      tally.add(file, counts, performance.now() - startedAt, reasons);
    }
  };
  await Promise.all(Array.from({ length: kind.atOnce }, work));
}

/**
 * Runs one file: what was counted, why it failed, and each test that failed by itself.
 * @param {Place} place @param {string} file @param {number} [msMax] after which it is ended
 */
export async function runFile({ node, root, env }, file, msMax = fileMsMax) {
  const folder = mkdtempSync(join(tmpdir(), 'tuckshop-report-'));
  const report = join(folder, 'report');
  try {
    const args = [
      '--test-reporter=./scripts/testing/reporter.mjs',
      `--test-reporter-destination=${report}`,
      file,
    ];
    const ended = await runToEnd(
      spawn(node, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }),
      msMax,
    );
    return judge(readReport(report), ended);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const outputCharsMax = 20_000;

/** @param {import('node:child_process').ChildProcessByStdio<null, any, any>} child @param {number} msMax */
function runToEnd(child, msMax) {
  let output = '';
  const keep = (/** @type {Buffer} */ part) => (output = (output + part).slice(-outputCharsMax));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, msMax);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const end = late ? 'It took too long and was ended.' : `It ended with ${signal ?? code}.`;
      done({ ok: code === 0, output: `${output}\n${end}` });
    });
  });
}

/** @param {string} report @returns {{ result: string, title: string, why?: string }[]} */
function readReport(report) {
  try {
    const lines = readFileSync(report, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line));
  } catch {
    // The file ended before it could say anything, or in the middle of a line: judged by its exit.
    return [];
  }
}

/**
 * A file fails as such (one more failure) when it ends badly without a failed test to show for
 * it, ends before its last test, or has no test at all.
 * @param {{ result: string, title: string, why?: string }[]} lines
 * @param {{ ok: boolean, output: string }} ended
 */
function judge(lines, { ok, output }) {
  const count = (/** @type {string} */ result) => lines.filter((l) => l.result === result).length;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  const failed = lines.filter((line) => line.result === 'failed');
  const reasons = failed.map((line) => `${line.title}\n${line.why ?? ''}`);
  const isWhole = count('end') > 0;
  const isEmpty = counts.passed + counts.failed + counts.skipped === 0;
  if (counts.failed === 0 && (!ok || !isWhole || isEmpty)) {
    counts.failed = 1;
    reasons.push(isEmpty && ok ? 'There is no test in this file.' : 'The file ended badly.');
    reasons.push(...lines.filter((l) => l.result === 'note').map(({ title }) => title));
  }
  if (counts.failed > 0 && output.trim()) reasons.push(output.trim());
  return { counts, reasons, failed };
}
