import { dayMs } from '#platform/clock.ts';
import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { Outage } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import { repairFor } from '../domain/reconciliation.ts';
import type { PaymentProvider } from '../provider.ts';
import { closeCase, openCase, readOpenPairs } from '../store/case-store.ts';
import {
  markCompared,
  readBilled,
  readDaysToCompare,
  readDifferences,
  readUnbilled,
  type BillOwner,
  type Pair,
} from '../store/difference-store.ts';
import { queryAttempt } from './query-attempt.ts';
import { recheckPayout, recheckRefund } from './put-back.ts';

/** Downloads a day's bill, again where it was downloaded before. */
export type KeepBill = (day: string) => Promise<void>;

/**
 * Holds each new bill of a provider against the books: what stands on it and not in them at once;
 * what stands in them and on no bill a day later, since a late line may stand on the next day's.
 * Every difference becomes a case, once; an open one that a later bill or notice explains is closed.
 */
export async function compareBills(
  deps: PaymentsDeps,
  provider: PaymentProvider,
  keepBill: KeepBill,
): Promise<void> {
  const { database, clock } = deps.platform;
  const owner = ownerOf(provider);
  for (const day of await readDaysToCompare(database.sql, provider.name)) {
    await openDifferences(deps, owner, await readBilled(database.sql, provider.name, day));
    await openDifferences(deps, owner, await unbilledOf(deps, provider, { day, keepBill }));
    await markCompared(database.sql, { provider: provider.name, day, now: clock.now() });
  }
  await reviewOpen(deps, owner);
}

export const ownerOf = ({ name, merchantId, capabilities }: PaymentProvider): BillOwner => ({
  name,
  merchantId,
  feeBps: capabilities.feeBps ?? null,
});

const pairsAtOnce = 1000;

async function openDifferences(
  deps: PaymentsDeps,
  owner: BillOwner,
  pairs: readonly Pair[],
): Promise<void> {
  const { sql } = deps.platform.database;
  for (let from = 0; from < pairs.length; from += pairsAtOnce) {
    const some = pairs.slice(from, from + pairsAtOnce);
    for (const { isBooked: _, ...found } of await readDifferences(sql, owner, some)) {
      const repair = repairFor({ ...found, isBooked: _ });
      const now = deps.platform.clock.now();
      const caseId = await openCase(sql, { ...found, provider: owner.name, repair, now });
      if (caseId) log.error('payments/bill-differs', { ...found, provider: owner.name, caseId });
    }
  }
}

/** What the books have of the day before and no bill has, once the provider was asked about it. */
async function unbilledOf(
  deps: PaymentsDeps,
  provider: PaymentProvider,
  { day, keepBill }: { day: string; keepBill: KeepBill },
): Promise<Pair[]> {
  const handle = deps.platform.database.sql;
  const before = new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);
  if ((await readUnbilled(handle, provider.name, before)).length === 0) return [];
  await keepBill(before);
  const missing = await readUnbilled(handle, provider.name, before);
  for (const pair of missing) await askAfter(deps, pair);
  return missing;
}

const asking: Record<Pair['subject'], (deps: PaymentsDeps, outNo: Id) => Promise<unknown>> = {
  payment: queryAttempt,
  refund: (deps, refundId) => recheckRefund(deps, refundId, { onNoBill: true }),
  transfer: recheckPayout,
  fee: async () => undefined,
};

/** An answer that makes no sense leaves the difference, and so the case; silence is asked again. */
async function askAfter(deps: PaymentsDeps, { subject, outNo }: Pair): Promise<void> {
  try {
    await asking[subject](deps, outNo);
  } catch (error) {
    if (error instanceof Outage) throw error;
    log.error('payments/missing-line-not-asked', { subject, outNo, error });
  }
}

/** Closes what a bill or a notice has explained meanwhile, and brings the others up to date. */
async function reviewOpen(deps: PaymentsDeps, owner: BillOwner): Promise<void> {
  const { database, clock } = deps.platform;
  const open = await readOpenPairs(database.sql, owner.name);
  for (let from = 0; from < open.length; from += pairsAtOnce) {
    const some = open.slice(from, from + pairsAtOnce);
    const differing = await readDifferences(database.sql, owner, some);
    const still = new Set(differing.map(({ subject, outNo }) => `${subject} ${outNo}`));
    for (const { id, subject, outNo } of some) {
      if (still.has(`${subject} ${outNo}`)) continue;
      const end = { state: 'EXPLAINED', closedBy: null, reason: explained } as const;
      await closeCase(database.sql, id, { ...end, now: clock.now() });
    }
    await openDifferences(
      deps,
      owner,
      differing.map(({ subject, outNo }) => ({ subject, outNo })),
    );
  }
}

/** The reason of a case that closed by itself; pages say it in the reader's language. */
const explained = 'bill-and-books-agree';
