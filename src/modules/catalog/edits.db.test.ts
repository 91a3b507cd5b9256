// Real: PostgreSQL and the rooms catalog, identity, community, chat, moderation; buying goes
// through the SQL door that orders use. Fake: the clock; pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { bucketOf } from '#platform/ids.ts';
import { isRefusal } from '#platform/refusal.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { lamp, openGoodsRooms, openSeller, type Seller } from '../../../test/support/sellers.ts';

const { platform, database, clock } = await testPlatform();
const rooms = openGoodsRooms(platform);
const { catalog, moderation } = rooms;
moderation.registerScreener((text) => (text.includes('违禁') ? 'block' : 'pass'));

const get = (listingId: string) => catalog.getListing(undefined, { listingId });
const buy = (listingId: string, quantity = 1) =>
  sql`select catalog.take_stock(${bucketOf(listingId)}, ${listingId}, ${quantity})`.execute(
    database.sql,
  );

async function onSale(change = {}) {
  const seller = await openSeller(rooms);
  const { listingId } = await catalog.createListing(seller.call, lamp(change));
  return { seller, listingId };
}

type Change = Partial<Parameters<typeof catalog.updateListing>[1]>;

function edit(seller: Seller, listingId: string, change: Change) {
  return catalog.updateListing(seller.call, { listingId, version: 1, ...change });
}

/** Writes so many more prices of a listing, each a fen dearer, as if it had had them. */
const priced = (listingId: string, count: number, fromFen: number) =>
  sql`
    insert into catalog.price (bucket, listing_id, version, price_fen, since)
    select ${bucketOf(listingId)}, ${listingId}, n + 1, ${fromFen}::bigint + n, ${clock.now()}
    from generate_series(1, ${count}::int) n`.execute(database.sql);

const shelf = async (listingId: string) => {
  const { rows } = await sql<{ stock: number; sold: number; stock_added: number }>`
    select stock, sold, stock_added from catalog.listing where id = ${listingId}`.execute(
    database.sql,
  );
  return rows[0]!;
};

describe('editing a listing', () => {
  it('changes what is given, keeps the rest, and keeps every price it had', async () => {
    const { seller, listingId } = await onSale();
    const first = clock.now();
    clock.move(hourMs);
    assert.deepEqual(await edit(seller, listingId, { priceFen: 3900n, title: '台灯，降价' }), {
      listingId,
      version: 2,
    });
    clock.move(hourMs);
    await edit(seller, listingId, { version: 2, flaw: null, condition: '95' });
    assert.partialDeepStrictEqual(await get(listingId), {
      title: '台灯，降价',
      description: '搬家出，灯罩完好',
      priceFen: 3900n,
      flaw: null,
      condition: '95',
      version: 3,
      editedAt: clock.now(),
      priceHistory: [
        { priceFen: 4900n, since: first },
        { priceFen: 3900n, since: new Date(first.getTime() + hourMs) },
      ],
    });
  });

  it('changes the price of a listing 20 times a day, and everything else as often as one likes', async () => {
    const { seller, listingId } = await onSale();
    for (let version = 1; version <= 20; version += 1) {
      await edit(seller, listingId, { version, priceFen: 2000n + BigInt(version) });
    }
    await assert.rejects(
      edit(seller, listingId, { version: 21, priceFen: 1900n }),
      refused('catalog/too-many-price-changes', { max: 20 }),
    );
    await edit(seller, listingId, { version: 21, title: '台灯，别问了', priceFen: 2020n });
    clock.move(dayMs);
    await edit(seller, listingId, { version: 22, priceFen: 1900n });
  });

  it('shows the newest 100 prices', async () => {
    const { listingId } = await onSale();
    await priced(listingId, 150, 2000);
    const { priceHistory } = await get(listingId);
    assert.deepEqual(
      [priceHistory.length, priceHistory[0]!.priceFen, priceHistory.at(-1)!.priceFen],
      [100, 2051n, 2150n],
    );
  });

  it('refuses an edit made from an older version', async () => {
    const { seller, listingId } = await onSale();
    await edit(seller, listingId, { priceFen: 3900n });
    await assert.rejects(
      edit(seller, listingId, { priceFen: 2900n }),
      refused('catalog/edited-meanwhile'),
    );
    assert.equal((await get(listingId)).priceFen, 3900n);
  });

  it('lets one of eight edits made at once from one version through', async () => {
    const { seller, listingId } = await onSale();
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => edit(seller, listingId, { priceFen: 1000n + BigInt(n) })),
    );
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
    for (const one of tries) {
      if (one.status === 'rejected') assert.ok(isRefusal(one.reason, 'catalog/edited-meanwhile'));
    }
    assert.equal((await get(listingId)).priceHistory.length, 2);
  });

  it('refuses terms outside the rules, with what stays as it was counted in', async () => {
    const { seller, listingId } = await onSale();
    for (const [change, code] of [
      [{ priceFen: 0n }, 'catalog/price-out-of-range'],
      [{ delivery: 'pickup', freightFen: 1n }, 'catalog/freight-needs-courier'],
      [{ condition: 'new-unused' }, 'catalog/flaw-of-new-goods'],
      [{ title: '违禁' }, 'catalog/text-not-acceptable'],
      [{ quantity: 100, quantitySeen: 3 }, 'catalog/quantity-out-of-range'],
    ] as const) {
      await assert.rejects(edit(seller, listingId, change), refused(code));
    }
  });

  it('drops the freight together with the courier', async () => {
    const { seller, listingId } = await onSale({ freightFen: 800n });
    await edit(seller, listingId, { delivery: 'pickup' });
    assert.partialDeepStrictEqual(await get(listingId), { delivery: 'pickup', freightFen: 0n });
  });

  it('finds no listing of somebody else', async () => {
    const { listingId } = await onSale();
    const other = await openSeller(rooms);
    await assert.rejects(edit(other, listingId, { title: '我的' }), refused('platform/not-found'));
  });

  it('shows other pictures, and refuses those of somebody else', async () => {
    const { seller, listingId } = await onSale();
    const pictureIds = await shelvePictures(database.sql, seller.id, 2);
    await edit(seller, listingId, { pictureIds });
    const shown = await get(listingId);
    assert.deepEqual(
      shown.pictures.map((picture) => picture.id),
      pictureIds,
    );
    const theirs = await shelvePictures(database.sql, (await openSeller(rooms)).id);
    await assert.rejects(
      edit(seller, listingId, { version: 2, pictureIds: theirs }),
      refused('pictures/not-yours'),
    );
  });
});

