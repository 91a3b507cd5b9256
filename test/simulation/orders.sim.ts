// Real: the order machine, its clocks, the fee rule. Modelled: the ledger and the stock, as sums.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { feeOf } from '#platform/money.ts';
import { deadlinesOf } from '../../src/modules/orders/domain/clocks.ts';
import { decide, evolve, type Command } from '../../src/modules/orders/domain/decide.ts';
import {
  legalSteps,
  orderMachine,
  type CommandName,
} from '../../src/modules/orders/domain/order-machine.ts';
import type { Order, Role } from '../../src/modules/orders/domain/order.ts';
import * as rules from '../../src/modules/orders/domain/rules.ts';
import { placedOrder } from '../support/placed-order.ts';
import { createSeededRandom, type SeededRandom } from '../support/seeded-random.ts';

const runs = Number(process.env['TUCKSHOP_SIMULATION_RUNS'] ?? 20_000);
const firstSeed = Number(process.env['TUCKSHOP_SIMULATION_SEED'] ?? 1);
const commandsMax = 60;
const start = new Date('2026-02-27T15:59:00Z');

type World = {
  order: Order;
  now: Date;
  stock: number;
  stockBefore: number;
  quantity: number;
  /** Fen by place; the sum never changes once the money is in. */
  books: { outside: bigint; escrow: bigint; dueBack: bigint; wallet: bigint; fee: bigint };
  history: { command: CommandName; at: Date; from: string; to: string; role: Role }[];
  refusals: string[];
  /** What the simulation itself remembers of the parcel, beside the machine. */
  parcel: { givenAt: Date | null; lastMovedAt: Date | null };
};

test(`the order machine keeps its invariants over ${runs} seeded runs`, () => {
  const reached = new Map<string, number>();
  const count = (key: string) => reached.set(key, (reached.get(key) ?? 0) + 1);
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const world = run(seed);
    for (const step of world.history) count(keyOf(step));
    for (const code of world.refusals) count(code);
  }
  // A simulation that never reaches a row or a refusal proves nothing about it. A short one, as for
  // mutants, misses the rare ones by luck: it is asked for its invariants alone.
  if (runs < 20_000) return;
  const steps = legalSteps().filter(({ command }) => command !== 'place');
  for (const wanted of [...steps.map(keyOf), ...codes]) {
    const times = reached.get(wanted) ?? 0;
    assert.ok(times >= runs / 1000, `${wanted} was reached ${times} times in ${runs} runs`);
  }
});

/** Every refusal that `decide` knows, read from its source. */
const source = readFileSync(
  new URL('../../src/modules/orders/domain/decide.ts', import.meta.url),
  'utf8',
);
const codes = [...source.matchAll(/'(orders\/[a-z-]+)'/g)].map((match) => match[1]!);
assert.ok(codes.length >= 15, 'the refusals were read');

type Taken = { command: string; from: string; to: string; role: string };
function keyOf({ command, from, to, role }: Taken): string {
  return `${command} ${from}>${to} ${role}`;
}

test('the same seed gives the same run', () => {
  assert.deepEqual(run(4711), run(4711));
});

