// Real: the rules of reviews. Modelled: time, and two members who try anything at any moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import { decide, type Command, type Exchange } from '../../src/modules/reviews/domain/exchange.ts';
import { sides, windowMs, type Side } from '../../src/modules/reviews/domain/rules.ts';
import { createSeededRandom, type SeededRandom } from '../support/seeded-random.ts';

const runs = Number(process.env['TUCKSHOP_SIMULATION_RUNS'] ?? 20_000);
const firstSeed = Number(process.env['TUCKSHOP_SIMULATION_SEED'] ?? 1);
const overAt = new Date('2028-02-28T15:59:00Z');
const triesMax = 14;

type Life = {
  exchange: Exchange;
  /** How often each side's review was taken. */
  taken: Record<Side, number>;
  revealedBy: 'both' | 'clock' | undefined;
  refusals: Set<string>;
};

test(`no review is read too early over ${runs} seeded runs`, () => {
  const refusals = new Set<string>();
  const ends = new Set<string>();
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const life = run(seed);
    for (const code of life.refusals) refusals.add(code);
    ends.add(life.revealedBy ?? 'never');
  }
  if (runs < 1000) return;
  assert.deepEqual([...ends].toSorted(), ['both', 'clock', 'never'], 'every end was reached');
  assert.deepEqual([...refusals].toSorted(), [
    'reviews/already-filed',
    'reviews/already-replied',
    'reviews/already-withdrawn',
    'reviews/gone',
    'reviews/related-persons',
    'reviews/still-blind',
    'reviews/time-over',
    'reviews/withdrawn-once',
  ]);
});

function run(seed: number): Life {
  const random = createSeededRandom(seed);
  const life: Life = {
    exchange: {
      closesAt: new Date(overAt.getTime() + windowMs),
      revealedAt: null,
      buyer: null,
      seller: null,
    },
    taken: { buyer: 0, seller: 0 },
    revealedBy: undefined,
    refusals: new Set(),
  };
  let now = overAt;
  for (let tries = 0; tries < triesMax; tries += 1) {
    now = new Date(now.getTime() + random.pick([0, 1, hourMs, dayMs, 3 * dayMs, 6 * dayMs]));
    live(life, someCommand(random), now);
    assertSound(life, now, seed);
  }
  return life;
}

function someCommand(random: SeededRandom): Command {
  const by = random.pick(sides);
  return random.pick<Command>([
    { name: 'file', by, areRelated: random.chance(0.1) },
    { name: 'file', by, areRelated: false },
    { name: 'withdraw', by },
    { name: 'reply', by },
    { name: 'reveal' },
  ]);
}

/** What the room writes for a verdict. */
function live(life: Life, command: Command, now: Date): void {
  const { exchange } = life;
  const verdict = decide(exchange, command, now);
  if (!verdict.ok) return void life.refusals.add(verdict.code);
  if (command.name === 'file') {
    life.taken[command.by] += 1;
    exchange[command.by] = { withdrawnAt: null, takenDownAt: null, repliedAt: null };
  }
  if (command.name === 'withdraw') exchange[command.by]!.withdrawnAt = now;
  if (command.name === 'reply') {
    exchange[command.by === 'buyer' ? 'seller' : 'buyer']!.repliedAt = now;
  }
  if (verdict.reveals) {
    assert.equal(exchange.revealedAt, null, 'the blind is lifted once');
    exchange.revealedAt = now;
    life.revealedBy = command.name === 'reveal' ? 'clock' : 'both';
  }
}

function assertSound({ exchange, taken }: Life, now: Date, seed: number): void {
  const says = (what: string) => `seed ${seed}: ${what}`;
  for (const side of sides) {
    assert.ok(taken[side] <= 1, says(`${side} filed ${taken[side]} times`));
    const own = exchange[side];
    assert.ok(!own?.repliedAt || exchange.revealedAt, says('answered before it could be read'));
  }
  const { revealedAt, closesAt } = exchange;
  if (!revealedAt) return;
  const areBothIn = exchange.buyer !== null && exchange.seller !== null;
  assert.ok(areBothIn || revealedAt >= closesAt, says('read by one side before its time'));
  assert.ok(revealedAt <= now, says('read before it was'));
}
