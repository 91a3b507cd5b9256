// A node:test reporter for the test command: one JSON line for each test, and an end to files that
// leave something open after their last test (node would wait for them for ever).
import { inspect } from 'node:util';

const idleMsMax = 60_000;

// node:test ends a file badly, and without a word, for a promise rejected after its last test.
process.on('unhandledRejection', (error) => {
  process.stderr.write(`A promise was rejected with nobody waiting: ${inspect(error)}\n`);
  process.exitCode = 1;
});

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* report(events) {
  const names = [];
  const idle = watchIdleness();
  for await (const { type, data } of events) {
    if (type === 'test:start') names[data.nesting] = data.name;
    if (type === 'test:dequeue') idle.started();
    if (type === 'test:complete') idle.ended();
    if (type === 'test:pass' || type === 'test:fail') {
      names.length = data.nesting;
      const line = lineOf(type, data, [...names, data.name].join(' › '));
      if (line) yield `${JSON.stringify(line)}\n`;
    }
    // What happens outside of every test, as a promise that is rejected after the last, is told so.
    if (type === 'test:diagnostic' && data.level !== 'info') {
      yield `${JSON.stringify({ result: 'note', title: data.message })}\n`;
    }
    if (type === 'test:summary') yield `${JSON.stringify({ result: 'end' })}\n`;
  }
}

/** A suite, or a test that failed only through its subtests, is counted by what is inside it. */
function lineOf(type, data, title) {
  const failure = data.details?.error;
  const isSuite = data.details?.type === 'suite';
  if (data.skip !== undefined || data.todo !== undefined) return { result: 'skipped', title };
  if (type === 'test:pass') return isSuite ? undefined : { result: 'passed', title };
  if (failure?.failureType === 'subtestsFailed') return undefined;
  const cause = failure?.cause ?? failure;
  return { result: 'failed', title, why: typeof cause === 'string' ? cause : inspect(cause) };
}

function watchIdleness() {
  let running = 0;
  let timer;
  return {
    started() {
      running += 1;
      clearTimeout(timer);
    },
    ended() {
      running -= 1;
      if (running > 0) return;
      clearTimeout(timer);
      timer = setTimeout(endFile, idleMsMax);
      timer.unref();
    },
  };
}

function endFile() {
  const open = process.getActiveResourcesInfo().join(', ');
  process.stderr.write(`The file leaves something open after its last test: ${open}\n`);
  process.exit(1);
}
