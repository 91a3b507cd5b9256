// Real: the rules of every timer of a trade, and the calendar days the house counts in. Modelled:
// time, which begins close to the moments at which clocks go wrong and leaps, in machines that
// stand in other zones. TUCKSHOP_SIMULATION_RUNS and TUCKSHOP_SIMULATION_SEED change the runs.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { AfterSale } from '../../src/modules/aftersale/domain/after-sale.ts';
import * as sales from '../../src/modules/aftersale/domain/decide.ts';
import { dueOf } from '../../src/modules/aftersale/domain/changes.ts';
import { silenceOf } from '../../src/modules/aftersale/domain/silence.ts';
import { startOfShanghaiDay } from '../../src/modules/catalog/domain/pace.ts';
import { monthSpan, shanghaiDay } from '../../src/modules/ledger/domain/month.ts';
import { deadlinesOf } from '../../src/modules/orders/domain/clocks.ts';
import { decide, evolve, type Command } from '../../src/modules/orders/domain/decide.ts';
import { decideOffer, type Offer } from '../../src/modules/orders/domain/offer.ts';
import type { Order } from '../../src/modules/orders/domain/order.ts';
import { decide as decideReview } from '../../src/modules/reviews/domain/exchange.ts';
import { shanghaiDay as dayOfTies } from '../../src/modules/ties/domain/day.ts';
import { momentNear, zones } from '../support/odd-moments.ts';
import { openedAfterSale } from '../support/opened-after-sale.ts';
import { placedOrder } from '../support/placed-order.ts';
import { createSeededRandom, type SeededRandom } from '../support/seeded-random.ts';
import { tell } from '../support/tally.ts';

const runs = Number(process.env['TUCKSHOP_SIMULATION_RUNS'] ?? 20_000);
const firstSeed = Number(process.env['TUCKSHOP_SIMULATION_SEED'] ?? 1);
const zoneBefore = process.env['TZ'];
after(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

/** A timer as it was wound up: what it should have been set to, and what runs when it is over. */
type Timer = {
  name: string;
  setAt: Date;
  lastsMs: number;
  due: Date;
  /** Tries to run it; answers whether it ran. A timer that ran has changed what it is about. */
  run(now: Date): boolean;
};

test(`every timer keeps its time over ${runs} starts near odd moments`, (t) => {
  const ran = new Map<string, number>();
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const random = createSeededRandom(seed);
    process.env['TZ'] = random.pick(zones);
    const timer = random.pick(timers)(momentNear(random), random);
    try {
      check(timer, random);
    } catch (error) {
      throw new Error(`seed ${seed}: ${timer.name} set at ${timer.setAt.toISOString()}`, {
        cause: error,
      });
    }
    ran.set(timer.name, (ran.get(timer.name) ?? 0) + 1);
  }
  for (const name of names) {
    assert.ok((ran.get(name) ?? 0) >= runs / 100, `${name} ran ${ran.get(name) ?? 0} times`);
  }
  tell(t, { timers: runs });
});

function check({ setAt, lastsMs, due, run }: Timer, random: SeededRandom): void {
  assert.equal(due.getTime() - setAt.getTime(), lastsMs, 'it lasts as long as the rules say');
  const at = (ms: number) => new Date(due.getTime() + ms);
  // A clock that is behind, or was set back, runs nothing early.
  for (const earlyMs of [1, 10 * minuteMs, hourMs, lastsMs]) assert.equal(run(at(-earlyMs)), false);
  const late = random.pick([0, 1, 10 * minuteMs, hourMs, dayMs, 40 * dayMs]);
  assert.equal(run(at(late)), true, `it did not run ${late} ms after it was due`);
  for (const againMs of [late, late + 1, late - hourMs, late + 40 * dayMs]) {
    assert.equal(run(at(againMs)), false, 'it ran twice');
  }
}

const ofOrder = (name: string, clock: Command['name'], lastsMs: number, live: Life) => {
  const timer = (setAt: Date): Timer => {
    let order = live(placed(setAt), setAt);
    const [due] = Object.values(deadlinesOf(order));
    const run = (now: Date) => {
      const verdict = decide(order, { name: clock, by: 'clock', actorId: null } as Command, now);
      if (verdict.ok) order = evolve(order, verdict.step);
      return verdict.ok;
    };
    return { name, setAt, lastsMs, due: due!, run };
  };
  return Object.assign(timer, { timer: name });
};
type Life = (order: Order, at: Date) => Order;

/** An order placed, and bound to be shipped within two days. */
const placed = (at: Date): Order =>
  placedOrder({
    goodsFen: 20_000n,
    freightFen: 0n,
    delivery: 'courier',
    feeBps: 60,
    createdAt: at,
    payBy: new Date(at.getTime() + 30 * minuteMs),
    shipWithinMs: 2 * dayMs,
  });

function step(order: Order, command: Command, at: Date): Order {
  const verdict = decide(order, command, at);
  assert.ok(verdict.ok, command.name);
  return evolve(order, verdict.step);
}

const paid: Life = (order, at) =>
  step(order, { name: 'pay', by: 'provider', actorId: null, amountFen: order.totalFen }, at);
const shipped =
  (tracking: 'tracked' | 'untracked'): Life =>
  (order, at) =>
    step(paid(order, at), { name: 'ship', by: 'seller', actorId: '3', tracking }, at);
const moved: Life = (order, at) => {
  const scan: Command = { name: 'move-parcel', by: 'courier', actorId: null, movedAt: at };
  return step(shipped('tracked')(order, at), scan, at);
};
const delivered: Life = (order, at) =>
  step(moved(order, at), { name: 'deliver', by: 'courier', actorId: null }, at);
