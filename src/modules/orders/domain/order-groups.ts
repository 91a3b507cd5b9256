import { dayMs } from '#platform/clock.ts';
import type { OrderState, Role } from './order.ts';

/** The groups in which a member looks for their orders, and the states of each. */
export const orderGroups = {
  'to-pay': ['WAIT_PAY'],
  'to-ship': ['WAIT_SHIP'],
  'on-the-way': ['SHIPPED', 'DELIVERED'],
  done: ['COMPLETED'],
  closed: ['CLOSED', 'REFUNDED'],
} as const satisfies Record<string, OrderState[]>;
export type OrderGroup = keyof typeof orderGroups;

/** What a member looks for among their own orders; what is absent narrows nothing. */
export type OrderSearch = {
  role: Extract<Role, 'buyer' | 'seller'>;
  /** A part of a title or of the other's name, or an order's whole number. */
  text?: string | undefined;
  group?: OrderGroup | undefined;
  state?: string | undefined;
  /** Only those with an open after-sale. */
  inAfterSale?: boolean | undefined;
  /** Days in Shanghai, both included: `2026-11-24`. */
  from?: string | undefined;
  to?: string | undefined;
};

/** The moments a span of days begins and ends at; China keeps one time all year. */
export function spanOf({ from, to }: { from?: string | undefined; to?: string | undefined }) {
  const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`);
  return {
    since: from === undefined ? null : midnight(from),
    before: to === undefined ? null : new Date(midnight(to).getTime() + dayMs),
  };
}

/** The days of one file at most; a year and the day that a leap year has more. */
export const fileDaysMax = 366;

/** How many days a span holds, both ends included; below one when it ends before it begins. */
export function daysOf({ from, to }: { from: string; to: string }): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs + 1;
}
