// What Stryker is told: which files, which tests, how a test is run.
import { join } from 'node:path';

const rooms = 'orders,aftersale,ledger,payments,reviews,fulfilment';

/** The pure rules of money and orders. */
const mutated = [
  'src/platform/money.ts',
  `src/modules/{${rooms}}/domain/*.ts`,
  'src/modules/catalog/domain/{net,terms,state,pace,eligibility}.ts',
];

/** The quick tests first: the first that fails ends a mutant. None of them needs a database. */
export const testFiles = [
  'src/platform/money.test.ts',
  `src/modules/{${rooms},catalog}/domain/*.test.ts`,
  // Not the one of clocks: it sets the machine's time zone, for all tests of a worker.
  'test/simulation/{after-sales,offers,orders,reviews}.sim.ts',
];

/** Nothing the tests above read. */
const left = ['.git', '.runtime', 'bench', 'data', 'db/seed', 'web', 'test/browser'];

type Run = { paths: string[]; file: string; work: string };

/** The settings of one run: some paths, or everything. */
export function settingsFor({ paths, file, work }: Run) {
  return {
    plugins: [join(import.meta.dirname, 'runner.ts')],
    testRunner: 'rules',
    coverageAnalysis: 'perTest',
    mutate: [...(paths.length > 0 ? paths : mutated), '!**/*.test.ts'],
    ignorePatterns: left,
    tempDirName: join(work, 'copy'),
    cleanTempDir: 'always',
    reporters: ['json'],
    jsonReporter: { fileName: file },
    concurrency: 2,
    // Slow is not wrong: only a change that never ends may count as noticed by its time.
    timeoutMS: 20_000,
    allowConsoleColors: false,
  };
}
