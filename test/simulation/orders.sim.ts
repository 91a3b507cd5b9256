// Real: the order machine, its clocks, the fee rule. Modelled: the ledger and the stock, as sums.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { feeOf } from '#platform/money.ts';
import {
  decide,
  deadlinesOf,
  evolve,
  type Command,
} from '../../src/modules/orders/domain/decide.ts';
import { orderMachine, type CommandName } from '../../src/modules/orders/domain/order-machine.ts';
import type { Order, Role } from '../../src/modules/orders/domain/order.ts';
import * as rules from '../../src/modules/orders/domain/rules.ts';
import { createSeededRandom, type SeededRandom } from '../support/seeded-random.ts';

const runs = Number(process.env['TUCKSHOP_SIMULATION_RUNS'] ?? 20_000);
const firstSeed = Number(process.env['TUCKSHOP_SIMULATION_SEED'] ?? 1);
const commandsMax = 30;
const start = new Date('2026-02-27T15:59:00Z');

type World = {
  order: Order;
  now: Date;
  stock: number;
  quantity: number;
  /** Fen by place; the sum never changes once the money is in. */
  books: { outside: bigint; escrow: bigint; dueBack: bigint; wallet: bigint; fee: bigint };
  history: { command: CommandName; at: Date; to: string; role: Role }[];
};

test(`the order machine keeps its invariants over ${runs} seeded runs`, () => {
  const reached = new Map<string, number>();
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const world = run(seed);
    for (const step of world.history) {
      const key = `${step.command}>${step.to}`;
      reached.set(key, (reached.get(key) ?? 0) + 1);
    }
  }
  // A simulation that never reaches a row proves nothing about it.
  for (const name of Object.keys(orderMachine).filter((command) => command !== 'place')) {
    const times = [...reached].filter(([key]) => key.startsWith(`${name}>`));
    const total = times.reduce((sum, [, count]) => sum + count, 0);
    assert.ok(total >= runs / 1000, `${name} was reached ${total} times in ${runs} runs`);
  }
});

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
  return {
    order: newOrder({ goodsFen: goodsFen * BigInt(quantity), freightFen, delivery }, random),
    now: start,
    stock: random.between(0, 20),
    quantity,
    books: { outside: 0n, escrow: 0n, dueBack: 0n, wallet: 0n, fee: 0n },
    history: [],
  };
}

