// Real: src/main.ts as a process of its own with its embedded PostgreSQL, HTTP, jobs, simulators.
// It ends itself with SIGKILL just before and just after a commit, and before the reply to it, of
// requests and of every worker by name (scripts/torture/kill-at.mjs), every fourth time with its
// database; callers repeat under their keys. TUCKSHOP_TORTURE_BOUNDARIES says at how many (or all) of the boundaries that a round of
// trade passes, TUCKSHOP_TORTURE_SEED at which.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { signInTo } from '../support/child-product.ts';
import type { Client } from '../support/client.ts';
import { assertAnsweredAgain, createAsking } from '../support/insist.ts';
import { assertInvariantsInTime } from '../support/invariants.ts';
import { startMortal } from '../support/mortal-product.ts';
import { sell, shanghai } from '../support/people.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { tell } from '../support/tally.ts';
import { liveRound, type RoundCast } from '../support/whole-round.ts';

const wanted = process.env['TUCKSHOP_TORTURE_BOUNDARIES'] ?? '4';
const random = createSeededRandom(Number(process.env['TUCKSHOP_TORTURE_SEED'] ?? 20_261));
/** What a round of trade passes at the least, each with the moments around its commit. */
const always = [
  'placeOrder',
  'receiveNotice',
  'shipOrder',
  'confirmReceipt',
  'openAfterSale',
  'requestWithdrawal',
  'event orders/pay',
  'deadline orders/pay-by',
  'deadline payments/refund',
  'sweep payments/query',
];

const killAt = pathToFileURL(join(import.meta.dirname, '../../scripts/torture/kill-at.mjs')).href;
const product = await startMortal();
const list = join(product.dataFolder, 'boundaries');
const lockFile = join(product.dataFolder, 'postgres/cluster/postmaster.pid');
const cast = await castOf();
const asking = createAsking();
await product.settled();

async function castOf(): Promise<RoundCast> {
  const signIn = (phone: string) => signInTo(product.url, product.routes, phone);
  const [buyer, seller] = [await signIn('13800000002'), await signIn('13800000001')];
  const bank = { bankName: '招商银行', account: '6225880123456789' };
  await seller.call('bindPayoutAccount', { body: bank });
  const shelf = async (delivery: 'virtual' | 'courier') => {
    const goods = { title: '样品', priceFen: 20_000, quantity: 99, delivery };
    return (await sell({ ...seller, memberId: '', phone: '' }, goods)).listingId;
  };
  const homeOf = async (member: Client) =>
    (await member.call<{ id: string }>('saveAddress', { body: shanghai })).id;
  return {
    buyer,
    seller,
    virtual: await shelf('virtual'),
    parcels: await shelf('courier'),
    buyerHome: await homeOf(buyer),
    sellerHome: await homeOf(seller),
  };
}

/** What is listened for in the next life, where it ends, and whether the database ends with it. */
const lifeUntil = (boundary?: string, withDatabase = false) => ({
  NODE_OPTIONS: `--import ${killAt}`,
  TUCKSHOP_BOUNDARIES_IN: list,
  ...(boundary && { TUCKSHOP_KILL_AT: boundary }),
  ...(withDatabase && { TUCKSHOP_KILL_ALSO: lockFile }),
});

async function endLife(): Promise<void> {
  product.child.kill('SIGKILL');
  await product.child.ended;
}

let boundaries: string[] = [];

test('a round of trade passes the boundaries of requests, events, deadlines and sweeps', async (t) => {
  await endLife();
  await product.restart(lifeUntil());
  await liveRound(cast, asking, 'first');
  await assertInvariantsInTime(product.databaseUrl);
  boundaries = (await readFile(list, 'utf8')).trimEnd().split('\n');
  t.diagnostic(`${boundaries.length} boundaries`);
  const works = new Set(boundaries.map((name) => name.slice(0, name.lastIndexOf(' '))));
  assert.deepEqual(
    always.filter((name) => !works.has(name)),
    [],
  );
});

