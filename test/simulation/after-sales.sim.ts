// Real: the after-sale machine, its silences, its amounts and windows. Modelled: the order it stops.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import {
  afterSaleTypes,
  isOver,
  reasonNames,
  reasons,
  type AfterSale,
  type AfterSaleRole,
} from '../../src/modules/aftersale/domain/after-sale.ts';
import {
  afterSaleMachine,
  consequences,
  type CommandName,
  type Row,
} from '../../src/modules/aftersale/domain/after-sale-machine.ts';
import {
  decide,
  evolve,
  needsReturn,
  type Command,
  type Step,
} from '../../src/modules/aftersale/domain/decide.ts';
import { guideOf } from '../../src/modules/aftersale/domain/guide.ts';
import {
  doubtedArrival,
  mostOf,
  openingOf,
  returnFreightShare,
  typesFor,
  type OrderPart,
} from '../../src/modules/aftersale/domain/opening.ts';
import { silenceOf } from '../../src/modules/aftersale/domain/silence.ts';
import { placedOrder } from '../support/placed-order.ts';
import { createSeededRandom, type SeededRandom } from '../support/seeded-random.ts';

const runs = Number(process.env['TUCKSHOP_SIMULATION_RUNS'] ?? 20_000);
const firstSeed = Number(process.env['TUCKSHOP_SIMULATION_SEED'] ?? 1);
const commandsMax = 60;
const start = new Date('2026-02-27T15:59:00Z');

type World = {
  order: ReturnType<typeof placedOrder>;
  sale: AfterSale | undefined;
  now: Date;
  steps: Step[];
  refusals: string[];
  /** How often the clock began one, of goods signed for elsewhere. */
  doubted: number;
};

test(`the after-sale machine keeps its rules over ${runs} seeded runs`, () => {
  const reached = new Map<string, number>();
  const count = (key: string) => reached.set(key, (reached.get(key) ?? 0) + 1);
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const world = run(seed);
    for (const { command, from, role } of world.steps) count(`${command} ${from} ${role}`);
    for (const code of world.refusals) count(code);
    for (let i = 0; i < world.doubted; i += 1) count('doubt-arrival NONE clock');
  }
  // A simulation that never reaches a row or a refusal proves nothing about it. A short one, as for
  // mutants, misses the rare ones by luck: it is asked for its invariants alone.
  if (runs < 20_000) return;
  for (const wanted of [...legalSteps(), ...codes]) {
    const times = reached.get(wanted) ?? 0;
    assert.ok(times >= runs / 1000, `${wanted} was reached ${times} times in ${runs} runs`);
  }
});

test('the same seed gives the same run', () => {
  assert.deepEqual(run(4711), run(4711));
});

function legalSteps(): string[] {
  return (Object.entries(afterSaleMachine) as [CommandName, Row][])
    .filter(([command]) => command !== 'open')
    .flatMap(([command, row]) =>
      row.from.flatMap((from) => row.by.map((role) => `${command} ${from} ${role}`)),
    );
}

/** Every refusal that opening and `decide` know, read from their sources. */
const codes = ['decide', 'opening'].flatMap((name) => {
  const path = `../../src/modules/aftersale/domain/${name}.ts`;
  const source = readFileSync(new URL(path, import.meta.url), 'utf8');
  return [...source.matchAll(/'(aftersale\/[a-z-]+)'/g)].map((match) => match[1]!);
});
assert.ok(codes.length >= 10, 'the refusals were read');