function newOrder(
  parts: Pick<Order, 'goodsFen' | 'freightFen' | 'delivery'>,
  random: SeededRandom,
): Order {
  return {
    ...parts,
    id: '1',
    buyerId: '2',
    sellerId: '3',
    state: 'WAIT_PAY',
    totalFen: parts.goodsFen + parts.freightFen,
    paidFen: 0n,
    refundedFen: 0n,
    feeBps: rules.feeBps,
    feeFen: null,
    createdAt: start,
    payBy: new Date(start.getTime() + rules.payHoldMs),
    paidAt: null,
    shipWithinMs: random.pick([10 * minuteMs, dayMs, 2 * dayMs, 3 * dayMs, 7 * dayMs]),
    shipBy: null,
    refundUnshippedAt: null,
    shipExtensionDays: 0,
    shippedAt: null,
    tracking: null,
    deliveredAt: null,
    confirmBy: null,
    receiptExtensions: 0,
    problemOpenedAt: null,
    problemClockLeftMs: null,
    completedAt: null,
    closedAt: null,
    refundedAt: null,
    endReason: null,
    eventCount: 1,
  };
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
const roles: Role[] = ['buyer', 'seller', 'clock', 'provider', 'courier', 'operator'];

/** Mostly something that fits the state, sometimes anything by anyone. */
function commandOf(world: World, random: SeededRandom): Command {
  const fitting = names.filter((name) =>
    (orderMachine[name].from as readonly string[]).includes(world.order.state),
  );
  const name =
    fitting.length > 0 && random.chance(0.85) ? random.pick(fitting) : random.pick(names);
  const by = random.chance(0.9) ? orderMachine[name].by[0]! : random.pick(roles);
  const actorId = by === 'buyer' ? '2' : by === 'seller' ? '3' : null;
  if (name === 'pay') {
    const wrong = random.chance(0.1) ? BigInt(random.between(1, 5)) : 0n;
    return { name, by, actorId, amountFen: world.order.totalFen + wrong };
  }
  if (name === 'ship')
    return { name, by, actorId, tracking: random.pick(['tracked', 'untracked']) };
  if (name === 'extend-shipping') return { name, by, actorId, days: random.between(0, 25) };
  return { name, by, actorId };
}

function attempt(world: World, command: Command): void {
  const before = structuredClone(world.order);
  const verdict = decide(world.order, command, world.now);
  assert.deepEqual(world.order, before, 'decide changes nothing itself');
  if (!verdict.ok) {
    assert.match(verdict.code, /^orders\/[a-z-]+$/);
    return;
  }
  const { step } = verdict;
  assertLegal(before, command, world.now);
  book(world, step.money);
  if (step.stock === 'returned') world.stock += world.quantity;
  world.order = evolve(world.order, step);
  world.history.push({ command: step.command, at: step.at, to: step.to, role: step.role });
}

/** What must hold for a step to be taken at all, said again without the machine's own words. */
function assertLegal(before: Order, command: Command, now: Date): void {
  const row = orderMachine[command.name];
  assert.ok((row.by as readonly Role[]).includes(command.by), 'only a role that may');
  if (command.name === 'expire-unpaid') assert.ok(now >= before.payBy);
  if (command.name === 'refund-unshipped') {
    assert.ok(now.getTime() >= before.shipBy!.getTime() + 4 * dayMs, 'never before promise + 4 d');
  }
  if (command.name === 'confirm-by-clock') {
    assert.equal(before.problemOpenedAt, null, 'an open problem stops the clock');
    if (before.tracking === 'tracked') assert.ok(before.deliveredAt, 'never before delivery');
  }
  if (command.name === 'cancel-paid') {
    const inFreeHour = now.getTime() <= before.paidAt!.getTime() + hourMs;
    assert.ok(inFreeHour || now > before.shipBy!);
  }
}

function book(world: World, money: string): void {
  const { books, order } = world;
  const total = order.totalFen;
  if (money === 'hold') {
    books.outside -= total;
    books.escrow += total;
  }
  if (money === 'refund') {
    books.escrow -= total;
    books.dueBack += total;
  }
  if (money === 'settle') {
    const fee = (total * 60n) / 10_000n;
    books.escrow -= total;
    books.wallet += total - fee;
    books.fee += fee;
  }
}

function check(world: World): void {
  const { order, books, now } = world;
  const held = ['WAIT_SHIP', 'SHIPPED', 'DELIVERED'].includes(order.state);
  assert.equal(books.escrow, held ? order.totalFen : 0n, 'escrow is the state');
  assert.equal(sumOf(Object.values(books)), 0n, 'the books sum to zero');
  assert.ok(order.refundedFen <= order.paidFen && order.paidFen <= order.totalFen);
  assert.equal(order.state === 'COMPLETED', order.feeFen !== null);
  if (order.feeFen !== null) {
    assert.equal(order.feeFen, books.fee);
    assert.equal(order.feeFen, feeOf(order.paidFen, order.feeBps));
  }
  assert.ok(order.receiptExtensions <= 2 && order.shipExtensionDays <= 21);
  assert.equal(order.eventCount, world.history.length + 1, 'one event a step');
  for (const step of world.history) assert.ok(step.at <= now, 'time never runs back');
  const isEnded = ['COMPLETED', 'CLOSED', 'REFUNDED'].includes(order.state);
  const clocks = Object.keys(deadlinesOf(order)).length;
  if (isEnded || order.problemOpenedAt) assert.equal(clocks, 0, 'no clock runs');
  if (order.state === 'WAIT_PAY' || order.state === 'WAIT_SHIP') assert.equal(clocks, 1);
  if (order.state === 'DELIVERED' && !order.problemOpenedAt) assert.equal(clocks, 1);
}

function sumOf(amounts: bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