function run(seed: number): World {
  const random = createSeededRandom(seed);
  const world = openWorld(random);
  try {
    for (let i = 0; i < commandsMax; i += 1) {
      if (random.chance(0.5)) pass(world, random);
      attempt(world, commandOf(world, random));
      check(world);
    }
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
  return world;
}

function openWorld(random: SeededRandom): World {
  const goodsFen = BigInt(random.between(1, 1_000_000));
  const freightFen = BigInt(random.chance(0.5) ? 0 : random.between(1, 3000));
  const quantity = random.between(1, 5);
  const delivery = random.pick(['courier', 'courier', 'pickup', 'virtual'] as const);
  const stock = random.between(0, 20);
  return {
    order: newOrder({ goodsFen: goodsFen * BigInt(quantity), freightFen, delivery }, random),
    now: start,
    stock,
    stockBefore: stock,
    quantity,
    books: { outside: 0n, escrow: 0n, dueBack: 0n, wallet: 0n, fee: 0n },
    history: [],
    refusals: [],
    parcel: { givenAt: null, lastMovedAt: null },
  };
}

function newOrder(
  parts: Pick<Order, 'goodsFen' | 'freightFen' | 'delivery'>,
  random: SeededRandom,
): Order {
  return placedOrder({
    ...parts,
    feeBps: rules.feeBps,
    createdAt: start,
    payBy: new Date(start.getTime() + rules.payHoldMs),
    shipWithinMs: random.pick([10 * minuteMs, dayMs, 2 * dayMs, 3 * dayMs, 7 * dayMs]),
  });
}

/** Time passes: a little, or to just before, onto or after the next clock. */
function pass(world: World, random: SeededRandom): void {
  const due = Object.values(deadlinesOf(world.order)).map((at) => at.getTime());
  const target = due.length > 0 && random.chance(0.6) ? Math.min(...due) : undefined;
  const next =
    target === undefined
      ? world.now.getTime() + random.between(0, random.chance(0.1) ? 40 * dayMs : 6 * hourMs)
      : target + random.pick([-1, 0, 1, hourMs]);
  world.now = new Date(Math.max(world.now.getTime(), next));
}

const names = Object.keys(orderMachine).filter((name) => name !== 'place') as Exclude<
  CommandName,
  'place'
>[];
const ended: string[] = ['COMPLETED', 'CLOSED', 'REFUNDED'];
const afterSaleEndings: CommandName[] = [
  'close-after-sale',
  'cancel-agreed',
  'refund-after-sale',
  'refund-part',
  'take-back',
];
const roles: Role[] = ['buyer', 'seller', 'clock', 'provider', 'courier', 'operator'];

/** Mostly something that fits the state, sometimes anything by anyone. */
function commandOf(world: World, random: SeededRandom): Command {
  // Half the time nothing that ends the order, so that long lives are lived as well.
  const mayEnd = random.chance(0.5);
  const fitting = names.filter(
    (name) =>
      (orderMachine[name].from as readonly string[]).includes(world.order.state) &&
      (mayEnd || !ended.includes(orderMachine[name].to)),
  );
  const clocks = fitting.filter((name) => orderMachine[name].by[0] === 'clock');
  const endings = fitting.filter((one) => afterSaleEndings.includes(one));
  const ends = world.order.afterSaleOpenedAt && endings.length > 0 && random.chance(0.8);
  const likely = ends ? endings : clocks.length > 0 && random.chance(0.25) ? clocks : fitting;
  const name = likely.length > 0 && random.chance(0.85) ? random.pick(likely) : random.pick(names);
  const by = random.chance(0.9) ? random.pick<Role>(orderMachine[name].by) : random.pick(roles);
  const actorId = by === 'buyer' ? '2' : by === 'seller' ? '3' : null;
  if (name === 'pay') {
    const wrong = random.chance(0.1) ? BigInt(random.between(1, 5)) : 0n;
    return { name, by, actorId, amountFen: world.order.totalFen + wrong };
  }
  if (name === 'ship' || name === 'correct-waybill') {
    return { name, by, actorId, tracking: random.pick(['tracked', 'tracked', 'untracked']) };
  }
  if (name === 'move-parcel') return { name, by, actorId, movedAt: saidOf(world.now, random) };
  if (name === 'refund-part' || name === 'take-back' || name === 'charge-back') {
    const left = leftOf(world.order);
    const amountFen = random.pick([-1n, 0n, 1n, left / 2n, left / 3n, left - 1n, left, left + 1n]);
    if (name === 'charge-back') return { name, by, actorId, amountFen };
    return { name, by, actorId, amountFen, afterSaleId: String(world.history.length) };
  }
  if (name === 'extend-shipping') return { name, by, actorId, days: random.between(0, 25) };
  return { name, by, actorId };
}

/** What a carrier says of the time: mostly true, sometimes long ago, sometimes not yet. */
function saidOf(now: Date, random: SeededRandom): Date {
  const agoMs = random.chance(0.8)
    ? random.between(0, hourMs)
    : random.between(-2 * hourMs, 20 * dayMs);
  return new Date(now.getTime() - agoMs);
}

function attempt(world: World, command: Command): void {
  const before = structuredClone(world.order);
  const verdict = decide(world.order, command, world.now);
  assert.deepEqual(world.order, before, 'decide changes nothing itself');
  if (!verdict.ok) {
    world.refusals.push(verdict.code);
    return;
  }
  const { step } = verdict;
  assertLegal(world, command);
  book(world, step.money, 'amountFen' in command ? command.amountFen : 0n);
  if (step.stock === 'returned') world.stock += world.quantity;
  world.order = evolve(world.order, step);
  remember(world, command);
  assertParcel(before, world.order, command);
  const { at, from, to, role } = step;
  world.history.push({ command: step.command, at, from, to, role });
}

function remember(world: World, command: Command): void {
  const { parcel, order, now } = world;
  if (command.name === 'ship' || command.name === 'correct-waybill') {
    parcel.givenAt = now;
    parcel.lastMovedAt = null;
  }
  if (command.name === 'move-parcel') {
    assert.ok(order.lastMovedAt! <= now && order.lastMovedAt! >= order.shippedAt!);
    parcel.lastMovedAt = order.lastMovedAt;
  }
}

/** What shipping, moving and a void shipment leave behind. */
function assertParcel(before: Order, after: Order, command: Command): void {
  if (command.name === 'void-shipment') {
    assert.deepEqual(after.shipBy, before.shipBy, 'the promise stands');
    assert.deepEqual([after.shippedAt, after.tracking, after.scanBy], [null, null, null]);
    const [was, is] = [before.refundUnshippedAt!.getTime(), after.refundUnshippedAt!.getTime()];
    assert.ok(is >= was, 'the refund never comes earlier');
    if (before.voidShipments > 0) assert.equal(is, was, 'a day more is given once');
  }
  if (command.name === 'correct-waybill' && after.tracking === 'tracked') {
    assert.equal(after.confirmBy, null, 'a tracked parcel is not confirmed by time alone');
  }
}

/** What must hold for a step to be taken at all, said again without the machine's own words. */
function assertLegal({ order: before, now, parcel }: World, command: Command): void {
  const row = orderMachine[command.name];
  assert.ok((row.by as readonly Role[]).includes(command.by), 'only a role that may');
  if ('amountFen' in command)
    assert.ok(command.amountFen > 0n, 'nothing less than a fen goes back');
  if (command.name === 'expire-unpaid') assert.ok(now >= before.payBy);
  if (command.name === 'refund-unshipped') {
    assert.ok(now.getTime() >= before.shipBy!.getTime() + 4 * dayMs, 'never before promise + 4 d');
  }
  if (command.name === 'void-shipment') {
    assert.equal(before.afterSaleOpenedAt, null, 'an open after-sale stops the clock');
    assert.deepEqual(
      [before.tracking, parcel.lastMovedAt],
      ['tracked', null],
      'never once scanned',
    );
    assert.ok(now.getTime() >= parcel.givenAt!.getTime() + 2 * dayMs, 'never before 48 h');
  }
  if (command.name === 'lose-parcel') {
    assert.equal(before.afterSaleOpenedAt, null, 'an open after-sale stops the clock');
    const stillFor = now.getTime() - parcel.lastMovedAt!.getTime();
    assert.ok(stillFor >= 14 * dayMs, 'never before 14 d without movement');
  }
  if (command.name === 'confirm-by-clock') {
    assert.equal(before.afterSaleOpenedAt, null, 'an open after-sale stops the clock');
    if (before.tracking === 'tracked') assert.ok(before.deliveredAt, 'never before delivery');
  }
  if (command.name === 'cancel-paid') {
    const inFreeHour = now.getTime() <= before.paidAt!.getTime() + hourMs;
    assert.ok(inFreeHour || now > before.shipBy!);
  }
}

function book(world: World, money: string, partFen: bigint): void {
  const { books, order } = world;
  const total = order.totalFen;
  const left = leftOf(order);
  if (money === 'hold') {
    books.outside -= total;
    books.escrow += total;
  }
  if (money === 'refund' || money === 'refund-part') {
    const back = money === 'refund' ? left : partFen;
    books.escrow -= back;
    books.dueBack += back;
  }
  if (money === 'settle') {
    const fee = (left * 60n) / 10_000n;
    books.escrow -= left;
    books.wallet += left - fee;
    books.fee += fee;
  }
  if (money === 'take-back' || money === 'charge-back') {
    const feeBack = (left * 60n) / 10_000n - ((left - partFen) * 60n) / 10_000n;
    books.fee -= feeBack;
    books.wallet -= partFen - feeBack;
    books[money === 'take-back' ? 'dueBack' : 'outside'] += partFen;
  }
}

function check(world: World): void {
  const { order, books, now } = world;
  const held = ['WAIT_SHIP', 'SHIPPED', 'DELIVERED'].includes(order.state);
  const left = leftOf(order);
  assert.equal(books.escrow, held ? left : 0n, 'escrow is the state');
  assert.equal(books.dueBack, order.refundedFen, 'what goes back is what was refunded');
  assert.equal(sumOf(Object.values(books)), 0n, 'the books sum to zero');
  assert.equal(-books.outside, order.paidFen - order.chargedFen, 'what a payer won is outside');
  assert.ok(left >= 0n && order.paidFen <= order.totalFen);
  const isBack = order.state === 'CLOSED' || (order.state === 'REFUNDED' && !order.shippedAt);
  const stock = world.stockBefore + (isBack ? world.quantity : 0);
  assert.equal(world.stock, stock, 'goods that never left are on the shelf again, once');
  assert.equal(order.state === 'COMPLETED', order.feeFen !== null);
  if (order.feeFen !== null) {
    assert.equal(order.feeFen, books.fee);
    assert.equal(order.feeFen, feeOf(left, order.feeBps));
    assert.equal(books.wallet + books.fee, left, 'the seller and the fee have all that was kept');
  }
  assert.ok(order.receiptExtensions <= 2 && order.shipExtensionDays <= 21);
  assert.equal(order.eventCount, world.history.length + 1, 'one event a step');
  for (const step of world.history) assert.ok(step.at <= now, 'time never runs back');
  const isEnded = ['COMPLETED', 'CLOSED', 'REFUNDED'].includes(order.state);
  const clocks = Object.keys(deadlinesOf(order)).length;
  if (isEnded || order.afterSaleOpenedAt) assert.equal(clocks, 0, 'no clock runs');
  else assert.equal(clocks, 1, 'one clock runs, whatever the state');
}

const leftOf = ({ paidFen, refundedFen, chargedFen }: Order) => paidFen - refundedFen - chargedFen;

function sumOf(amounts: bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
