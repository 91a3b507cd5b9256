// Real: the whole product over HTTP, PostgreSQL, jobs. The line to the caller is cut at a random
// byte of the reply: the deed is done, and the caller does not know. TUCKSHOP_TORTURE_CUTS says how
// often, TUCKSHOP_TORTURE_SEED where.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { createClient } from '../support/client.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { tell } from '../support/tally.ts';

const wanted = Number(process.env['TUCKSHOP_TORTURE_CUTS'] ?? 40);
const random = createSeededRandom(Number(process.env['TUCKSHOP_TORTURE_SEED'] ?? 20_261));

/** About as many bytes as a reply to an order has, its head included. */
const replyBytes = 700;

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const line = await startCuttingProxy(product.url);
after(() => line.close());
const caller = createClient(line.url, product.app.routes);
const cookie = { headers: { cookie: buyer.cookie() } };

test(`a reply cut ${wanted} times after the commit is one order a key`, async (t) => {
  const perListing = 90;
  const placed = new Set<string>();
  let retries = 0;
  let listingId = '';
  const address = await buyer.call<{ id: string }>('saveAddress', { body: people.shanghai });
  for (let cut = 0; cut < wanted; cut += 1) {
    if (cut % perListing === 0) {
      // A member lists a few things a day at first.
      if (cut > 0) await people.passTime(buyer, dayMs);
      ({ listingId } = await people.sell(seller, { quantity: 99, priceFen: 20_000 }));
    }
    const lines = [{ listingId, quantity: 1 }];
    const body = { lines, addressId: address.id, expectedTotalFen: 20_000 };
    const call = { ...cookie, body, key: `cut-${cut}` };
    line.cutNextAfter(random.between(0, replyBytes));
    let told: string | undefined;
    for (let tries = 0; tries < 3 && !told; tries += 1) {
      const answer = await caller.send('placeOrder', call).catch(() => undefined);
      if (!answer) retries += 1;
      else assert.ok(answer.status < 300, JSON.stringify(answer.body));
      told = (answer?.body as { orderId: string } | undefined)?.orderId;
    }
    assert.ok(told, `no answer under cut-${cut}`);
    placed.add(told);
  }
  const { pool } = product.app.platform.database;
  const { rows } = await pool.query<{ id: string }>('select id::text from audit.orders');
  assert.deepEqual(rows.map(({ id }) => id).toSorted(), [...placed].toSorted());
  assert.equal(placed.size, wanted);
  assert.ok(retries > wanted / 2, `${retries} replies were cut before the caller had read them`);
  await people.until(async () => pool.idleCount === pool.totalCount && pool.waitingCount === 0);
  tell(t, { cuts: line.cuts(), acks: placed.size, retries, lost: 0, doubled: 0 });
});