const handedOver: Life = (order, at) =>
  step(
    paid({ ...order, delivery: 'virtual' }, at),
    { name: 'hand-over', by: 'seller', actorId: '3' },
    at,
  );

/** @source rules.json: the times stand here once more, so that a changed rule is seen */
const orderTimers = [
  ofOrder('unpaid', 'expire-unpaid', 30 * minuteMs, (order) => order),
  ofOrder('unshipped', 'refund-unshipped', 6 * dayMs, paid),
  ofOrder('unscanned', 'void-shipment', 2 * dayMs, shipped('tracked')),
  ofOrder('standing still', 'lose-parcel', 14 * dayMs, moved),
  ofOrder('delivered', 'confirm-by-clock', 3 * dayMs, delivered),
  ofOrder('untracked', 'confirm-by-clock', 10 * dayMs, shipped('untracked')),
  ofOrder('handed over', 'confirm-by-clock', 2 * dayMs, handedOver),
];

const silences: [AfterSale['state'], AfterSale['type'], number][] = [
  ['WAIT_SELLER', 'CANCEL', dayMs],
  ['WAIT_SELLER', 'REFUND_ONLY', 2 * dayMs],
  ['WAIT_SELLER', 'RETURN_REFUND', 2 * dayMs],
  ['WAIT_BUYER', 'PARTIAL', 2 * dayMs],
  ['WAIT_RETURN_ADDRESS', 'RETURN_REFUND', dayMs],
  ['WAIT_BUYER_RETURN', 'RETURN_REFUND', 7 * dayMs],
  ['WAIT_REPLACEMENT', 'EXCHANGE', 3 * dayMs],
  ['REFUSED', 'REFUND_ONLY', 7 * dayMs],
];

const silenceTimers = silences.map(([state, type, lastsMs]) => {
  const name = `silence in ${state} of ${type}`;
  const timer = (setAt: Date): Timer => {
    let sale = openedAfterSale({ state, type, openedAt: setAt });
    sale = { ...sale, dueAt: dueOf(sale, setAt) };
    const { dueAt } = sale;
    const silence = silenceOf(sale)!;
    const run = (now: Date) => {
      const command = { name: silence, by: 'clock', actorId: null } as sales.Command;
      const verdict = sales.decide(sale, command, now);
      if (verdict.ok) sale = sales.evolve(sale, verdict.step);
      return verdict.ok;
    };
    return { name, setAt, lastsMs, due: dueAt!, run };
  };
  return Object.assign(timer, { timer: name });
});

function offerTimer(setAt: Date): Timer {
  let offer = answered(setAt);
  const run = (now: Date) => {
    const verdict = decideOffer(offer, { name: 'lapse', by: 'clock' }, now);
    if (verdict.ok) offer = { ...offer, ...verdict.changes };
    return verdict.ok;
  };
  return { name: 'offer', setAt, lastsMs: dayMs, due: offer.validUntil, run };
}

/** An offer whose seller has just named a price back. */
function answered(at: Date): Offer {
  const offer: Offer = {
    id: '1',
    listingId: '4',
    sellerId: '3',
    buyerId: '2',
    quantity: 1,
    state: 'open',
    round: 1,
    askingFen: 20_000n,
    freightFen: 0n,
    delivery: 'courier',
    buyerFen: 15_000n,
    sellerFen: 20_000n,
    madeAt: at,
    validUntil: new Date(at.getTime() + dayMs),
    endedAt: null,
    orderId: null,
    stepCount: 1,
  };
  const counter = { name: 'counter', by: 'seller', round: 1, unitPriceFen: 18_000n } as const;
  const verdict = decideOffer(offer, counter, at);
  assert.ok(verdict.ok);
  return { ...offer, ...verdict.changes };
}

function reviewTimer(setAt: Date): Timer {
  const closesAt = new Date(setAt.getTime() + 14 * dayMs);
  let exchange = { closesAt, revealedAt: null as Date | null, buyer: null, seller: null };
  const run = (now: Date) => {
    const verdict = decideReview(exchange, { name: 'reveal' }, now);
    const reveals = verdict.ok && verdict.reveals;
    if (reveals) exchange = { ...exchange, revealedAt: now };
    return reveals;
  };
  return { name: 'reviews', setAt, lastsMs: 14 * dayMs, due: closesAt, run };
}

const timers: ((setAt: Date, random: SeededRandom) => Timer)[] = [
  ...orderTimers,
  ...silenceTimers,
  offerTimer,
  reviewTimer,
];
const names = [...[...orderTimers, ...silenceTimers].map(({ timer }) => timer), 'offer', 'reviews'];

/** Shanghai's calendar as the platform of the language knows it, whatever zone the machine is in. */
const calendar = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

test('days and months are Shanghai’s, wherever the machine stands', () => {
  for (let seed = firstSeed; seed < firstSeed + runs / 10; seed += 1) {
    const random = createSeededRandom(seed);
    process.env['TZ'] = random.pick(zones);
    const at = momentNear(random);
    const day = calendar.format(at);
    assert.deepEqual([shanghaiDay(at), dayOfTies(at)], [day, day], `seed ${seed}`);
    const midnight = startOfShanghaiDay(at);
    assert.equal(calendar.format(midnight), day);
    assert.notEqual(calendar.format(new Date(midnight.getTime() - 1)), day);
    const { from, until } = monthSpan(day.slice(0, 7));
    assert.ok(from <= at && at < until, `seed ${seed}`);
  }
});
