// Orders as a test takes them through the real machine, one step after another.
import assert from 'node:assert/strict';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { decide, evolve, type Command } from '../../src/modules/orders/domain/decide.ts';
import type { Order, Role } from '../../src/modules/orders/domain/order.ts';
import { placedOrder } from './placed-order.ts';

export const placedAt = new Date('2026-02-27T15:59:00Z');
export const paidAt = later(placedAt, minuteMs);
export const shippedAt = later(paidAt, hourMs);
const parties: Partial<Record<Role, string>> = { buyer: '2', seller: '3' };

export function later(at: Date, byMs: number): Date {
  return new Date(at.getTime() + byMs);
}

/** What a command says, without who says it. */
export type Words = Command extends infer One
  ? One extends Command
    ? Omit<One, 'by' | 'actorId'>
    : never
  : never;

export function judged(order: Order, by: Role, words: Words, at: Date) {
  return decide(order, { ...words, by, actorId: parties[by] ?? null } as Command, at);
}

/** The order after a step that must be allowed. */
export function after(order: Order, by: Role, words: Words, at: Date): Order {
  const verdict = judged(order, by, words, at);
  assert.ok(verdict.ok, `${words.name}: ${verdict.ok || verdict.code}`);
  return evolve(order, verdict.step);
}

/** An order of ¥168 and ¥12 freight, by parcel, to be shipped within three days. */
export function placed(terms: Partial<Order> = {}): Order {
  const order = placedOrder({
    goodsFen: 16_800n,
    freightFen: 1200n,
    delivery: 'courier',
    feeBps: 60,
    createdAt: placedAt,
    payBy: later(placedAt, 30 * minuteMs),
    shipWithinMs: 3 * dayMs,
  });
  return { ...order, ...terms };
}

export function paid(terms: Partial<Order> = {}): Order {
  return after(placed(terms), 'provider', { name: 'pay', amountFen: 18_000n }, paidAt);
}

export function shipped(tracking: 'tracked' | 'untracked' = 'tracked'): Order {
  return after(paid(), 'seller', { name: 'ship', tracking }, shippedAt);
}

export function moved(): Order {
  return after(shipped(), 'courier', { name: 'move-parcel', movedAt: shippedAt }, shippedAt);
}

export function delivered(): Order {
  return after(shipped(), 'courier', { name: 'deliver' }, later(shippedAt, dayMs));
}

export function completed(): Order {
  return after(delivered(), 'buyer', { name: 'confirm-receipt' }, later(shippedAt, 2 * dayMs));
}

/** The same with an after-sale open since a moment. */
export function asked(order: Order, at: Date): Order {
  return after(order, 'buyer', { name: 'open-after-sale' }, at);
}
