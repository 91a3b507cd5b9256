import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { CallInput, Client } from './client.ts';
import {
  assertAnsweredAgain,
  createAsking,
  patienceMs,
  pauseMs,
  type Asking,
  type Deed,
} from './insist.ts';
import { shanghai } from './people.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Trades that go on while the product is killed under them. */
export type InsistentTrade = {
  /** What was acknowledged so far. */
  deeds: Deed[];
  /** Codes of refusals because of an outage that callers have met, and how often each. */
  outages: Map<string, number>;
  /** How often a caller asked again, and got an answer in the end. */
  retries(): number;
  /** Whether the callers trade on; no more once one of them has failed. */
  going(): boolean;
  /** Starts so many callers that trade one order after another. */
  begin(callers: number): void;
  /** Lets every caller finish what it began. */
  finish(): Promise<void>;
  /** Every caller drops what it began. */
  abandon(): Promise<void>;
  /** The acknowledged orders that the database knows nothing of. */
  lost(databaseUrl: string): Promise<string[]>;
  /** Every acknowledged deed stands, and stands once. */
  check(databaseUrl: string): Promise<void>;
};

/** A seller with one listing. */
export type Stall = { seller: Client; listingId: string };
/** The listings cost the same. */
export type Cast = { buyer: Client; stalls: Stall[]; random: SeededRandom };

/**
 * One buyer at several stalls, as many orders at once as wanted. Each call carries a key
 * and is repeated, the same to the byte, until it is answered; a refusal of a repeated call would
 * be a deed done twice or half.
 */
export async function openTrade(cast: Cast): Promise<InsistentTrade> {
  const { buyer } = cast;
  const lines = [{ listingId: cast.stalls[0]!.listingId, quantity: 1 }];
  const { totalFen } = await buyer.call<{ totalFen: number }>('quoteOrder', { body: { lines } });
  const address = await buyer.call<{ id: string }>('saveAddress', { body: shanghai });
  const terms = { addressId: address.id, expectedTotalFen: totalFen };
  const asking = createAsking();
  let going = false;
  let failure: unknown;
  let callers: Promise<void>[] = [];
  let place = 0;
  const tradeOn = async () => {
    try {
      while (going) await tradeOnce(cast, asking, terms, `order-${(place += 1)}`);
    } catch (error) {
      failure ??= error;
      going = false;
    }
  };
  return {
    deeds: asking.deeds,
    outages: asking.outages,
    retries: () => asking.retries,
    going: () => going,
    begin(count) {
      going = true;
      callers = Array.from({ length: count }, tradeOn);
    },
    async finish() {
      going = false;
      await Promise.all(callers);
      if (failure) throw failure;
    },
    async abandon() {
      going = false;
      asking.isHopeless = true;
      await Promise.all(callers);
      [failure, asking.isHopeless] = [undefined, false];
    },
    lost: (databaseUrl) => lost(asking.deeds, databaseUrl),
    check: (databaseUrl) => check(asking.deeds, cast.stalls, databaseUrl),
  };
}

type Terms = { addressId: string; expectedTotalFen: number };

/** One order from its placing to one of its ends, and now and then a withdrawal. */
async function tradeOnce(cast: Cast, asking: Asking, terms: Terms, name: string): Promise<void> {
  const { buyer, random } = cast;
  const { insist } = asking;
  const stall = random.pick(cast.stalls);
  const order = { ...terms, lines: [{ listingId: stall.listingId, quantity: 1 }] };
  const params = {
    orderId: await place(buyer, stall, asking, { body: order, key: `${name}-place` }),
  };
  if (random.chance(0.1)) {
    return void (await insist(buyer, 'cancelOrder', { params, key: `${name}-cancel` }));
  }
  const { cashierUrl } = await insist<{ cashierUrl: string }>(buyer, 'payOrder', { params });
  await asking.payAt(cashierUrl);
  await paid(asking, buyer, params);
  if (random.chance(0.2)) {
    return void (await insist(buyer, 'cancelOrder', { params, key: `${name}-cancel` }));
  }
  await insist(stall.seller, 'handOverOrder', {
    params,
    body: { virtualGoods: `KEY ${name}` },
    key: `${name}-hand-over`,
  });
  await insist(buyer, 'confirmReceipt', { params, key: `${name}-confirm` });
  if (random.chance(0.5)) {
    const body = { amountFen: random.between(100, 300) };
    await withdraw(stall.seller, asking, { body, key: `${name}-withdraw` });
  }
}

