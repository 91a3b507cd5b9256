import { randomBytes } from 'node:crypto';
import type { Counted } from './count-queries.ts';
import { openGround, type Ground } from './ground.ts';
import { closedLoop, median, openCaller, warmUp, type Caller, type Measured } from './load.ts';
import { makeBuyers, makeListings, type BenchBuyer, type BenchListing } from './people.ts';
import { startBenchProduct, type BenchProduct, type ProductCounts } from './product.ts';
import { rawPurchases, rawStatements, type Raw } from './raw-purchases.ts';
import type { Report } from './report.ts';

const roundsOf = new Map([
  [1, 1],
  [8, 1],
  [32, 3],
]);
const clientsMax = 32;
const asked = 100;
const ratioMin = 0.5;

/**
 * Complete purchases over HTTP (order → signed notice → held) at 1, 8 and 32 clients, and after
 * each round, in the same run, the same statements sent raw to the same database. At 32 clients
 * there are three such pairs and the middle one counts.
 */
export async function benchPurchases(seconds: number): Promise<Report> {
  const ground = await openGround();
  try {
    const buyers = await makeBuyers(ground);
    const listings = await makeListings(ground);
    await ground.query('vacuum analyze');
    const product = await startBenchProduct(ground, false);
    const place = { ground, product, buyers, listings };
    const perPurchase = await statementsOf(place);
    const statements = rawStatements(perPurchase.texts);
    const pairs: Pair[] = [];
    for (const [clients, rounds] of roundsOf) {
      for (let round = 0; round < rounds; round += 1) {
        const shot = { clients, seconds: rounds > 1 ? seconds / 2 : seconds };
        const http = await throughHttp(place, shot);
        const raw = await rawPurchases(ground, { ...shot, statements });
        pairs.push({ clients, http, raw, ratio: http.perSecond / raw.perSecond });
      }
    }
    const { rssMb } = await product.counted();
    await assertHeld(ground);
    await product.stop();
    return reportOf(pairs, { sql: perPurchase.count, rssMb });
  } finally {
    await ground.close();
  }
}

type Place = {
  ground: Ground;
  product: BenchProduct;
  buyers: BenchBuyer[];
  listings: BenchListing[];
};
type Shot = { clients: number; seconds: number };
type OverHttp = Measured & { cpuUsPerPurchase: number };
type Pair = { clients: number; http: OverHttp; raw: Raw; ratio: number };

/** What the product sends to the database for one purchase, told by a hundred of them in a row. */
async function statementsOf(place: Place): Promise<{ texts: string[]; count: number }> {
  const caller = await openCaller(place.product.port);
  await purchase(place, caller);
  const before = await place.product.counted();
  for (let turn = 0; turn < asked; turn += 1) await purchase(place, caller);
  const after = await place.product.counted();
  caller.close();
  return {
    texts: Object.keys(after.byText).filter((text) => grew(before, after, text) >= asked / 2),
    count: (after.roundTrips - before.roundTrips) / asked,
  };
}

function grew(before: Counted, after: Counted, text: string): number {
  return (after.byText[text] ?? 0) - (before.byText[text] ?? 0);
}

async function throughHttp(place: Place, { clients, seconds }: Shot): Promise<OverHttp> {
  const callers = await Promise.all(
    Array.from({ length: clients }, () => openCaller(place.product.port)),
  );
  const once = (client: number) => purchase(place, callers[client]!);
  await warmUp(clients, once);
  const before = await place.product.counted();
  const measured = await closedLoop(clients, seconds * 1000, once);
  const after: ProductCounts = await place.product.counted();
  for (const caller of callers) caller.close();
  return { ...measured, cpuUsPerPurchase: (after.cpuUs - before.cpuUs) / measured.done };
}

async function purchase(place: Place, caller: Caller): Promise<void> {
  const buyer = anyOf(place.buyers);
  const listing = anyOf(place.listings);
  const body = JSON.stringify({
    lines: [{ listingId: listing.id, quantity: 1 }],
    addressId: buyer.addressId,
    expectedTotalFen: listing.priceFen,
  });
  const headers = {
    authorization: `Bearer ${buyer.token}`,
    'content-type': 'application/json',
    'idempotency-key': randomBytes(12).toString('hex'),
  };
  const placed = await caller.send('POST', '/api/v1/orders', headers, body);
  if (placed.status !== 201) throw new Error(`order: ${placed.status} ${placed.text}`);
  const { paymentAttemptId } = JSON.parse(placed.text) as { paymentAttemptId: string };
  const notice = JSON.stringify({
    eventId: `e${paymentAttemptId}`,
    type: 'payment.succeeded',
    outTradeNo: paymentAttemptId,
    transactionId: `T${paymentAttemptId}`,
    amountFen: String(listing.priceFen),
    merchantId: 'bench',
    occurredAt: new Date().toISOString(),
  });
  const path = '/api/v1/payments/notices/simulator';
  const told = await caller.send('POST', path, place.product.noticeHeaders(notice), notice);
  if (told.text !== '{"outcome":"accepted"}')
    throw new Error(`notice: ${told.status} ${told.text}`);
}

function anyOf<T>(all: T[]): T {
  return all[Math.floor(Math.random() * all.length)]!;
}

/** Every paid order is held, and nothing else: the figures are of whole purchases. */
async function assertHeld(ground: Ground): Promise<void> {
  const [row] = await ground.query<{ wrong: string }>(
    `select count(*)::text as wrong from audit.orders o where (o.state = 'WAIT_SHIP') is distinct from
       exists (select from audit.tx t where t.order_id = o.id and t.kind = 'hold')`,
  );
  if (row?.wrong !== '0') throw new Error(`${row?.wrong} orders are not held as they should be`);
}

function reportOf(pairs: Pair[], { sql, rssMb }: { sql: number; rssMb: number }): Report {
  const most = pairs.filter(({ clients }) => clients === clientsMax);
  const middle = (of: (pair: Pair) => number) => median(most.map(of));
  const ratio = middle((pair) => pair.ratio);
  return {
    name: 'purchases',
    table: pairs.map(({ clients, http, raw, ratio: own }) => ({
      clients,
      'purchases/s': http.perSecond.toFixed(0),
      'p50 ms': http.p50Ms.toFixed(1),
      'p95 ms': http.p95Ms.toFixed(1),
      'product CPU µs each': http.cpuUsPerPurchase.toFixed(0),
      [`raw SQL/s (${raw.by})`]: raw.perSecond.toFixed(0),
      ratio: own.toFixed(2),
    })),
    figures: {
      ratioToRawSql: ratio,
      perSecond: middle(({ http }) => http.perSecond),
      rawPerSecond: middle(({ raw }) => raw.perSecond),
      p50Ms: middle(({ http }) => http.p50Ms),
      p95Ms: middle(({ http }) => http.p95Ms),
      // Statements are sent one by one and none is batched: each is a round trip.
      sqlPerPurchase: sql,
      roundTripsPerPurchase: sql,
      productCpuUsPerPurchase: middle(({ http }) => http.cpuUsPerPurchase),
      rssMb,
    },
    targets: [
      { says: `ratioToRawSql ≥ ${ratioMin} at ${clientsMax} clients`, met: ratio >= ratioMin },
    ],
  };
}
