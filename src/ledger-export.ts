import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '#platform/config.ts';
import { onDatabaseAtHand } from '#platform/db/at-hand.ts';
import { openDatabase } from '#platform/db/database.ts';
import { exportJournal } from '#ledger';

// npm run ledger:export [-- --out FILE]: the books as a journal for hledger, on standard output
// or in a file, which hledger then checks where the machine has it. Runs beside the product or
// without it.
const { values } = parseArgs({ options: { out: { type: 'string' } } });
await onDatabaseAtHand(
  readConfig(process.env),
  () => undefined,
  async (url) => {
    const database = openDatabase({ url, connectionsMax: 1, applicationName: 'ledger-export' });
    const out = values.out ? createWriteStream(values.out) : process.stdout;
    try {
      await pipeline(Readable.from(exportJournal(database)), out, { end: out !== process.stdout });
    } finally {
      await database.close();
    }
  },
);
if (values.out) checkWithHledger(values.out);

/** The proof of a program that is not ours; its complaint ends the command with 1. */
function checkWithHledger(file: string): void {
  const { error, status, stderr } = spawnSync('hledger', ['-f', file, 'check'], {
    encoding: 'utf8',
  });
  if (error) {
    process.stderr.write(
      `${file} is written, but not checked: hledger is not installed here (Debian: apt install hledger).\n`,
    );
    return;
  }
  process.stderr.write(status === 0 ? `${file}: hledger finds it in balance.\n` : stderr);
  process.exitCode = status === 0 ? 0 : 1;
}
