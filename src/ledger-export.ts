import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '#platform/config.ts';
import { openDatabase } from '#platform/db/database.ts';
import { startEmbeddedDatabase } from '#platform/db/embedded.ts';
import { exportJournal } from '#ledger';

// npm run ledger:export [-- --out FILE]: the books as a journal for hledger, on standard output
// or in a file. Runs beside the product or without it.
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const config = readConfig(process.env);
const server = config.databaseUrl
  ? undefined
  : await startEmbeddedDatabase({
      dataFolder: join(config.dataFolder, 'postgres'),
      log: () => undefined,
    });
try {
  const url = config.databaseUrl ?? server!.url;
  const database = openDatabase({ url, connectionsMax: 1, applicationName: 'ledger-export' });
  const out = values.out ? createWriteStream(values.out) : process.stdout;
  try {
    await pipeline(Readable.from(exportJournal(database)), out, { end: out !== process.stdout });
  } finally {
    await database.close();
  }
} finally {
  await server?.stop();
}
