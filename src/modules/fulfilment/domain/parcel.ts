import { createHash } from 'node:crypto';
import type { Tracking, TrackingEvent, TrackingState } from '../courier.ts';
import { minuteMs } from '#platform/clock.ts';
import { firstScanMs, standstillMs } from './rules.ts';

/** What is known of a parcel. */
export type ParcelFacts = {
  state: TrackingState;
  firstScanAt: Date | null;
  lastMovementAt: Date | null;
  deliveredAt: Date | null;
  arrivedElsewhereAt: Date | null;
  /** Nothing more will be said of it. */
  hasEnded: boolean;
};

/**
 * Reads what a courier says of a parcel that must arrive in a city. Signed for in another city it
 * has arrived elsewhere, which is no delivery: a waybill of another parcel proves nothing.
 */
export function factsOf(tracking: Tracking, toCity: string | null): ParcelFacts {
  const first = tracking.events[0];
  const last = tracking.events.at(-1);
  const isSigned = tracking.state === 'DELIVERED' && last !== undefined;
  const isHere = isSigned && isSameCity(last.city, toCity);
  return {
    // A courier that says where a parcel is, but not since when, has not scanned it for us.
    state: first ? tracking.state : 'NONE',
    firstScanAt: first?.at ?? null,
    lastMovementAt: last?.at ?? null,
    deliveredAt: isSigned && isHere ? last.at : null,
    arrivedElsewhereAt: isSigned && !isHere ? last.at : null,
    hasEnded: isSigned || tracking.state === 'RETURNED',
  };
}

type SeenSoFar = { state: string; lastMovementAt: Date | null };

/** Whether a parcel on its way has not moved for so long that it is told of. */
export function standsStill({ state, lastMovementAt }: SeenSoFar, now: Date): boolean {
  const isUnderway = state !== 'NONE' && state !== 'DELIVERED' && state !== 'RETURNED';
  if (!isUnderway || !lastMovementAt) return false;
  return now.getTime() - lastMovementAt.getTime() >= standstillMs;
}

/** Whether no carrier has scanned a parcel within the time it has for that. */
export function wasNeverSeen({ state }: SeenSoFar, givenAt: Date, now: Date): boolean {
  return state === 'NONE' && now.getTime() - givenAt.getTime() >= firstScanMs;
}

/**
 * Whether a carrier speaks of a time before there was anything to send: its number is that of
 * another, older parcel and proves nothing. Carriers name minutes.
 */
export function isOfBefore({ at }: { at: Date }, since: Date): boolean {
  return at.getTime() + minuteMs <= since.getTime();
}

/** Whether two names are of one city, however they are written; an unknown one contradicts nothing. */
export function isSameCity(one: string | null, other: string | null): boolean {
  const [a, b] = [stemOf(one), stemOf(other)];
  return a.includes(b) || b.includes(a);
}

/** `杭州市`, `杭州` → `杭州`; of districts and prefectures only the name is compared. */
function stemOf(city: string | null): string {
  return (city ?? '').replace(/\s/gu, '').replace(/(?:市|地区|自治州|盟)$/u, '');
}

/** The same thing said twice has the same key. */
export function eventKeyOf(event: TrackingEvent): string {
  return createHash('sha256')
    .update([event.at.toISOString(), event.code, event.city, event.zh, event.en].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
