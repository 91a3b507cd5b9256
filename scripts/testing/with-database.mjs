// Runs the test command's database beside it (see database.ts).
import { spawn } from 'node:child_process';

/**
 * @template T @param {import('./run-files.mjs').Place} place
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work gets the environment with its addresses
 * @returns {Promise<T>}
 */
export async function withDatabase(place, work) {
  const { node, root, env } = place;
  const child = spawn(node, ['scripts/testing/database.ts'], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('close', done));
  try {
    const { url, adminUrl } = await firstLine(child);
    return await work({
      ...env,
      TUCKSHOP_TEST_DATABASE_URL: url,
      TUCKSHOP_TEST_DATABASE_ADMIN_URL: adminUrl,
    });
  } finally {
    child.stdin.end();
    await ended;
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function firstLine(child) {
  return new Promise((done, fail) => {
    let text = '';
    child.once('error', fail);
    child.once('close', () => fail(new Error('the database of the tests did not start')));
    child.stdout.on('data', (part) => {
      text += part;
      if (text.includes('\n')) done(JSON.parse(text.slice(0, text.indexOf('\n'))));
    });
  });
}
