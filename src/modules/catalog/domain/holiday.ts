import { dayMs } from '#platform/clock.ts';
import { refuse } from '#platform/refusal.ts';
import { shanghaiAheadMs } from './pace.ts';
import { holidayAheadMsMax, holidayMsMax } from './rules.ts';

/** A shop's holiday, from one moment until another. */
export type Holiday = { from: Date; until: Date; note: string | null };

/**
 * Refuses days that are no holiday: over already, turned about, too long, or too far ahead.
 * @throws catalog/holiday-days
 */
export function assertHoliday({ from, until }: Holiday, now: Date): void {
  const isInOrder = now < until && from < until;
  const isShort = until.getTime() - Math.max(from.getTime(), now.getTime()) <= holidayMsMax;
  const isNear = from.getTime() - now.getTime() <= holidayAheadMsMax;
  if (isInOrder && isShort && isNear) return;
  refuse('catalog/holiday-days', { max: holidayMsMax / dayMs });
}

/** A day in Shanghai as it is written everywhere: `2026-11-24`. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + shanghaiAheadMs).toISOString().slice(0, 10);
}

/** Whether nothing is sold at a moment. */
export function isAwayAt({ from, until }: Holiday, now: Date): boolean {
  return from <= now && now < until;
}
