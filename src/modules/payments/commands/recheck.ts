import { hourMs } from '#platform/clock.ts';
import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import type { PaymentsDeps } from '../deps.ts';
import { markRechecked, takeToRecheck } from '../store/put-back-store.ts';
import { recheckPayout, recheckRefund } from './put-back.ts';

const atOnce = 20;
const roundsMax = 100;

/** Asks once more after refunds and payouts that were paid a day ago: banks send money back late. */
export async function recheckPaidOut(deps: PaymentsDeps): Promise<void> {
  await recheckAll(deps, 'refund', (id) => recheckRefund(deps, id, { onNoBill: false }));
  await recheckAll(deps, 'payout', (id) => recheckPayout(deps, id));
}

async function recheckAll(
  deps: PaymentsDeps,
  table: 'refund' | 'payout',
  recheck: (id: Id) => Promise<void>,
): Promise<void> {
  const { database, clock } = deps.platform;
  for (let round = 0; round < roundsMax; round += 1) {
    const now = clock.now();
    const againAt = new Date(now.getTime() + hourMs);
    const ids = await takeToRecheck(database.sql, table, { now, againAt, limit: atOnce });
    await Promise.all(
      ids.map(async (id) => {
        try {
          await recheck(id);
          await markRechecked(database.sql, table, id);
        } catch (error) {
          log.warn('payments/recheck-failed', { table, id, error });
        }
      }),
    );
    if (ids.length < atOnce) return;
  }
}
