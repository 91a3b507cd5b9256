// Real: the whole product over HTTP, PostgreSQL, jobs, simulators. Two commands of a trade are sent
// eight times each at the same moment, to a thing made for them; then every invariant of the audit
// is asked. TUCKSHOP_TORTURE_PAIRS says how many pairs (or all), TUCKSHOP_TORTURE_ROUNDS how often,
// TUCKSHOP_TORTURE_SEED which, and in which of the stages that allow them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { assertInvariants } from '../support/invariants.ts';
import { startProduct } from '../support/product.ts';
import { raceTimes } from '../support/race.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { tell } from '../support/tally.ts';
import {
  allPairs,
  callerOf,
  stagesOf,
  tradeCommands,
  type Pair,
} from '../support/trade-commands.ts';
import { stages, type Traders } from '../support/trade-stages.ts';

const wanted = process.env['TUCKSHOP_TORTURE_PAIRS'] ?? '8';
const rounds = Number(process.env['TUCKSHOP_TORTURE_ROUNDS'] ?? 1);
const random = createSeededRandom(Number(process.env['TUCKSHOP_TORTURE_SEED'] ?? 20_261));

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const pictureId = await people.uploadPicture(seller);
const traders: Traders = { product, seller, buyer, pictureId, ...(await homes()) };
await fillWallet();

async function homes() {
  const homeOf = async (person: people.Person) =>
    (await person.call<{ id: string }>('saveAddress', { body: people.shanghai })).id;
  return { sellerHome: await homeOf(seller), buyerHome: await homeOf(buyer) };
}

/** Enough to withdraw from, the first sales' waiting over. */
async function fillWallet(): Promise<void> {
  const bank = { bankName: '招商银行', account: '6225880123456789' };
  await seller.call('bindPayoutAccount', { body: bank });
  for (let sales = 0; sales < 3; sales += 1) {
    await people.complete(product, seller, buyer);
    await people.passTime(buyer, dayMs);
  }
  await people.passTime(buyer, 3 * dayMs);
}

type Outcome = { done: number; refused: number };

async function racePair({ first, second, stage: name }: Pair): Promise<Outcome[]> {
  // Sessions end with the days that pass.
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
  const stage = await stages[name](traders);
  const isDecided = first === 'decideAfterSale' || second === 'decideAfterSale';
  const operator = isDecided ? await people.operator(product) : buyer;
  const calls = Array.from({ length: raceTimes }, (_, turn) =>
    [first, second].map((command) => {
      const input = tradeCommands[command]!.input(stage, traders, turn);
      return callerOf(command, traders, operator).send(command, input);
    }),
  );
  const answers = await Promise.all(calls.flat());
  // Nobody has more than fifty things on the shelf; some races have emptied it already.
  await seller.send('withdrawListing', { params: { listingId: stage.listingId } });
  const faults = answers.filter(({ status }) => status >= 500);
  assert.deepEqual(faults, [], `${first} and ${second} at ${name}: a 5xx`);
  return [0, 1].map((which) => {
    const own = answers.filter((_, place) => place % 2 === which);
    const done = own.filter(({ status }) => status < 300).length;
    return { done, refused: own.length - done };
  });
}

test('pairs of a trade’s commands, eight of each at once, leave one truth', async (t) => {
  const all = allPairs();
  const chosen =
    wanted === 'all' ? all : Array.from({ length: Number(wanted) }, () => random.pick(all));
  const raced = new Map<string, number>();
  let done = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const { first, second } of chosen) {
      const stage = random.pick(stagesOf({ first, second }));
      const outcomes = await racePair({ first, second, stage });
      done += outcomes.reduce((sum, one) => sum + one.done, 0);
      [first, second].forEach((name, which) =>
        raced.set(name, (raced.get(name) ?? 0) + outcomes[which]!.done),
      );
      await product.app.settle();
      await assertInvariants(product.databaseUrl).catch((error: unknown) => {
        throw new Error(`after ${first} and ${second} at ${stage}`, { cause: error });
      });
    }
  }
  tell(t, { pairs: chosen.length * rounds, acks: done, invariantRows: 0 });
  assert.ok(done > 0);
  const never = [...raced].filter(([, times]) => times === 0).map(([name]) => name);
  // A command that is refused everywhere proves nothing about its races.
  if (wanted === 'all') assert.deepEqual(never, []);
});

/** Changing operations of the trade's rooms that are in no pair, each with its reason. */
const leftOut = new Map([
  ['quoteOrder', 'changes nothing'],
  ['openVirtualFile', 'reads, and is written down each time'],
  ['layVirtualFile', 'sent as bytes; raced in virtual-files.journey.ts'],
  ['takeCapture', 'needs a code given out before; raced in races-of-after-sales.journey.ts'],
  ['createListing', 'makes a thing of its own'],
  ['openQuickSell', 'is the member’s, not a trade’s'],
  ['replyToReview', 'is asked of revealed reviews; raced in races-of-reviews.journey.ts'],
  ['withdrawReview', 'is asked of revealed reviews; raced in races-of-reviews.journey.ts'],
  ['relistListing', 'raced in races-of-tools.journey.ts'],
  ['reserveListing', 'raced in races-of-tools.journey.ts'],
  ['remindOfOrder', 'raced in races-of-tools.journey.ts'],
  ['buyLabel', 'raced in labels.journey.ts'],
  ['cancelLabel', 'raced in labels.journey.ts'],
  ['receiveNotice', 'is the provider’s; raced in races.journey.ts'],
  ['receiveCourierNotice', 'is the courier’s; raced in couriers.journey.ts'],
]);

test('no changing operation of a trade is left out', () => {
  const own =
    /^\/(?:orders|offers|after-sales|captures|listings|wallet|reviews|payments|parcels)\b/;
  const changing = product.app.routes
    .filter(({ method, path }) => method !== 'GET' && own.test(path))
    .map(({ operationId }) => operationId);
  assert.ok(changing.length >= 25, changing.join(', '));
  const missing = changing.filter((name) => !tradeCommands[name] && !leftOut.has(name));
  assert.deepEqual(missing, []);
  const unknown = [...Object.keys(tradeCommands), ...leftOut.keys()].filter(
    (name) => !product.app.routes.some(({ operationId }) => operationId === name),
  );
  assert.deepEqual(unknown, []);
});
