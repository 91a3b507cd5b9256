import { appendFileSync } from 'node:fs';
import type { TestContext } from 'node:test';

/** What a part of the torture command counts; what is not counted there is left out. */
export type Tally = Partial<
  Record<
    | 'appKills'
    | 'databaseKills'
    | 'boundaries'
    | 'acks'
    | 'retries'
    | 'lost'
    | 'doubled'
    | 'pairs'
    | 'operations'
    | 'payments'
    | 'timers'
    | 'cuts'
    | 'controlLost'
    | 'invariantRows',
    number
  >
>;

/** Tells what was counted to whoever reads the test, and to the torture command's file. */
export function tell(t: TestContext, tally: Tally): void {
  t.diagnostic(JSON.stringify(tally));
  const file = process.env['TUCKSHOP_TORTURE_TALLY'];
  if (file) appendFileSync(file, `${JSON.stringify(tally)}\n`);
}
