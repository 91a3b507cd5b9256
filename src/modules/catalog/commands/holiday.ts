import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { DeadlineHandler } from '#platform/deadlines.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CatalogDeps } from '../deps.ts';
import { assertHoliday, isAwayAt, type Holiday } from '../domain/holiday.ts';
import { readOnShelf } from '../store/listing-reads.ts';
import { lockShop, lockHoliday, writeHoliday } from '../store/shop-store.ts';
import { screenWords, tellChange } from './gate.ts';

export type HolidayInput = {
  /** When it begins; now, unless given. */
  from?: Date | undefined;
  /** When goods are sold again. */
  until: Date;
  note?: string | null | undefined;
};
export type ShopHoliday = Holiday & {
  /** It lasts now: nothing is sold. */
  isAway: boolean;
};

const begins = 'catalog/holiday-begins';
const ends = 'catalog/holiday-ends';

/**
 * Says that nothing is sold on some days; said again, the days are the new ones. Orders that are
 * open go on, with their clocks. Locks the shop.
 * @throws catalog/quick-sell-not-open, catalog/holiday-days, catalog/text-not-acceptable
 */
export function setHoliday(
  deps: CatalogDeps,
  call: Call,
  input: HolidayInput,
): Promise<ShopHoliday> {
  const { clock, deadlines, run } = deps.platform;
  const { memberId } = call.actor;
  return run(call, async (tx) => {
    const now = clock.now();
    if (!(await lockShop(tx, memberId))) refuse('catalog/quick-sell-not-open');
    const holiday = { from: input.from ?? now, until: input.until, note: input.note || null };
    assertHoliday(holiday, now);
    screenWords(deps, [holiday.note]);
    const isAway = isAwayAt(holiday, now);
    await writeHoliday(tx, memberId, { holiday, awaySince: isAway ? now : null });
    if (isAway) await deadlines.clear(tx, [begins], memberId, now);
    else await deadlines.set(tx, { kind: begins, ref: memberId, runAt: holiday.from });
    await deadlines.set(tx, { kind: ends, ref: memberId, runAt: holiday.until });
    await tellShelf(deps, tx, memberId);
    return { ...holiday, isAway };
  });
}

/** Ends the holiday now, or calls it off; without one nothing happens. */
export function endHoliday(deps: CatalogDeps, call: Call): Promise<{ ok: true }> {
  const { clock, deadlines, run } = deps.platform;
  const { memberId } = call.actor;
  return run(call, async (tx) => {
    if (await lockHoliday(tx, memberId)) {
      await writeHoliday(tx, memberId, undefined);
      await deadlines.clear(tx, [begins, ends], memberId, clock.now());
      await tellShelf(deps, tx, memberId);
    }
    return { ok: true } as const;
  });
}

/** The clocks of a holiday: late, doubled and stale runs change nothing. */
export function holidayDeadlines(deps: CatalogDeps): DeadlineHandler[] {
  return [
    { kind: begins, handle: (memberId, now) => turn(deps, memberId, now) },
    { kind: ends, handle: (memberId, now) => turn(deps, memberId, now) },
  ];
}

/** Brings a shop to where its days say that it is now. */
async function turn(deps: CatalogDeps, memberId: Id, now: Date): Promise<void> {
  await deps.platform.database.transaction(async (tx) => {
    const holiday = await lockHoliday(tx, memberId);
    if (!holiday || now < holiday.from) return;
    const isAway = isAwayAt(holiday, now);
    if (isAway && holiday.awaySince) return;
    await writeHoliday(tx, memberId, isAway ? { holiday, awaySince: now } : undefined);
    await tellShelf(deps, tx, memberId);
  });
  deps.platform.outbox.nudge();
}

/** Every listing on the shelf is shown as it is now: in notes, in the market, in search. */
async function tellShelf(deps: CatalogDeps, tx: Tx, memberId: Id): Promise<void> {
  for (const listing of await readOnShelf(tx, memberId)) await tellChange(deps, tx, listing);
}