describe('changing the stock', () => {
  it('adds and removes pieces, and stock and sold still add up', async () => {
    const { seller, listingId } = await onSale({ quantity: 3 });
    await buy(listingId, 2);
    await edit(seller, listingId, { quantity: 5, quantitySeen: 1 });
    assert.deepEqual(await shelf(listingId), { stock: 5, sold: 2, stock_added: 7 });
    await edit(seller, listingId, { version: 2, quantity: 1, quantitySeen: 5 });
    assert.deepEqual(await shelf(listingId), { stock: 1, sold: 2, stock_added: 3 });
  });

  it('never sells again what was sold while the seller was editing', async () => {
    const { seller, listingId } = await onSale({ quantity: 3 });
    await buy(listingId);
    await assert.rejects(
      edit(seller, listingId, { quantity: 4, quantitySeen: 3 }),
      refused('catalog/stock-moved', { stock: 2 }),
    );
    await assert.rejects(edit(seller, listingId, { quantity: 4 }), refused('catalog/stock-moved'));
    assert.deepEqual(await shelf(listingId), { stock: 2, sold: 1, stock_added: 3 });
  });

  it('leaves the stock alone when only words change', async () => {
    const { seller, listingId } = await onSale({ quantity: 3 });
    await buy(listingId);
    await edit(seller, listingId, { title: '只剩两盏' });
    assert.deepEqual(await shelf(listingId), { stock: 2, sold: 1, stock_added: 3 });
  });

  it('loses no sale to edits made at the same time', async () => {
    const { seller, listingId } = await onSale({ quantity: 50 });
    const restock = async () => {
      const { version, stock } = await get(listingId);
      return edit(seller, listingId, { version, quantity: stock + 1, quantitySeen: stock });
    };
    const buys = Array.from({ length: 30 }, () => buy(listingId));
    const edits = await Promise.allSettled(Array.from({ length: 8 }, restock));
    await Promise.all(buys);
    const added = edits.filter((one) => one.status === 'fulfilled').length;
    assert.deepEqual(await shelf(listingId), {
      stock: 20 + added,
      sold: 30,
      stock_added: 50 + added,
    });
  });

  it('puts sold-out goods back on sale, which asks for room on the shelf', async () => {
    const { seller, listingId } = await onSale({ quantity: 1 });
    await buy(listingId);
    assert.equal((await get(listingId)).state, 'sold-out');
    for (let day = 0; day < 5; day += 1) {
      clock.move(dayMs);
      for (let n = 0; n < 10; n += 1) await catalog.createListing(seller.call, lamp());
    }
    const restock = { quantity: 1, quantitySeen: 0 };
    await assert.rejects(edit(seller, listingId, restock), refused('catalog/too-many-live'));
    const { items } = await catalog.listListings(seller.actor, {
      of: { sellerId: seller.id },
      limit: 1,
    });
    await catalog.withdrawListing(seller.call, { listingId: items[0]!.id });
    await edit(seller, listingId, restock);
    assert.equal((await get(listingId)).state, 'live');
  });
});

describe('withdrawing a listing', () => {
  it('takes it off the shelf once, also when asked eight times at once', async () => {
    const { seller, listingId } = await onSale();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => catalog.withdrawListing(seller.call, { listingId })),
    );
    assert.equal(new Set(answers.map((answer) => answer.withdrawnAt.getTime())).size, 1);
    const shown = await get(listingId);
    assert.deepEqual([shown.state, shown.version], ['withdrawn', 2]);
    await assert.rejects(buy(listingId));
  });

  it('ends editing', async () => {
    const { seller, listingId } = await onSale();
    await catalog.withdrawListing(seller.call, { listingId });
    await assert.rejects(
      edit(seller, listingId, { version: 2, title: '再卖' }),
      refused('catalog/not-for-sale'),
    );
  });

  it('finds no listing of somebody else', async () => {
    const { listingId } = await onSale();
    const other = await openSeller(rooms);
    await assert.rejects(
      catalog.withdrawListing(other.call, { listingId }),
      refused('platform/not-found'),
    );
  });

  it('and buying at the same time end with what was sold before it', async () => {
    const { seller, listingId } = await onSale({ quantity: 10 });
    const buys = Array.from({ length: 20 }, () => buy(listingId));
    const [withdrawn, ...bought] = await Promise.allSettled([
      catalog.withdrawListing(seller.call, { listingId }),
      ...buys,
    ]);
    assert.equal(withdrawn.status, 'fulfilled');
    const sold = bought.filter((one) => one.status === 'fulfilled').length;
    assert.deepEqual(await shelf(listingId), { stock: 10 - sold, sold, stock_added: 10 });
  });
});
