// npm run torture [-- --size commit|night|release --only PART,… --seed N --json]: runs the parts of
// plan.mjs one after the other and tells what each has counted.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { testFiles } from '../testing/files.mjs';
import { runFile } from '../testing/run-files.mjs';
import { withDatabase } from '../testing/with-database.mjs';
import { planOf, summaryOf, sumOf } from './plan.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fileMsMax = 4 * 60 * 60_000;

/** @typedef {import('./plan.mjs').Row} Row */
/** @typedef {import('./plan.mjs').Part} Part */
/** @typedef {import('../testing/run-files.mjs').Place} Place */

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'commit' },
    seed: { type: 'string', default: '20261' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const size = /** @type {import('./plan.mjs').Size} */ (values.size);
process.exitCode = await main();

async function main() {
  const files = [...testFiles(root, []).values()].flat();
  const parts = planOf({ size, seed: values.seed, only: values.only?.split(',') }, files);
  const env = { ...process.env, TZ: 'UTC', TUCKSHOP_LOG: 'off' };
  const place = { node: process.execPath, root, env };
  say(`size ${size}, seed ${values.seed}`);
  const needsDatabase = parts.some((part) => part.needsDatabase);
  const rows = await (needsDatabase
    ? withDatabase(place, (own) => runAll({ ...place, env: { ...env, ...own } }, parts))
    : runAll(place, parts));
  if (values.json) console.log(JSON.stringify({ size, seed: values.seed, rows }, null, 2));
  else console.log(`\n${summaryOf(rows)}`);
  return rows.every(({ ok }) => ok) && rows.length > 0 ? 0 : 1;
}

/** @param {Place} place @param {Part[]} parts */
async function runAll(place, parts) {
  /** @type {Row[]} */
  const rows = [];
  for (const part of parts) {
    if (part.files.length === 0) say(`- ${part.name}: there is no test file of that name yet`);
    for (const file of part.files) rows.push(await runPart(place, part, file));
  }
  return rows;
}

/** @param {Place} place @param {Part} part @param {string} file @returns {Promise<Row>} */
async function runPart(place, { name, env }, file) {
  const folder = mkdtempSync(join(tmpdir(), 'tuckshop-torture-'));
  const tally = join(folder, 'tally');
  try {
    const startedAt = performance.now();
    const settings = { ...place.env, ...env, TUCKSHOP_TORTURE_TALLY: tally };
    const { counts, reasons } = await runFile({ ...place, env: settings }, file, fileMsMax);
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    const row = { part: name, file, ok: counts.failed === 0, seconds, counts: read(tally) };
    say(`${row.ok ? '✓' : '✗'} ${name}: ${file} in ${seconds} s ${JSON.stringify(row.counts)}`);
    if (!row.ok) console.error(reasons.join('\n').slice(0, 4000));
    return row;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} tally the file that a part has written its counts to */
function read(tally) {
  try {
    const lines = readFileSync(tally, 'utf8').split('\n').filter(Boolean);
    return sumOf(lines.map((line) => JSON.parse(line)));
  } catch {
    return {};
  }
}

/** @param {string} line */
function say(line) {
  if (!values.json) console.log(line);
}
