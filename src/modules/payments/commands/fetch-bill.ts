import { log } from '#platform/log.ts';
import { Outage } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import { daysToFetch } from '../domain/bill-days.ts';
import type { BillLine, PaymentProvider } from '../provider.ts';
import { insertBill, readBillProgress, readUnbooked } from '../store/bill-store.ts';
import { compareBills } from './compare-bill.ts';
import { queryAttempt } from './query-attempt.ts';
import { queryRefund } from './refund.ts';
import { queryPayout } from './withdraw.ts';

/**
 * Downloads every provider's bills of all days that are over (Shanghai days). What a bill has and
 * our books do not is asked after first, each line by its own number: a bill is the last place
 * where a lost success is found. Then the bills are held against the books both ways.
 */
export async function fetchBill(deps: PaymentsDeps): Promise<void> {
  const fetched = await Promise.allSettled(
    deps.providers.all.map((provider) => fetchBillsOf(deps, provider)),
  );
  const failed = fetched.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function fetchBillsOf(deps: PaymentsDeps, provider: PaymentProvider): Promise<void> {
  const { platform } = deps;
  const { billReadyMs } = provider.capabilities;
  const progress = await readBillProgress(platform.database.sql, provider.name);
  if (!progress) return;
  for (const day of daysToFetch(progress, platform.clock.now(), billReadyMs)) {
    await keepBill(deps, provider, day);
  }
  await compareBills(deps, provider, (day) => keepBill(deps, provider, day));
}

async function keepBill(deps: PaymentsDeps, provider: PaymentProvider, day: string): Promise<void> {
  const { database, clock } = deps.platform;
  const lines = await provider.downloadBill(day);
  await bookMissing(deps, lines);
  const now = clock.now();
  await database.transaction((tx) => insertBill(tx, { provider: provider.name, day, lines, now }));
}

const linesAtOnce = 1000;

async function bookMissing(deps: PaymentsDeps, lines: BillLine[]): Promise<void> {
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    const some = lines.slice(from, from + linesAtOnce);
    for (const line of await readUnbooked(deps.platform.database.sql, some)) {
      log.warn('payments/found-in-bill', line);
      await bookOrSay(deps, line);
    }
  }
}

const askAfter = { payment: queryAttempt, refund: queryRefund, transfer: queryPayout };

/** A line that cannot be booked must not keep the bill from the audit, which then names it. */
async function bookOrSay(
  deps: PaymentsDeps,
  { kind, outNo }: Pick<BillLine, 'kind' | 'outNo'>,
): Promise<void> {
  try {
    await askAfter[kind](deps, outNo);
  } catch (error) {
    if (error instanceof Outage) throw error;
    log.error('payments/bill-line-not-booked', { kind, outNo, error });
  }
}
