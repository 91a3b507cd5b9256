// One PostgreSQL for the whole test command, in a folder that is deleted afterwards: prints its
// address and runs until its input is closed, so that it ends with the command however that ends.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '#platform/db/embedded.ts';

// A Ctrl-C reaches the whole terminal; the end of the input says when the tests are done with us.
process.on('SIGINT', () => undefined);

const dataFolder = await mkdtemp(join(tmpdir(), 'tuckshop-test-'));
const server = await startEmbeddedDatabase({ dataFolder, log: () => undefined });
process.stdout.write(`${JSON.stringify({ url: server.url, adminUrl: server.adminUrl })}\n`);

process.stdin.resume();
process.stdin.once('close', () => void end());

async function end(): Promise<void> {
  await server.stop();
  await rm(dataFolder, { recursive: true, force: true });
  process.exit(0);
}
