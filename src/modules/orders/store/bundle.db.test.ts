// Real: PostgreSQL and the SQL doors by which orders are placed. Made up: goods, members. What the
// database works out is held against the pure rules, over random carts.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { shareOut } from '#platform/money.ts';
import {
  bundleDiscount,
  bundleFreight,
  provinces,
  type BundleTerms,
  type Province,
} from '#catalog';
import { freightTermsOf } from '../../catalog/queries/freight.ts';
import { readBundle, writeBundle } from '../../catalog/store/bundle-store.ts';
import { insertTemplate } from '../../catalog/store/freight-store.ts';
import type { FreightTemplateTerms } from '../../catalog/domain/freight-template.ts';
import { refused } from '../../../../test/support/refused.ts';
import { createSeededRandom } from '../../../../test/support/seeded-random.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { assertInvariants } from '../../../../test/support/invariants.ts';
import { readOrderFacts } from '../queries/order-facts.ts';
import { insertOrder, type NewOrder } from './place-order-store.ts';

const { database, url } = await testDatabase();
const handle = database.sql;
const bucket = 77;
const now = new Date();
const buyerId = await newId(handle, 12);

afterEach(() => assertInvariants(url));

async function shop(tiers: BundleTerms = { tiers: [], mostFen: null }): Promise<Id> {
  const sellerId = await newId(handle, bucket);
  await sql`insert into catalog.shop (bucket, member_id, opened_at)
    values (${bucket}, ${sellerId}, ${now})`.execute(handle);
  await database.transaction((tx) => writeBundle(tx, sellerId, tiers));
  return sellerId;
}

const flat: FreightTemplateTerms = {
  name: '普通快递',
  basis: 'piece',
  firstFen: 800n,
  furtherFen: 200n,
  freeOverFen: null,
  freePieces: null,
  regions: [],
};

const template = (sellerId: Id, change: Partial<FreightTemplateTerms> = {}) =>
  database.transaction((tx) =>
    insertTemplate(tx, sellerId, { terms: { ...flat, ...change }, now }),
  );

type Goods = { priceFen: bigint; freightFen?: bigint; templateId?: Id; stock?: number };

async function listing(sellerId: Id, goods: Goods): Promise<Id> {
  const id = await newId(handle, bucket);
  const { stock = 999 } = goods;
  await sql`
    insert into catalog.listing (bucket, id, seller_id, title, description, price_fen, condition,
      delivery, freight_fen, freight_template_id, freight_most_fen, ship_within_ms, picture_ids,
      stock, stock_added, published_at)
    values (${bucket}, ${id}, ${sellerId}, '台灯', '搬家出', ${goods.priceFen}, '9', 'courier',
      ${goods.freightFen ?? 0n}, ${goods.templateId ?? null},
      ${goods.templateId ? 50_000 : null}, ${2 * dayMs}, '{}', ${stock}, ${stock}, ${now})
  `.execute(handle);
  return id;
}

function place(lines: NewOrder['lines'], expectedTotalFen: bigint, more: Partial<NewOrder> = {}) {
  return insertOrder(handle, {
    buyerId,
    bucket,
    lines,
    expectedTotalFen,
    province: 'ZJ',
    addressSealed: Buffer.from('sealed'),
    buyerNote: null,
    feeBps: 60,
    now,
    payBy: new Date(now.getTime() + 30 * minuteMs),
    ...more,
  });
}

async function stockOf(id: Id): Promise<number> {
  const { rows } = await sql<{ stock: number }>`
    select stock from catalog.listing where bucket = ${bucket} and id = ${id}`.execute(handle);
  return rows[0]!.stock;
}

