// Real: the whole product over HTTP, PostgreSQL, jobs, simulators. Sixteen members send commands of
// a trade at random, legal and illegal ones, to their own things and to those of others; then every
// invariant of the audit is asked. TUCKSHOP_TORTURE_OPERATIONS says how many commands,
// TUCKSHOP_TORTURE_SEED which.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { CallAnswer } from '../support/client.ts';
import { assertInvariants } from '../support/invariants.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { tell } from '../support/tally.ts';
import { tradeCommands } from '../support/trade-commands.ts';
import type { Stage, Traders } from '../support/trade-stages.ts';

const operations = Number(process.env['TUCKSHOP_TORTURE_OPERATIONS'] ?? 400);
const random = createSeededRandom(Number(process.env['TUCKSHOP_TORTURE_SEED'] ?? 20_261));
const sellersMax = 4;
const buyersMax = 12;
/** Rounds between which time passes and the invariants are asked. */
const roundOperations = 400;

const product = await startProduct();
const { control } = product.sandbox.payments;

type Player = people.Person & { home: string };
type Thing = Stage & { buyer: Player; seller: Player };

async function player(person: people.Person): Promise<Player> {
  const { id: home } = await person.call<{ id: string }>('saveAddress', { body: people.shanghai });
  return Object.assign(person, { home });
}

const sellers: Player[] = [];
const buyers: Player[] = [];
for (let i = 0; i < sellersMax; i += 1) sellers.push(await player(await people.seller(product)));
for (let i = 0; i < buyersMax; i += 1) {
  buyers.push(await player(await people.join(product, `买家${i}`)));
}
const bank = { bankName: '招商银行', account: '6225880123456789' };
for (const seller of sellers) await seller.call('bindPayoutAccount', { body: bank });

/** Goods on a shelf, the last few of which trades are about. */
const shelves: Thing[] = [];
const trades: Thing[] = [];

async function fillShelves(): Promise<void> {
  await people.passTime(buyers[0]!, dayMs);
  for (const seller of sellers) {
    const delivery = random.pick(['courier', 'virtual'] as const);
    const terms = { priceFen: 20_000, quantity: 10, delivery };
    const { listingId } = await people.sell(seller, terms);
    const { version } = await seller.call<{ version: number }>('getListing', {
      params: { listingId },
    });
    const none = { orderId: '0', offerId: '0', afterSaleId: '0' };
    shelves.push({ ...none, listingId, version, seller, buyer: random.pick(buyers) });
  }
}

const met = { done: 0, refused: 0, faults: [] as string[] };
const names = Object.keys(tradeCommands).filter((name) => tradeCommands[name]!.by !== 'operator');

/** One command: mostly by whose turn it may be, on a thing of theirs; now and then by anybody. */
async function act(self: Player): Promise<void> {
  const isNew = trades.length < 20 || random.chance(0.15);
  const recent = trades.slice(-60);
  const own = recent.filter((thing) => thing.buyer === self || thing.seller === self);
  const isStranger = random.chance(0.1);
  const thing = isNew
    ? { ...random.pick(shelves.slice(-2 * sellersMax)), buyer: self }
    : random.pick(own.length > 0 && !isStranger ? own : recent);
  const side = thing.seller === self ? 'seller' : 'buyer';
  const fitting = names.filter((name) => tradeCommands[name]!.by === side);
  const name = isNew
    ? random.pick(['placeOrder', 'placeOrder', 'makeOffer'])
    : random.pick(isStranger ? names : fitting);
  const traders: Traders = {
    product,
    ...thing,
    buyerHome: self.home,
    sellerHome: self.home,
    pictureId: '0',
  };
  const input = tradeCommands[name]!.input(thing, traders, random.between(0, 7));
  if (name === 'placeOrder') await quoted(self, input.body as Quoted);
  keep(name, thing, await self.send(name, input));
}

type Quoted = { lines: object[]; expectedTotalFen: number };

/** Prices change under the buyers' eyes: most look before they buy. */
async function quoted(self: Player, body: Quoted): Promise<void> {
  const { status, body: quote } = await self.send('quoteOrder', { body: { lines: body.lines } });
  if (status < 300) body.expectedTotalFen = (quote as { totalFen: number }).totalFen;
}

/** What came of it: remembered for the commands to come. */
function keep(name: string, thing: Thing, { status, body }: CallAnswer): void {
  if (status >= 500) met.faults.push(`${name}: ${status} ${JSON.stringify(body)}`);
  if (status >= 300) return void (met.refused += 1);
  met.done += 1;
  const told = body as Partial<Record<'orderId' | 'offerId' | 'afterSaleId' | 'attemptId', string>>;
  if (name === 'placeOrder' || name === 'makeOffer') trades.push({ ...thing, ...told });
  else Object.assign(thing, { afterSaleId: told.afterSaleId ?? thing.afterSaleId });
  if (name === 'answerOffer' && told.orderId) thing.orderId = told.orderId;
  if (name === 'payOrder' && random.chance(0.9)) control.pay(told.attemptId!);
}

test(`${operations} commands of sixteen members leave the books right`, async (t) => {
  let left = operations;
  while (left > 0) {
    await fillShelves();
    const round = Math.min(left, roundOperations);
    left -= round;
    let begun = 0;
    const play = async (self: Player) => {
      while (begun < round) {
        begun += 1;
        await act(self);
      }
    };
    await Promise.all([...sellers, ...buyers].map(play));
    await people.passTime(
      buyers[0]!,
      random.pick([minuteMs, 31 * minuteMs, 6 * hourMs, 3 * dayMs]),
    );
    await product.app.settle();
    await assertInvariants(product.databaseUrl);
  }
  tell(t, { operations: met.done + met.refused, acks: met.done, invariantRows: 0 });
  assert.deepEqual(met.faults, []);
  assert.ok(met.done > operations / 10, `${met.done} of ${operations} were done`);
  assert.ok(met.refused > operations / 20, 'none was refused');
});
