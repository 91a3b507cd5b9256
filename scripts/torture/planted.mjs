// npm run torture -- --planted [id…] [--json]: plants each bug of test/planted/bugs in turn and
// expects its test file to fail, and the same files without a bug to be green.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bugs } from '../../test/planted/bugs.ts';
import { runFile } from '../testing/run-files.mjs';
import { withDatabase } from '../testing/with-database.mjs';
import { isFinding } from './finding.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const plant = new URL('./plant.mjs', import.meta.url).href;
const fileMsMax = 4 * 60_000;
/** A simulation finds these in its first thousand runs or never. */
const simulationRuns = '2000';
const atOnce = 2;

/** @typedef {import('../../test/planted/bug.ts').PlantedBug} Bug */
/** @typedef {{ id: string, from: string, caughtBy: string, found: boolean, seconds: number, by?: string, why?: string }} Row */

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const wanted = bugs.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
const unknown = positionals.filter((id) => bugs.every((bug) => bug.id !== id));
if (unknown.length > 0) {
  console.error(`No planted bug is called ${unknown.join(', ')}.`);
  process.exit(2);
}
process.exitCode = await main();

async function main() {
  const place = { node: process.execPath, root, env: { ...process.env } };
  const isPure = wanted.every(({ caughtBy }) => !caughtBy.endsWith('.db.test.ts'));
  const { rows, notGreen } = await (isPure
    ? tryAll(place)
    : withDatabase(place, (env) => tryAll({ ...place, env })));
  const missed = rows.filter(({ found }) => !found);
  if (values.json) console.log(JSON.stringify({ rows, notGreen }, null, 2));
  else {
    for (const file of notGreen) console.log(`✗ ${file} fails without any bug`);
    console.log(`\n${rows.length - missed.length} of ${rows.length} planted bugs were found`);
  }
  return missed.length + notGreen.length > 0 ? 1 : 0;
}

/** @param {import('../testing/run-files.mjs').Place} place */
async function tryAll(place) {
  const env = { ...place.env, TUCKSHOP_SIMULATION_RUNS: simulationRuns };
  const files = [...new Set(wanted.map(({ caughtBy }) => caughtBy))];
  /** @type {string[]} */
  const notGreen = [];
  /** What fails without any bug finds none. @type {Set<string>} */
  const red = new Set();
  await sideBySide(files, async (file) => {
    const { counts, reasons, failed } = await runFile({ ...place, env }, file, fileMsMax);
    const isGreen = counts.failed === 0;
    if (!isGreen) notGreen.push(file);
    for (const { title } of failed) red.add(`${file} ${title}`);
    say(`${isGreen ? '✓' : '✗'} ${file} without a bug`);
    if (!isGreen) say(reasons.join('\n').slice(0, 2000));
  });
  /** @type {Row[]} */
  const rows = [];
  await sideBySide(wanted, async (bug) => {
    const row = await tryOne({ ...place, env }, bug, red);
    rows.push(row);
    say(lineOf(row));
  });
  return { rows: rows.sort((a, b) => (a.id < b.id ? -1 : 1)), notGreen };
}

/**
 * @param {import('../testing/run-files.mjs').Place} place @param {Bug} bug
 * @param {Set<string>} red @returns {Promise<Row>}
 */
async function tryOne(place, bug, red) {
  const { id, from, caughtBy } = bug;
  const startedAt = performance.now();
  const fits = readFileSync(join(root, bug.file), 'utf8').split(bug.find).length === 2;
  if (!fits) {
    return {
      id,
      from,
      caughtBy,
      found: false,
      seconds: 0,
      why: 'it does not fit its file any more',
    };
  }
  const options = `${place.env['NODE_OPTIONS'] ?? ''} --import ${plant}`.trim();
  const env = { ...place.env, NODE_OPTIONS: options, TUCKSHOP_PLANTED_BUG: id };
  const { failed, reasons } = await runFile({ ...place, env }, caughtBy, fileMsMax);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const finding = failed.find((test) => isFinding(test) && !red.has(`${caughtBy} ${test.title}`));
  const end = finding ? { by: finding.title } : { why: whyNot(reasons) };
  return { id, from, caughtBy, found: Boolean(finding), seconds, ...end };
}

/** @param {string[]} reasons */
function whyNot(reasons) {
  return reasons.length === 0
    ? 'no test failed'
    : `no test found it: ${reasons.join('\n').slice(0, 2000)}`;
}

/** @template T @param {T[]} all @param {(one: T) => Promise<void>} work */
async function sideBySide(all, work) {
  const waiting = [...all];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** @param {Row} row */
function lineOf({ id, from, caughtBy, found, seconds, by, why }) {
  const told = `${found ? '✓' : '✗'} ${id.padEnd(44)} ${from.padEnd(26)} ${caughtBy.padEnd(52)} ${seconds} s`;
  return `${told}\n    ${found ? by : why}`;
}

/** @param {string} line */
function say(line) {
  if (!values.json) console.log(line);
}