function run(seed: number): World {
  const random = createSeededRandom(seed);
  const world = openWorld(random);
  try {
    for (let i = 0; i < commandsMax; i += 1) {
      if (!world.sale || isOver(world.sale.state)) {
        open(world, random);
        continue;
      }
      const silence = random.chance(0.15) ? silenceOf(world.sale) : undefined;
      if (silence) {
        world.now = new Date(Math.max(world.now.getTime(), world.sale.dueAt!.getTime()));
        attempt(world, { name: silence, by: 'clock', actorId: null } as Command);
      } else {
        if (random.chance(0.3)) pass(world, random);
        attempt(world, commandOf(world.sale, random));
      }
      check(world);
    }
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
  return world;
}

/** Some returns begin where the goods are on their way back, or the replacement is due. */
function hurry(world: World, random: SeededRandom): void {
  const seller = { by: 'seller', actorId: '3' } as const;
  const sent = { isByHand: false, isTracked: true, freightFen: 900n };
  const way: Command[] = [
    { name: 'accept-return', ...seller },
    { name: 'ship-return', by: 'buyer', actorId: '2', ...sent },
    { name: 'take-for-exchange', ...seller },
    { name: 'ship-replacement', ...seller, isTracked: true },
  ];
  const most = world.sale!.type === 'EXCHANGE' ? 4 : 2;
  for (const command of way.slice(0, random.between(0, random.chance(0.5) ? 0 : most))) {
    attempt(world, command);
    check(world);
  }
}

function openWorld(random: SeededRandom): World {
  const goodsFen = BigInt(random.between(1, 500_000));
  const freightFen = BigInt(random.chance(0.4) ? 0 : random.between(1, 5000));
  const totalFen = goodsFen + freightFen;
  const state = random.pick([
    'WAIT_PAY',
    'WAIT_SHIP',
    'SHIPPED',
    'DELIVERED',
    'DELIVERED',
    'COMPLETED',
  ] as const);
  const isDone = state === 'COMPLETED';
  const order = {
    ...placedOrder({
      goodsFen,
      freightFen,
      delivery: random.pick(['courier', 'courier', 'pickup', 'virtual']),
      feeBps: 60,
      createdAt: start,
      payBy: start,
      shipWithinMs: dayMs,
    }),
    state,
    paidFen: state === 'WAIT_PAY' ? 0n : totalFen,
    refundedFen: random.chance(0.2) && state === 'DELIVERED' ? totalFen / 3n : 0n,
    completedAt: isDone ? new Date(start.getTime() - random.between(0, 40) * dayMs) : null,
  };
  return { order, sale: undefined, now: start, steps: [], refusals: [], doubted: 0 };
}

function open(world: World, random: SeededRandom): void {
  const { order } = world;
  if (order.state === 'SHIPPED' && random.chance(0.1)) {
    world.sale = { ...doubtedArrival(order, world.now), id: '10' };
    assertOpening(world, world.sale);
    world.doubted += 1;
    return;
  }
  const likely = typesFor(order);
  const type =
    likely.length > 0 && random.chance(0.9) ? random.pick(likely) : random.pick(afterSaleTypes);
  const reason = random.pick(reasonNames);
  const part = random.chance(0.25) ? partOf(order, random) : undefined;
  const most = mostOf(order, reason, part);
  const amountFen = random.chance(0.6)
    ? undefined
    : random.pick([0n, 1n, most / 2n, most, most + 1n]);
  const before = random.chance(0.05) ? 5 : random.between(0, 4);
  const opening = openingOf(order, { type, reason, amountFen, part }, before, world.now);
  if (!opening.ok) {
    world.refusals.push(opening.code);
    return;
  }
  assertOpening(world, opening.sale);
  world.sale = { ...opening.sale, id: '10' };
  if (needsReturn(world.sale)) hurry(world, random);
}

/** One line of the order, with its share of the freight and of what has gone back already. */
function partOf(order: World['order'], random: SeededRandom): OrderPart {
  const goodsFen = (order.goodsFen * BigInt(random.between(0, 100))) / 100n;
  const freightFen = (order.freightFen * goodsFen) / order.goodsFen;
  const paidFen = goodsFen + freightFen;
  const refundedFen = order.refundedFen < paidFen ? order.refundedFen : paidFen;
  return { lineNos: [1], goodsFen, freightFen, refundedFen };
}

/** What must hold for it to be opened at all, said again without the room's own words. */
function assertOpening({ order, now }: World, sale: Omit<AfterSale, 'id'>): void {
  assert.ok(order.paidFen > 0n, 'only of a paid order');
  assert.ok(sale.askedFen <= sale.mostFen && sale.mostFen <= order.paidFen - order.refundedFen);
  if (order.state === 'WAIT_SHIP')
    assert.deepEqual([sale.type, sale.askedFen], ['CANCEL', order.paidFen]);
  else assert.notEqual(sale.type, 'CANCEL');
  if (order.completedAt) {
    const days = (now.getTime() - order.completedAt.getTime()) / dayMs;
    assert.ok(sale.reason === 'fake' ? days < 30 : sale.reason === 'hidden-fault' && days < 7);
  }
  if (reasons[sale.reason] === 'buyer' && order.state !== 'WAIT_SHIP') {
    assert.ok(sale.mostFen <= order.goodsFen, 'a change of mind leaves the freight');
  }
}

/** Time passes: a little, or to just before, onto or after the clock. */
function pass(world: World, random: SeededRandom): void {
  const due = world.sale?.dueAt?.getTime();
  const next =
    due === undefined || random.chance(0.4)
      ? world.now.getTime() + random.between(0, 6 * hourMs)
      : due + random.pick([-1, 0, 1, hourMs]);
  world.now = new Date(Math.max(world.now.getTime(), next));
}

const names = Object.keys(afterSaleMachine).filter(
  (name) => name !== 'open' && name !== 'doubt-arrival',
) as Exclude<CommandName, 'open' | 'doubt-arrival'>[];
const roles: AfterSaleRole[] = ['buyer', 'seller', 'clock', 'courier', 'operator'];
const ends = ['REFUNDED', 'EXCHANGED', 'CLOSED'];

const isOperators = (name: CommandName): name is 'decide-refund' | 'propose-refund' =>
  name === 'decide-refund' || name === 'propose-refund';

/** Mostly something that fits the state, sometimes anything by anyone. */
function commandOf(sale: AfterSale, random: SeededRandom): Command {
  const mayEnd = random.chance(0.45);
  const fitting = names.filter((name) => {
    const row: Row = afterSaleMachine[name];
    const goesOn = !ends.includes(row.to) && !consequences.includes(name);
    return row.from.includes(sale.state) && (mayEnd || goesOn);
  });
  const silence = silenceOf(sale) as (typeof names)[number] | undefined;
  const name =
    silence && random.chance(0.25)
      ? silence
      : fitting.length > 0 && random.chance(0.85)
        ? random.pick(fitting)
        : random.pick(names);
  const by = random.chance(0.92)
    ? random.pick<AfterSaleRole>(afterSaleMachine[name].by)
    : random.pick(roles);
  const actor = { by, actorId: by === 'buyer' ? '2' : by === 'seller' ? '3' : null };
  const amounts = [0n, 1n, sale.mostFen / 2n, sale.mostFen, sale.mostFen + 1n];
  if (name === 'counter' || name === 'counter-back' || isOperators(name)) {
    return { name, ...actor, amountFen: random.pick(amounts) };
  }
  if (name === 'ship-return') {
    const isByHand = random.chance(0.2);
    const freightFen = BigInt(random.between(-1, 40) * 100);
    return { name, ...actor, isByHand, isTracked: !isByHand && random.chance(0.8), freightFen };
  }
  if (name === 'ship-replacement') return { name, ...actor, isTracked: random.chance(0.8) };
  return { name, ...actor };
}

function attempt(world: World, command: Command): void {
  const before = structuredClone(world.sale!);
  const verdict = decide(world.sale!, command, world.now);
  assert.deepEqual(world.sale, before, 'decide changes nothing itself');
  if (!verdict.ok) {
    world.refusals.push(verdict.code);
    return;
  }
  const { step } = verdict;
  assertLegal(before, command, step, world.now);
  world.sale = evolve(before, step);
  world.steps.push(step);
}

function assertLegal(before: AfterSale, command: Command, step: Step, now: Date): void {
  const isClock = step.role === 'clock' && !consequences.includes(step.command);
  if (isClock) assert.ok(before.dueAt && now >= before.dueAt, 'never before its time');
  if (step.refundFen > 0n) {
    assert.ok(step.refundFen <= before.mostFen, 'never more than the reason brings');
    assert.equal(step.order, 'refund');
    if (isClock && before.type !== 'CANCEL') {
      assert.ok(before.parcel?.deliveredAt, 'silence refunds only what has come back');
    }
    if (needsReturn(before) && step.role === 'seller') assert.ok(before.parcel, 'goods first');
  }
  if (step.role === 'seller' && step.order === 'refund') {
    assert.equal(step.refundFen, before.askedFen, 'a yes is to what was asked');
  }
  if (command.name === 'accept-counter') assert.equal(step.refundFen, before.offeredFen);
}

function check({ sale, order }: World): void {
  assert.ok(sale);
  assert.ok(sale.counters <= 3 && sale.askedFen <= sale.mostFen);
  assert.equal(isOver(sale.state), sale.endedAt !== null);
  assert.equal(sale.state === 'REFUNDED', sale.refundedFen > 0n);
  const waits = !isOver(sale.state) && sale.state !== 'DISPUTED';
  assert.equal(sale.dueAt !== null, waits, 'somebody’s silence counts');
  const share = returnFreightShare(sale, order.freightFen);
  assert.ok(share >= 0n && share <= sale.returnFreightFen);
  for (const viewer of ['buyer', 'seller'] as const) {
    for (const action of guideOf(sale, viewer).actions) {
      const row: Row = afterSaleMachine[action];
      assert.ok(row.by.includes(viewer) && row.from.includes(sale.state), `${viewer} ${action}`);
    }
  }
}
