// What the torture command does at which size: its parts, the files each runs, how much of it.

/** @typedef {'commit' | 'night' | 'release'} Size */
/** @typedef {Record<string, number>} Tally */
/** @typedef {{ name: string, files: string[], env: Record<string, string>, needsDatabase: boolean }} Part */
/** @typedef {{ part: string, file: string, ok: boolean, seconds: number, counts: Tally }} Row */

/** @type {Size[]} */
export const sizes = ['commit', 'night', 'release'];

/**
 * The parts in the order they run. `amounts` are what each size sets a setting to; `files` are
 * paths, or a pattern of paths.
 * @type {{ name: string, files: (string | RegExp)[], needsDatabase: boolean,
 *   amounts: Record<string, [commit: string, night: string, release: string]> }[]}
 */
const parts = [
  {
    name: 'boundaries',
    files: ['test/journeys/boundaries.journey.ts'],
    needsDatabase: false,
    amounts: { TUCKSHOP_TORTURE_BOUNDARIES: ['4', 'all', 'all'] },
  },
  {
    name: 'kills',
    files: ['test/journeys/crash.journey.ts'],
    needsDatabase: false,
    amounts: {
      TUCKSHOP_TORTURE_KILLS: ['6', '300', '1000'],
      TUCKSHOP_TORTURE_DATABASE_KILLS: ['2', '30', '200'],
    },
  },
  {
    name: 'clocks',
    files: ['test/simulation/clocks.sim.ts', 'src/platform/clock-jumps.db.test.ts'],
    needsDatabase: true,
    amounts: {
      TUCKSHOP_SIMULATION_RUNS: ['20000', '500000', '2000000'],
      TUCKSHOP_TORTURE_TIMERS: ['200', '10000', '100000'],
    },
  },
  {
    name: 'pairs',
    files: ['test/journeys/pairs.journey.ts'],
    needsDatabase: true,
    amounts: {
      TUCKSHOP_TORTURE_PAIRS: ['4', 'all', 'all'],
      TUCKSHOP_TORTURE_ROUNDS: ['1', '2', '20'],
    },
  },
  {
    name: 'histories',
    files: ['test/journeys/histories.journey.ts'],
    needsDatabase: true,
    amounts: { TUCKSHOP_TORTURE_OPERATIONS: ['400', '8000', '60000'] },
  },
  {
    name: 'payments',
    files: [
      /^src\/modules\/payments\/(?:payment-storm|payment-faults|reconciliation)\S*\.db\.test\.ts$/,
    ],
    needsDatabase: true,
    amounts: { TUCKSHOP_TORTURE_PAYMENTS: ['200', '10000', '50000'] },
  },
  {
    name: 'cuts',
    files: ['test/journeys/cuts.journey.ts'],
    needsDatabase: true,
    amounts: { TUCKSHOP_TORTURE_CUTS: ['40', '500', '2000'] },
  },
];

export const partNames = parts.map(({ name }) => name);

/**
 * @param {{ size: Size, seed: string, only?: string[] | undefined }} wish
 * @param {string[]} files every test file there is
 * @returns {Part[]}
 */
export function planOf({ size, seed, only = partNames }, files) {
  const place = sizes.indexOf(size);
  return parts
    .filter(({ name }) => only.includes(name))
    .map((part) => ({
      name: part.name,
      needsDatabase: part.needsDatabase,
      files: part.files.flatMap((wanted) =>
        typeof wanted === 'string' ? [wanted] : files.filter((file) => wanted.test(file)),
      ),
      env: {
        TUCKSHOP_TORTURE_SEED: seed,
        ...Object.fromEntries(
          Object.entries(part.amounts).map(([name, amounts]) => [name, amounts[place] ?? '']),
        ),
      },
    }));
}

/** @param {Tally[]} tallies @returns {Tally} */
export function sumOf(tallies) {
  /** @type {Tally} */
  const sum = {};
  for (const tally of tallies) {
    for (const [name, count] of Object.entries(tally)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

/** What a line of the summary shows, by the name it is counted under. */
const words = {
  appKills: 'app kills',
  databaseKills: 'database kills',
  boundaries: 'boundaries',
  acks: 'acknowledged',
  retries: 'repeated',
  lost: 'lost',
  doubled: 'doubled',
  pairs: 'pairs',
  operations: 'commands',
  payments: 'payments',
  timers: 'timers',
  cuts: 'cuts',
  controlLost: 'lost by the control',
  invariantRows: 'invariant rows',
};

/** @param {Row[]} rows */
export function summaryOf(rows) {
  const told = (/** @type {Tally} */ counts) =>
    Object.entries(words)
      .filter(([name]) => counts[name] !== undefined)
      .map(([name, word]) => `${counts[name]} ${word}`)
      .join(', ');
  const lines = rows.map(
    ({ part, ok, seconds, counts }) =>
      `${ok ? '✓' : '✗'} ${part.padEnd(10)} ${String(Math.round(seconds)).padStart(6)} s  ${told(counts)}`,
  );
  const whole = sumOf(rows.map(({ counts }) => counts));
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
  const failed = rows.filter(({ ok }) => !ok).length;
  const end = `${failed === 0 ? '✓' : '✗'} ${'all'.padEnd(10)} ${String(Math.round(seconds)).padStart(6)} s  ${told(whole)}`;
  return [...lines, end].join('\n');
}