test('the database works out what the pure rules say, and shares every fen out', async () => {
  const seed = 20260;
  const random = createSeededRandom(seed);
  const below = (n: number) => random.between(0, n - 1);
  const some = <T>(all: readonly T[]): T => random.pick(all);
  for (let turn = 0; turn < 60; turn += 1) {
    const tiers = [2, 3, 5].slice(0, below(4)).map((pieces, at) => ({
      pieces,
      discountBps: 333 + 700 * at,
    }));
    const sellerId = await shop({ tiers, mostFen: tiers.length && below(2) ? 1_000n : null });
    const templates: (Id | undefined)[] = [undefined];
    for (let made = 0; made < 2; made += 1) {
      const firstFen = BigInt(below(2000));
      const basis = some(['piece', 'order'] as const);
      const furtherFen = basis === 'piece' ? firstFen / BigInt(1 + below(4)) : 0n;
      templates.push(
        await template(sellerId, {
          basis,
          firstFen,
          furtherFen,
          freePieces: below(3) ? null : 2 + below(6),
          freeOverFen: below(3) ? null : BigInt(1 + below(60_000)),
          regions: [
            {
              provinces: ['XJ', 'XZ'],
              rate: below(2) ? { firstFen: 3000n, furtherFen: 0n } : null,
            },
          ],
        }),
      );
    }
    const lines: NewOrder['lines'] = [];
    const prices = new Map<Id, bigint>();
    for (let line = 0; line <= below(4); line += 1) {
      const priceFen = BigInt(1 + below(20_000));
      const templateId = some(templates);
      const freightFen = templateId ? 0n : BigInt(below(1500));
      const id = await listing(sellerId, {
        priceFen,
        freightFen,
        ...(templateId && { templateId }),
      });
      prices.set(id, priceFen);
      lines.push({ listingId: id, quantity: 1 + below(4) });
    }
    const province: Province = some(['ZJ', 'XJ', ...provinces]);
    const terms = await freightTermsOf(handle, [...prices.keys()]);
    const freight = bundleFreight(
      lines.map((line) => ({
        quantity: line.quantity,
        unitFen: prices.get(line.listingId)!,
        terms: terms.get(line.listingId)!,
      })),
      province,
    );
    const goods = lines.map((line) => prices.get(line.listingId)! * BigInt(line.quantity));
    const goodsFen = goods.reduce((sum, fen) => sum + fen, 0n);
    const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const discountFen = bundleDiscount(await readBundle(handle, sellerId), pieces, goodsFen);
    if (!freight.ok) {
      const not = place(lines, goodsFen, { province });
      await assert.rejects(not, refused('orders/not-delivered-there'), `seed ${seed} turn ${turn}`);
      continue;
    }
    const totalFen = goodsFen - discountFen + freight.freightFen;
    // Named in any order: the order has them by their ids.
    const placed = await place(lines.toReversed(), totalFen, { province });
    assert.deepEqual(
      [placed.goodsFen, placed.discountFen, placed.freightFen],
      [goodsFen, discountFen, freight.freightFen],
      `seed ${seed} turn ${turn}`,
    );
    const facts = (await readOrderFacts(handle, [placed.orderId])).get(placed.orderId)!;
    const shares = shareOut(discountFen, goods);
    assert.deepEqual(
      facts.lines.map((line) => line.goodsFen),
      goods.map((fen, at) => fen - shares[at]!),
    );
    const all = facts.lines.reduce((sum, line) => sum + line.goodsFen + line.freightFen, 0n);
    assert.equal(all, totalFen);
  }
});

test('a bundle takes the stock of every line, and gives all of it back', async () => {
  const sellerId = await shop();
  const goods = [
    await listing(sellerId, { priceFen: 100n }),
    await listing(sellerId, { priceFen: 50n }),
  ];
  await place(
    goods.map((listingId) => ({ listingId, quantity: 2 })),
    300n,
  );
  assert.deepEqual(await Promise.all(goods.map(stockOf)), [997, 997]);
});

test('where a template does not deliver nothing is taken; an unknown province is asked for', async () => {
  const sellerId = await shop();
  const templateId = await template(sellerId, { regions: [{ provinces: ['XZ'], rate: null }] });
  const lamp = await listing(sellerId, { priceFen: 100n, templateId });
  const lines = [{ listingId: lamp, quantity: 1 }];
  const there = place(lines, 900n, { province: 'XZ' });
  await assert.rejects(there, refused('orders/not-delivered-there'));
  await assert.rejects(place(lines, 900n, { province: null }), refused('orders/province-unknown'));
  const nowhere = place(lines, 900n, { province: null, addressSealed: null });
  await assert.rejects(nowhere, refused('orders/address-needed'));
  assert.equal(await stockOf(lamp), 999);
});

test('the last piece in two bundles at once, eight times: one order, nothing half taken', async () => {
  const sellerId = await shop({ tiers: [{ pieces: 2, discountBps: 1000 }], mostFen: null });
  const last = await listing(sellerId, { priceFen: 1000n, stock: 1 });
  const [a, b] = [
    await listing(sellerId, { priceFen: 500n }),
    await listing(sellerId, { priceFen: 500n }),
  ];
  const all = await Promise.allSettled(
    Array.from({ length: 8 }, (_, turn) =>
      place(
        [last, turn % 2 ? a : b].map((listingId) => ({ listingId, quantity: 1 })),
        1350n,
      ),
    ),
  );
  const done = all.filter(({ status }) => status === 'fulfilled');
  assert.equal(done.length, 1);
  assert.equal(await stockOf(last), 0);
  assert.equal((await stockOf(a)) + (await stockOf(b)), 2 * 999 - 1);
});

test('a tier that changed meanwhile is another total, and charges nothing', async () => {
  const sellerId = await shop({ tiers: [{ pieces: 2, discountBps: 1000 }], mostFen: null });
  const lamp = await listing(sellerId, { priceFen: 1000n });
  const lines = [{ listingId: lamp, quantity: 2 }];
  const placed = await place(lines, 1800n);
  await database.transaction((tx) => writeBundle(tx, sellerId, { tiers: [], mostFen: null }));
  await assert.rejects(place(lines, 1800n), refused('orders/price-changed', { totalFen: 2000 }));
  const facts = (await readOrderFacts(handle, [placed.orderId])).get(placed.orderId)!;
  assert.equal(facts.order.totalFen, 1800n);
});
