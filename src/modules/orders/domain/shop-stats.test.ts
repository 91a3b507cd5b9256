// Pure: a shop's numbers from what was counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysUntil, shopNumbers } from './shop-stats.ts';

const days = daysUntil('2026-03-01', 3);

test('a span holds every day, over the end of a month', () => {
  assert.deepEqual(days, ['2026-02-27', '2026-02-28', '2026-03-01']);
});

test('views, enquiries, paid orders and income are counted on their own days', () => {
  const numbers = shopNumbers(days, {
    views: [
      { listingId: '1', day: '2026-02-27', views: 5 },
      { listingId: '2', day: '2026-03-01', views: 2 },
      { listingId: '2', day: '2026-02-01', views: 99 },
    ],
    enquiries: [{ listingId: '1', day: '2026-02-28' }],
    sales: [
      {
        paidDay: '2026-02-27',
        completedDay: '2026-03-01',
        incomeFen: 1_001n,
        lines: [
          { listingId: '1', goodsFen: 100n },
          { listingId: '2', goodsFen: 200n },
        ],
      },
      {
        paidDay: '2026-01-01',
        completedDay: '2026-02-28',
        incomeFen: 10n,
        lines: [{ listingId: '1', goodsFen: 10n }],
      },
      { paidDay: '2026-03-01', completedDay: null, incomeFen: 0n, lines: [] },
    ],
  });
  assert.deepEqual(numbers.total, { views: 7, enquiries: 1, orders: 2, incomeFen: 1_011n });
  assert.deepEqual(numbers.days, [
    { day: '2026-02-27', views: 5, enquiries: 0, orders: 1, incomeFen: 0n },
    { day: '2026-02-28', views: 0, enquiries: 1, orders: 0, incomeFen: 10n },
    { day: '2026-03-01', views: 2, enquiries: 0, orders: 1, incomeFen: 1_001n },
  ]);
  assert.deepEqual(numbers.listings, [
    { listingId: '2', views: 2, enquiries: 0, orders: 1, incomeFen: 668n },
    { listingId: '1', views: 5, enquiries: 1, orders: 1, incomeFen: 343n },
  ]);
});

test('goods that were given away share nothing and lose nothing', () => {
  const { listings } = shopNumbers(days, {
    views: [],
    enquiries: [],
    sales: [
      {
        paidDay: '2026-02-27',
        completedDay: '2026-02-27',
        incomeFen: 5n,
        lines: [{ listingId: '1', goodsFen: 0n }],
      },
    ],
  });
  assert.deepEqual(listings[0]!.incomeFen, 5n);
});

test('goods are listed by what they brought, then by orders, then by views', () => {
  const sale = (listingId: string, incomeFen: bigint) => ({
    paidDay: '2026-02-27',
    completedDay: incomeFen > 0n ? '2026-02-27' : null,
    incomeFen,
    lines: [{ listingId, goodsFen: incomeFen }],
  });
  const seen = (listingId: string, views: number) => ({ listingId, day: '2026-02-27', views });
  const { listings } = shopNumbers(days, {
    views: [seen('1', 1), seen('2', 9), seen('3', 5), seen('4', 3)],
    enquiries: [{ listingId: '1', day: '2026-01-01' }],
    sales: [sale('1', 0n), sale('4', 7n), sale('5', 20n), sale('6', 7n), sale('6', 0n)],
  });
  assert.deepEqual(
    listings.map(({ listingId }) => listingId),
    ['5', '6', '4', '1', '2', '3'],
  );
});