test('killed at each boundary, no deed is lost or doubled', async (t) => {
  const lives = dieAt(wanted === 'all' ? [...boundaries] : sample(Number(wanted)));
  try {
    while (lives.armed() !== undefined) {
      const before = lives.armed();
      await liveRound(cast, asking, `round-${(rounds += 1)}`);
      if (lives.armed() === before) lives.passOver();
    }
    await assertInvariantsInTime(product.databaseUrl);
    await assertAnsweredAgain(asking.deeds);
    await assertOrders();
  } finally {
    await lives.end();
  }
  const { kills, databaseKills, missed } = lives;
  t.diagnostic(`not passed again: ${missed.join(', ') || 'none'}`);
  const kept = { acks: asking.deeds.length, lost: 0, doubled: 0, invariantRows: 0 };
  tell(t, {
    appKills: kills(),
    databaseKills: databaseKills(),
    boundaries: kills() - missed.length,
    retries: asking.retries,
    ...kept,
  });
  assert.ok(databaseKills() > 0, 'no database died at a boundary');
  assert.ok(missed.length <= Math.max(1, kills() / 5), 'most are passed in every round');
});

let rounds = 0;

/** One life after the other, each until its boundary; the last is until nobody knows when. */
function dieAt(chosen: string[]) {
  let armed = chosen.shift();
  let kills = 0;
  let databaseKills = 0;
  let isOver = false;
  const missed: string[] = [];
  const living = (async () => {
    await endLife();
    while (!isOver) {
      // The last of all is of both as well, however few there are.
      const withDatabase = armed !== undefined && chosen.length % 4 === 0;
      // A life may end at its boundary before it is ready, or while its leases are ended.
      await product
        .restart(lifeUntil(armed, withDatabase))
        .then(endLeases)
        .catch(() => undefined);
      await product.child.ended;
      if (isOver) return;
      kills += 1;
      if (withDatabase && !missed.includes(armed!)) databaseKills += 1;
      armed = chosen.shift();
    }
  })();
  return {
    armed: () => armed,
    kills: () => kills,
    databaseKills: () => databaseKills,
    missed,
    /** A boundary that a whole round did not pass again is left; that life ends anywhere. */
    passOver(): void {
      missed.push(armed!);
      product.child.kill('SIGKILL');
    },
    async end(): Promise<void> {
      isOver = true;
      product.child.kill('SIGKILL');
      await living;
    },
  };
}

/** What a killed app has leased is free after two minutes: they are waited for nobody. */
const endLeases = () =>
  product.query(`
    update platform.deadline set lease_until = clock_timestamp()
    where done_at is null and lease_until is not null`);

/** So many of them, chosen by the seed; a few are of what a trade does every time. */
function sample(count: number): string[] {
  const isUsual = (name: string) => always.some((work) => name.startsWith(`${work} `));
  const usual = boundaries.filter(isUsual);
  const own = count > usual.length ? boundaries : usual;
  const chosen = new Set<string>();
  while (chosen.size < Math.min(count, own.length)) chosen.add(random.pick(own));
  return own.filter((name) => chosen.has(name));
}

/** Each acknowledged order is there, and no other of these goods; the same of withdrawals. */
async function assertOrders(): Promise<void> {
  const of = (operationId: string, field: string) =>
    asking.deeds
      .filter((deed) => deed.operationId === operationId)
      .flatMap(({ body }) => (body as Record<string, string | null>)[field] ?? []);
  const orders = await product.query<{ id: string; state: string }>(
    'select id::text, state from audit.orders where listing_id = any($1::bigint[])',
    [[cast.virtual, cast.parcels]],
  );
  const placed = [...of('placeOrder', 'orderId'), ...of('answerOffer', 'orderId')].toSorted();
  assert.deepEqual(orders.map(({ id }) => id).toSorted(), placed);
  const payouts = await product.query<{ id: string }>('select id::text from audit.payout');
  const taken = of('requestWithdrawal', 'payoutId').toSorted();
  assert.deepEqual(payouts.map(({ id }) => id).toSorted(), taken);
}