const notToday = ['payments/withdrawals-spent-today', 'ledger/not-yet-available'];

/** Takes a little out of the wallet, as often as a day allows and a first sale has waited. */
export async function withdraw(seller: Client, asking: Asking, input: CallInput): Promise<void> {
  const { status, body } = await asking.ask(seller, 'requestWithdrawal', input);
  if (status < 300)
    asking.deeds.push({ by: seller, operationId: 'requestWithdrawal', input, body });
  else assert.ok(notToday.includes((body as { code: string }).code), JSON.stringify(body));
}

/** Places the order; what is sold out is put on the shelf again first. */
export async function place(
  buyer: Client,
  stall: Stall,
  asking: Asking,
  input: CallInput,
): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { status, body } = await asking.ask(buyer, 'placeOrder', input);
    if (status < 300) {
      asking.deeds.push({ by: buyer, operationId: 'placeOrder', input, body });
      return (body as { orderId: string }).orderId;
    }
    assert.equal((body as { code: string }).code, 'orders/sold-out', JSON.stringify(body));
    await restock(stall, asking);
  }
  throw new Error('it stays sold out');
}

async function restock({ seller, listingId }: Stall, asking: Asking): Promise<void> {
  const params = { listingId };
  const seen = await asking.insist<{ stock: number; version: number }>(seller, 'getListing', {
    params,
  });
  const body = { version: seen.version, quantity: 99, quantitySeen: seen.stock };
  // Refused where another caller was faster: then there is something on the shelf.
  if (seen.stock === 0) await asking.ask(seller, 'updateListing', { params, body });
}

/** Waits until the payment has reached the order, by notice or by our own query. */
export async function paid(
  asking: Asking,
  buyer: Client,
  params: { orderId: string },
): Promise<void> {
  for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt;) {
    const order = await asking.insist<{ state: string }>(buyer, 'getOrder', { params });
    if (order.state !== 'WAIT_PAY') return;
    await wait(pauseMs);
  }
  throw new Error(`the payment of order ${params.orderId} was lost`);
}

async function check(deeds: Deed[], stalls: Stall[], databaseUrl: string): Promise<void> {
  await assertAnsweredAgain(deeds);
  const orders = await ask<{ id: string; state: string; paid: number }>(
    databaseUrl,
    `select o.id::text, o.state, (select count(*)::int from audit.payment p
       where p.order_id = o.id and p.state = 'PAID') as paid
     from audit.orders o where o.id = any($1::bigint[]) or o.listing_id = any($2::bigint[])`,
    [idsOf(deeds, 'placeOrder', 'orderId'), stalls.map(({ listingId }) => listingId)],
  );
  assertStates(deeds, orders);
  const payouts = await ask<{ id: string }>(databaseUrl, 'select id::text from audit.payout');
  const told = idsOf(deeds, 'requestWithdrawal', 'payoutId').toSorted();
  assert.deepEqual(payouts.map(({ id }) => id).toSorted(), told);
}

async function lost(deeds: Deed[], databaseUrl: string): Promise<string[]> {
  const placed = idsOf(deeds, 'placeOrder', 'orderId');
  const rows = await ask<{ id: string }>(
    databaseUrl,
    'select id::text from audit.orders where id = any($1::bigint[])',
    [placed],
  );
  const there = new Set(rows.map(({ id }) => id));
  return placed.filter((id) => !there.has(id));
}

async function ask<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

function idsOf(deeds: Deed[], operationId: string, field: string): string[] {
  const done = deeds.filter((deed) => deed.operationId === operationId);
  return done.map(({ body }) => (body as Record<string, string>)[field]!);
}

/** As many orders as were acknowledged, each where its last acknowledged deed has brought it. */
function assertStates(deeds: Deed[], orders: { id: string; state: string; paid: number }[]): void {
  const placed = idsOf(deeds, 'placeOrder', 'orderId');
  assert.deepEqual(orders.map(({ id }) => id).toSorted(), placed.toSorted());
  const has = (operationId: string, id: string) =>
    deeds.some((deed) => deed.operationId === operationId && deed.input.params?.['orderId'] === id);
  for (const { id, state, paid: payments } of orders) {
    const isCancelled = has('cancelOrder', id);
    const end = isCancelled ? (payments > 0 ? 'REFUNDED' : 'CLOSED') : 'COMPLETED';
    assert.equal(state, end, `order ${id}`);
    assert.equal(payments, isCancelled && payments === 0 ? 0 : 1, `payments of order ${id}`);
  }
}
