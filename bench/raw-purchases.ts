import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Ground } from './ground.ts';
import { closedLoop } from './load.ts';
import type { BenchBuyer, BenchListing } from './people.ts';

export type RawOptions = {
  clients: number;
  seconds: number;
  buyers: BenchBuyer[];
  listings: BenchListing[];
};
export type Raw = { perSecond: number; by: 'pgbench' | 'driver' };

// The statements of one purchase as the product sends them, in their order. The first two only
// draw a buyer and a listing and stand for what the client knows already.
const drawn = `select b.bucket as bb, b.member_id as bm, b.token_hash as bt, b.address_id as ba,
  l.bucket as lb, l.id as li, l.seller_id as ls, l.price_fen as lp, gen_random_uuid()::text as k
  from bench.buyer b, bench.listing l where b.n = :b and l.n = :l`;
const body = `jsonb_build_object('bucket', :lb::int, 'buyerId', :bm::bigint, 'buyerBucket', :bb::int,
  'listingIds', jsonb_build_array(:li::text), 'quantities', jsonb_build_array(1),
  'expectedTotalFen', :lp::text, 'buyerNote', null, 'feeBps', 60, 'now', now(),
  'payBy', now() + interval '30 minutes', 'key', :k::text, 'requestHash', :k::text)`;
const script = `\\set b random(1, :buyers)
\\set l random(1, :listings)
${drawn.replace(/\s+/g, ' ')} \\gset
select s.id, s.member_id, s.last_used_at, s.second_factor_at, m.operator_at from identity.session s join identity.member m on m.bucket = s.bucket and m.id = s.member_id where s.bucket = :bb and s.token_hash = :bt and s.revoked_at is null and s.expires_at > now() and m.erased_at is null;
select seller_id from catalog.listing where bucket = :lb and id = :li;
select m.id, m.nickname, m.avatar_url, m.joined_at, m.verified_at, m.pro_at, m.person_hash from unnest(array[:bb, :lb]::smallint[], array[:bm, :ls]::bigint[]) as asked(bucket, id) join identity.member m on m.bucket = asked.bucket and m.id = asked.id;
select id, member_id, province, city, district, contact_sealed, created_at, default_at from identity.address where bucket = :bb and id = :ba and member_id = :bm;
select placed->>'orderId' as o, placed->>'paymentAttemptId' as a from orders.place_order(${body.replace(/\s+/g, ' ')}, '\\x00') placed \\gset
begin;
select result, order_id, payer_id from payments.accept(:lb::int, 'simulator', :k::text, :a::bigint, :bb::int, 'bench', :k::text, :lp::bigint, now(), now());
select orders.pay_waiting_order(:lb::int, :o::bigint, :lp::bigint, 'simulator', interval '4 days', now());
commit;
`;

/** The SQL of a purchase with nothing around it: pgbench where the machine has it, else a driver loop. */
export async function rawPurchases(ground: Ground, options: RawOptions): Promise<Raw> {
  await drawFrom(ground, options);
  const hasPgbench = spawnSync('pgbench', ['--version']).status === 0;
  if (!hasPgbench) return driverLoop(ground, options);
  const file = join(ground.folder, 'purchase.sql');
  await writeFile(file, script);
  const { buyers, listings, clients, seconds } = options;
  const ran = spawnSync(
    'pgbench',
    [
      '-n',
      ...`-M prepared -c ${clients} -j 2 -T ${seconds}`.split(' '),
      ...`-D buyers=${buyers.length} -D listings=${listings.length} -f`.split(' '),
      file,
      ground.url,
    ],
    { encoding: 'utf8' },
  );
  const perSecond = /tps = ([\d.]+)/.exec(ran.stdout)?.[1];
  if (!perSecond || /aborted/.test(ran.stderr)) throw new Error(`pgbench: ${ran.stderr}`);
  return { perSecond: Number(perSecond), by: 'pgbench' };
}

async function drawFrom(ground: Ground, { buyers, listings }: RawOptions): Promise<void> {
  await ground.query('create schema if not exists bench');
  await ground.query('drop table if exists bench.buyer, bench.listing');
  const tokens = buyers.map((buyer) => createHash('sha256').update(buyer.token).digest('hex'));
  await ground.query(
    `create table bench.buyer as select row_number() over () as n, s.bucket, s.member_id,
       s.token_hash, (select min(a.id) from identity.address a
         where a.bucket = s.bucket and a.member_id = s.member_id) as address_id
     from identity.session s where s.token_hash = any($1) or true`.replace(
      '$1',
      `array['${tokens.join("','")}']`,
    ),
  );
  await ground.query(
    `create table bench.listing as select row_number() over () as n, bucket, id, seller_id, price_fen
     from catalog.listing where id = any('{${listings.map((listing) => listing.id).join(',')}}')`,
  );
  await ground.query('create unique index on bench.buyer (n)');
  await ground.query('create unique index on bench.listing (n)');
  await ground.query('update catalog.listing set stock = 99, sold = 0');
  await ground.query('vacuum analyze');
}

/** The same statements by a bare driver, one connection a client. */
async function driverLoop(ground: Ground, options: RawOptions): Promise<Raw> {
  const pool = new pg.Pool({ connectionString: ground.url, max: options.clients });
  const lines = script.split('\n').slice(2).filter(Boolean);
  const measured = await closedLoop(options.clients, options.seconds * 1000, async () => {
    const client = await pool.connect();
    const known: Record<string, unknown> = {
      b: 1 + (randomBytes(2).readUInt16BE() % options.buyers.length),
      l: 1 + (randomBytes(2).readUInt16BE() % options.listings.length),
    };
    for (const [place, line] of lines.entries()) {
      const values: unknown[] = [];
      const text = line
        .replace(/ \\gset$|;$/, '')
        .replace(/(?<!:):([a-z]+)\b/g, (_, name: string) => {
          values.push(known[name]);
          return `$${values.length}`;
        });
      const { rows } = await client.query({ name: `raw${place}`, text, values });
      if (line.endsWith('\\gset')) Object.assign(known, rows[0]);
    }
    client.release();
  });
  await pool.end();
  return { perSecond: measured.perSecond, by: 'driver' };
}
