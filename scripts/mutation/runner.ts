// A test runner for Stryker: loads the test files into Stryker's own worker process and runs their
// tests there, so that a mutant costs a millisecond and not the start of a process. The mutated
// files ask `globalThis.__stryker__` which mutant is awake; one that only wakes while a file is
// loaded gets all files loaded anew.
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { takeCollected, type CollectedTest } from './collected-tests.ts';
import { testFiles } from './settings.ts';

type Namespace = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, unknown> } | undefined;
};
type Test = CollectedTest & { id: string; file: string };
type Told = { id: string; name: string; fileName: string; timeSpentMs: number; status: number };
type TestResult = Told & { failureMessage?: string };
type MutantRun = {
  activeMutant: { id: string };
  testFilter?: string[];
  hitLimit?: number;
  reloadEnvironment: boolean;
};

const namespace = ((globalThis as { __stryker__?: Namespace }).__stryker__ ??= {});
const [success, failed] = [0, 1];

/** How often everything was loaded; part of every address, so that it is loaded anew. */
let version = 0;
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'node:test') {
      return { url: new URL('./collected-tests.ts', import.meta.url).href, shortCircuit: true };
    }
    const found = next(specifier, context);
    const isOurs = found.url.startsWith(here) && !found.url.includes('/node_modules/');
    return isOurs ? { ...found, url: `${found.url.split('?')[0]}?load=${version}` } : found;
  },
});
const here = `${pathToFileURL(process.cwd()).href}/`;

/** Loads every test file, the simulations last: the first test that fails ends a mutant. */
async function load(): Promise<Test[]> {
  version += 1;
  const tests: Test[] = [];
  for (const file of testFiles.flatMap((pattern) => globSync(pattern).toSorted())) {
    if (file.endsWith('.db.test.ts')) continue;
    await import(`${pathToFileURL(resolve(file)).href}?load=${version}`);
    tests.push(...takeCollected().map((one) => ({ ...one, file, id: `${file} ${one.title}` })));
  }
  return tests;
}

async function runOne(test: Test): Promise<TestResult> {
  const from = performance.now();
  let status = success;
  let failureMessage = '';
  namespace.currentTestId = test.id;
  try {
    await test.run();
  } catch (error) {
    status = failed;
    failureMessage = error instanceof Error ? error.message : String(error);
  }
  namespace.currentTestId = undefined;
  const { id, title, file } = test;
  const told = { id, name: title, fileName: file, timeSpentMs: performance.now() - from, status };
  return status === failed ? { ...told, failureMessage } : told;
}

function createRunner() {
  let tests: Test[] | undefined;
  return {
    capabilities: () => ({ reloadEnvironment: true }),

    async dryRun() {
      namespace.mutantCoverage = { static: {}, perTest: {} };
      tests = await load();
      const results: TestResult[] = [];
      for (const test of tests) results.push(await runOne(test));
      const mutantCoverage = namespace.mutantCoverage;
      namespace.mutantCoverage = undefined;
      return { status: 'complete', tests: results, mutantCoverage };
    },

    async mutantRun({ activeMutant, testFilter, hitLimit, reloadEnvironment }: MutantRun) {
      namespace.activeMutant = reloadEnvironment || tests ? undefined : namespace.activeMutant;
      if (!reloadEnvironment) tests ??= await load();
      Object.assign(namespace, { activeMutant: activeMutant.id, hitLimit, hitCount: 0 });
      try {
        const loaded = reloadEnvironment ? await load() : tests!;
        const wanted = testFilter && new Set(testFilter);
        const some = wanted ? loaded.filter(({ id }) => wanted.has(id)) : loaded;
        return await runUntilNoticed(some);
      } catch (error) {
        // What cannot even be loaded is noticed by whoever loads it.
        return killed([], `${error as string}`, 1);
      } finally {
        namespace.activeMutant = undefined;
      }
    },
  };
}

async function runUntilNoticed(tests: Test[]) {
  let count = 0;
  for (const test of tests) {
    count += 1;
    const { status, id, failureMessage = '' } = await runOne(test);
    const { hitCount = 0, hitLimit = Infinity } = namespace;
    if (hitCount > hitLimit) return { status: 'timeout', reason: `${hitCount} times` };
    if (status === failed) return killed([id], failureMessage, count);
  }
  return { status: 'survived', nrOfTests: count };
}

const killed = (killedBy: string[], failureMessage: string, nrOfTests: number) => ({
  status: 'killed',
  killedBy,
  failureMessage,
  nrOfTests,
});

createRunner.inject = [] as string[];

/** What Stryker looks for in a plugin. */
export const strykerPlugins = [{ kind: 'TestRunner', name: 'rules', factory: createRunner }];
