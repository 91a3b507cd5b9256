import { spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { Ground } from './ground.ts';
import { closedLoop, warmEach, warmUp } from './load.ts';
import { buyersCount, idBase, listingsCount, reckoned } from './people.ts';

export type Raw = { perSecond: number; by: 'pgbench' | 'driver' };

/** What a client knows before it asks: a buyer, a listing, and numbers nobody has used. */
const known: Record<string, string> = {
  b: `random(0, ${buyersCount - 1})`,
  l: `random(0, ${listingsCount - 1})`,
  k: 'random(1, 9000000000000000000)',
  cb: 'random(0, 1023)',
  bb: reckoned.buyerBucket(':b'),
  bm: reckoned.id(idBase.buyer, ':b', ':bb'),
  ba: reckoned.id(idBase.address, ':b', ':bb'),
  lb: reckoned.sellerBucket(':l'),
  li: reckoned.id(idBase.listing, ':l', ':lb'),
  lp: reckoned.priceFen(':l'),
};

const order = `jsonb_build_object('bucket', :lb::int, 'buyerId', :bm::bigint, 'buyerBucket', :bb::int,
  'listingIds', jsonb_build_array(:li::text), 'quantities', jsonb_build_array(1),
  'expectedTotalFen', :lp::text, 'buyerNote', null, 'feeBps', 60, 'now', now(),
  'payBy', now() + interval '30 minutes', 'key', :k::text, 'requestHash', :k::text)`;

/** The statements of a purchase in their order: how each is known, and what its parameters are. */
const steps = [
  {
    of: 'identity.session',
    with: [':bb', `encode(sha256(${reckoned.token(':b', ':bb::int')}::bytea), 'hex')`, 'now()'],
  },
  { of: 'identity.address', with: [':bb', ':ba', ':bm'] },
  {
    of: 'orders.place_order',
    with: [order, `'\\x${'00'.repeat(150)}'`],
    keeps: (text: string) => `select x.placed::json->>'paymentAttemptId' as a from (${text}) x`,
  },
  {
    of: 'orders.accept_payment',
    with: `:lb 'simulator' :k::text :a :cb 'bench' :k::text :lp now() '4days' now()`.split(' '),
  },
];

/**
 * The script of the raw side, made of the very statements that the product has just sent; one that
 * it sends and that is not known here, or the reverse, is a fault.
 * @param sent texts of the statements that every purchase sends
 */
export function rawStatements(sent: string[]): string[] {
  const strangers = sent.filter((text) => !steps.some((step) => text.includes(step.of)));
  if (strangers.length > 0) throw new Error(`the raw purchase lacks: ${strangers.join('; ')}`);
  return steps.map((step) => {
    const [text, ...more] = sent.filter((one) => one.includes(step.of));
    if (!text || more.length > 0) throw new Error(`a purchase must send one ${step.of}`);
    const filled = text.replace(/\s+/g, ' ').replace(/\$(\d+)/g, (_, place: string) => {
      const value = step.with[Number(place) - 1];
      if (!value) throw new Error(`${step.of} has more parameters than the raw purchase knows`);
      return value.replace(/\s+/g, ' ');
    });
    return 'keeps' in step ? `${step.keeps!(filled)} \\gset` : `${filled};`;
  });
}

export type RawOptions = { clients: number; seconds: number; statements: string[] };

/** The SQL of purchases with nothing around it: pgbench where the machine has it, else a driver loop. */
export async function rawPurchases(ground: Ground, options: RawOptions): Promise<Raw> {
  const hasPgbench = spawnSync('pgbench', ['--version']).status === 0;
  if (!hasPgbench) return driverLoop(ground, options);
  const file = join(ground.folder, 'purchase.sql');
  const sets = Object.entries(known).map(([name, value]) => `\\set ${name} ${value}`);
  await writeFile(file, `${[...sets, ...options.statements].join('\n')}\n`);
  return { perSecond: await runPgbench([file, ground.url], options), by: 'pgbench' };
}

const runSecondsMax = 120;

/** Runs pgbench until it is warm and then for so many of its progress lines, one a second. */
async function runPgbench(words: string[], { clients, seconds }: RawOptions): Promise<number> {
  const options = `-n -M prepared -P 1 -c ${clients} -j 2 -T ${runSecondsMax} -f`.split(' ');
  const child = spawn('pgbench', [...options, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  let done = 0;
  const rates: number[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    said += `${line}\n`;
    const perSecond = Number(/^progress: [\d.]+ s, ([\d.]+) tps/.exec(line)?.[1] ?? Number.NaN);
    if (Number.isNaN(perSecond)) continue;
    if (done >= clients * warmEach) rates.push(perSecond);
    done += perSecond;
    if (rates.length >= Math.ceil(seconds)) child.kill('SIGINT');
  }
  if (rates.length < Math.ceil(seconds) || /aborted/.test(said))
    throw new Error(`pgbench: ${said}`);
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

/** The same statements by a bare driver, one connection a client. */
async function driverLoop(ground: Ground, options: RawOptions): Promise<Raw> {
  const { clients, seconds, statements } = options;
  const [buyers, listings] = await Promise.all([
    reckonAll(ground, 'b', buyersCount, ['bb', 'bm', 'ba']),
    reckonAll(ground, 'l', listingsCount, ['lb', 'li', 'lp']),
  ]);
  const anyOf = <T>(all: T[]) => all[Math.floor(Math.random() * all.length)]!;
  const prepared = statements.map((line, place) => prepare(line, `raw${place}`));
  const pool = new pg.Pool({ connectionString: ground.url, max: clients });
  const once = async () => {
    const client = await pool.connect();
    const values: Record<string, unknown> = { ...anyOf(buyers), ...anyOf(listings) };
    values['k'] = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
    values['cb'] = Math.floor(Math.random() * 1024);
    for (const { name, text, names } of prepared) {
      const { rows } = await client.query<{ a?: string }>({
        name,
        text,
        values: names.map((one) => values[one]),
      });
      values['a'] ??= rows[0]?.a;
    }
    client.release();
  };
  await warmUp(clients, once);
  const measured = await closedLoop(clients, seconds * 1000, once);
  await pool.end();
  return { perSecond: measured.perSecond, by: 'driver' };
}

/** The known numbers of every buyer or listing, reckoned by the database once. */
function reckonAll(ground: Ground, n: string, count: number, names: string[]) {
  const columns = names.map((name) => {
    const deep = known[name]!.replace(/:(bb|lb)\b/g, (_, inner: string) => `(${known[inner]})`);
    return `${deep.replaceAll(`:${n}`, 'n')} as ${name}`;
  });
  return ground.query<Record<string, unknown>>(
    `select n as ${n}, ${columns.join(', ')} from generate_series(0::bigint, ${count - 1}) n`,
  );
}

function prepare(line: string, name: string) {
  const names: string[] = [];
  const text = line.replace(/ \\gset$|;$/, '').replace(/(?<!:):([a-z]+)\b/g, (_, one: string) => {
    if (!names.includes(one)) names.push(one);
    return `$${names.indexOf(one) + 1}`;
  });
  return { name, text, names };
}
