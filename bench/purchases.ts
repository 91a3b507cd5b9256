import { randomBytes } from 'node:crypto';
import { openGround, type Ground } from './ground.ts';
import { closedLoop, createCaller, type Caller, type Measured } from './load.ts';
import { makeBuyers, makeListings, type BenchBuyer, type BenchListing } from './people.ts';
import { startBenchProduct, type BenchProduct } from './product.ts';
import { rawPurchases } from './raw-purchases.ts';
import type { Report } from './report.ts';

const clientCounts = [1, 8, 32];
const ratioMin = 0.5;

/**
 * Complete purchases over HTTP (order → signed notice → held) at 1, 8 and 32 clients, and beside
 * each, in the same run, the same SQL sent raw to the same server.
 */
export async function benchPurchases(seconds: number): Promise<Report> {
  const ground = await openGround();
  try {
    const buyers = await makeBuyers(ground, 200);
    const listings = await makeListings(ground, 64, 40);
    const product = await startBenchProduct(ground, false);
    const rows = [];
    let perPurchase = 0;
    for (const clients of clientCounts) {
      const place = { product, buyers, listings, seconds, clients };
      const before = await product.counted();
      const http = await throughHttp(place);
      const after = await product.counted();
      if (clients === 32) perPurchase = (after.roundTrips - before.roundTrips) / http.done;
      const raw = await rawPurchases(ground, { clients, seconds, buyers, listings });
      rows.push({ clients, http, raw, ratio: http.perSecond / raw.perSecond });
    }
    const { rssMb } = await product.counted();
    await assertHeld(ground);
    await product.stop();
    return reportOf(rows, perPurchase, rssMb);
  } finally {
    await ground.close();
  }
}

type Place = {
  product: BenchProduct;
  buyers: BenchBuyer[];
  listings: BenchListing[];
  seconds: number;
  clients: number;
};

async function throughHttp(place: Place): Promise<Measured> {
  const caller = createCaller(place.product.port, place.clients);
  let turn = 0;
  const once = async () => {
    turn += 1;
    await purchase(place, caller, turn);
  };
  for (let warm = 0; warm < 30; warm += 1) await once();
  return closedLoop(place.clients, place.seconds * 1000, once);
}

async function purchase(place: Place, caller: Caller, turn: number): Promise<void> {
  const buyer = place.buyers[turn % place.buyers.length]!;
  const listing = place.listings[Math.floor(Math.random() * place.listings.length)]!;
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
  const placed = await caller('POST', '/api/v1/orders', headers, body);
  if (placed.status === 409) return;
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
  const told = await caller('POST', path, place.product.noticeHeaders(notice), notice);
  if (told.text !== '{"outcome":"accepted"}')
    throw new Error(`notice: ${told.status} ${told.text}`);
}

/** Every paid order is held, and nothing else: the figures are of whole purchases. */
async function assertHeld(ground: Ground): Promise<void> {
  const [row] = await ground.query<{ wrong: string }>(
    `select count(*)::text as wrong from audit.orders o where (o.state = 'WAIT_SHIP') is distinct from
       exists (select from audit.tx t where t.order_id = o.id and t.kind = 'hold')`,
  );
  if (row?.wrong !== '0') throw new Error(`${row?.wrong} orders are not held as they should be`);
}

type Row = {
  clients: number;
  http: Measured;
  raw: { perSecond: number; by: string };
  ratio: number;
};

function reportOf(rows: Row[], sqlPerPurchase: number, rssMb: number): Report {
  const last = rows.at(-1)!;
  return {
    name: 'purchases',
    table: rows.map(({ clients, http, raw, ratio }) => ({
      clients,
      'purchases/s': http.perSecond.toFixed(0),
      'p50 ms': http.p50Ms.toFixed(1),
      'p95 ms': http.p95Ms.toFixed(1),
      [`raw SQL/s (${raw.by})`]: raw.perSecond.toFixed(0),
      ratio: ratio.toFixed(2),
    })),
    figures: {
      ratioToRawSql: last.ratio,
      perSecond: last.http.perSecond,
      p50Ms: last.http.p50Ms,
      p95Ms: last.http.p95Ms,
      sqlPerPurchase,
      roundTripsPerPurchase: sqlPerPurchase,
      rssMb,
    },
    targets: [{ says: `ratioToRawSql ≥ ${ratioMin} at 32 clients`, met: last.ratio >= ratioMin }],
  };
}
