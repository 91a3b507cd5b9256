// Real: the rules of offers. Modelled: time, and two members who try anything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import {
  decideOffer,
  offerActions,
  standingFen,
  turnOf,
  type Offer,
  type OfferCommand,
  type OfferSide,
} from '../../src/modules/orders/domain/offer.ts';
import { offerRoundsMax, offerValidMs } from '../../src/modules/orders/domain/rules.ts';
import { createSeededRandom, type SeededRandom } from '../support/seeded-random.ts';

const runs = Number(process.env['TUCKSHOP_SIMULATION_RUNS'] ?? 20_000);
const firstSeed = Number(process.env['TUCKSHOP_SIMULATION_SEED'] ?? 1);
const start = new Date('2026-02-27T15:59:00Z');
const triesMax = 12;

/** What a run leaves: how it ended, every refusal, and whether a price was ever named back. */
type Life = { offer: Offer; refusals: Set<string>; prices: { by: OfferSide; fen: bigint }[] };

test(`offers keep their rules over ${runs} seeded runs`, () => {
  const ends = new Map<string, number>();
  const refusals = new Set<string>();
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const life = run(seed);
    ends.set(life.offer.state, (ends.get(life.offer.state) ?? 0) + 1);
    for (const code of life.refusals) refusals.add(code);
  }
  if (runs < 1000) return;
  const states = ['accepted', 'declined', 'lapsed', 'open', 'withdrawn'];
  assert.deepEqual([...ends.keys()].toSorted(), states, 'every end was reached');
  const codes = [
    'orders/not-due',
    'orders/offer-moved-on',
    'orders/offer-not-your-turn',
    'orders/offer-not-yours',
    'orders/offer-over',
    'orders/offer-price-not-between',
    'orders/offer-rounds-over',
  ];
  assert.deepEqual([...refusals].toSorted(), codes, 'every refusal was met');
});

function run(seed: number): Life {
  const random = createSeededRandom(seed);
  const askingFen = BigInt(random.between(2, 400));
  const buyerFen = BigInt(random.between(1, Number(askingFen) - 1));
  const life: Life = {
    offer: newOffer(askingFen, buyerFen),
    refusals: new Set(),
    prices: [
      { by: 'seller', fen: askingFen },
      { by: 'buyer', fen: buyerFen },
    ],
  };
  let now = start;
  try {
    for (let turn = 0; turn < triesMax; turn += 1) {
      const toEnd = life.offer.validUntil.getTime() - now.getTime();
      const passMs = random.chance(0.2) ? toEnd + random.pick([-1, 0, 1]) : hourMs;
      now = new Date(now.getTime() + Math.max(0, random.chance(0.5) ? passMs : 0));
      attempt(life, commandOf(life.offer, random), now);
    }
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
  return life;
}

function newOffer(askingFen: bigint, buyerFen: bigint): Offer {
  return {
    id: '1',
    listingId: '2',
    sellerId: '3',
    buyerId: '4',
    quantity: 1,
    state: 'open',
    round: 1,
    askingFen,
    freightFen: 0n,
    delivery: 'pickup',
    buyerFen,
    sellerFen: askingFen,
    madeAt: start,
    validUntil: new Date(start.getTime() + offerValidMs),
    endedAt: null,
    orderId: null,
    stepCount: 1,
  };
}

const names = ['counter', 'counter', 'counter', 'accept', 'decline', 'withdraw', 'lapse'] as const;

function commandOf(offer: Offer, random: SeededRandom): OfferCommand {
  const by = random.pick(['buyer', 'seller'] as const);
  const round = random.chance(0.85) ? offer.round : random.between(1, offerRoundsMax);
  const name = random.pick(names);
  if (name === 'lapse') return { name, by: 'clock' };
  if (name === 'withdraw') return { name, by };
  if (name !== 'counter') return { name, by, round };
  const unitPriceFen = BigInt(random.between(1, Number(offer.askingFen) + 1));
  return { name, by, round, unitPriceFen };
}

function attempt(life: Life, command: OfferCommand, now: Date): void {
  const before = life.offer;
  const mayDo = command.by === 'clock' ? [] : offerActions(before, command.by, now);
  const verdict = decideOffer(before, command, now);
  if (!verdict.ok) {
    life.refusals.add(verdict.code);
    return;
  }
  const after = { ...before, ...verdict.changes };
  assert.equal(before.state, 'open', 'what has ended stays as it ended');
  if (command.name === 'lapse') assert.ok(now >= before.validUntil, 'nothing lapses early');
  else assert.ok(mayDo.includes(command.name), `${command.name} was offered to ${command.by}`);
  if (command.name === 'counter') assertCloser(life, before, { after, command, now });
  else assert.ok(after.endedAt, 'everything else ends it');
  if (command.name === 'accept') {
    const named = life.prices.at(-1)!;
    assert.notEqual(named.by, command.by, 'nobody accepts a price of their own');
    assert.equal(standingFen(after), named.fen, 'what was agreed is what was named last');
  }
  life.offer = after;
}

function assertCloser(
  life: Life,
  before: Offer,
  {
    after,
    command,
    now,
  }: { after: Offer; command: Extract<OfferCommand, { name: 'counter' }>; now: Date },
): void {
  assert.equal(command.by, turnOf(before));
  assert.ok(after.round <= offerRoundsMax);
  assert.ok(before.buyerFen < command.unitPriceFen && command.unitPriceFen < before.sellerFen);
  assert.equal(standingFen(after), command.unitPriceFen);
  assert.equal(after.validUntil.getTime() - now.getTime(), dayMs);
  life.prices.push({ by: command.by, fen: command.unitPriceFen });
}
