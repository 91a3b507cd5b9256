import { createSecrets } from '#platform/secrets.ts';
import type { Ground } from './ground.ts';

export type BenchBuyer = { token: string; addressId: string };
export type BenchListing = { id: string; priceFen: number };

export const buyersCount = 200;
export const listingsCount = 2560;
const sellersCount = 64;

/**
 * Ids, tokens and prices follow from running numbers, so that the raw side can reckon what a client
 * knows already instead of asking the database for it. The expressions are SQL and pgbench's alike.
 */
export const reckoned = {
  buyerBucket: (n: string) => `(${n} * 7) % 1024`,
  sellerBucket: (n: string) => `(${n} % ${sellersCount}) * 16`,
  /** @param base keeps the ids of each kind apart */
  id: (base: number, n: string, bucket: string) => `((${base} + ${n}) << 22) | (${bucket} << 12)`,
  token: (n: string, bucket: string) =>
    `(lpad(to_hex(${bucket}), 3, '0') || lpad(${n}::text, 43, '0'))`,
  priceFen: (n: string) => `100 + ${n}`,
};
export const idBase = {
  seller: 10_000,
  listing: 20_000,
  buyer: 30_000,
  session: 40_000,
  address: 50_000,
};

/** Members who buy, each signed in and with an address. */
export async function makeBuyers(ground: Ground): Promise<BenchBuyer[]> {
  const contact = { name: '周予安', phone: '13900001111', detail: '衡山路 1 号' };
  const sealed = createSecrets(ground.secretKey).seal(JSON.stringify(contact));
  const bucket = reckoned.buyerBucket('n');
  const idOf = (base: number) => reckoned.id(base, 'n', 'b');
  await ground.query(
    `create temporary table buyer as
     select n, b::smallint as b, ${idOf(idBase.buyer)} as id, ${idOf(idBase.session)} as session_id,
       ${idOf(idBase.address)} as address_id, ${reckoned.token('n', 'b')} as token
     from (select n, ${bucket} as b from generate_series(0::bigint, ${buyersCount - 1}) n) s;
     insert into identity.member (bucket, id, nickname, joined_at, phone_sealed, phone_fingerprint)
     select b, id, '买家' || n, now() - interval '400 days', '\\x00', md5('t' || n) || md5('u' || n)
     from buyer;
     insert into identity.session (bucket, id, member_id, token_hash, transport, device, ip_prefix,
       created_at, last_used_at, expires_at)
     select b, session_id, id, encode(sha256(token::bytea), 'hex'), 'bearer', 'bench', '127.0.0',
       now(), now(), now() + interval '90 days'
     from buyer;
     insert into identity.address (bucket, id, member_id, province, city, district, contact_sealed,
       created_at, changed_at)
     select b, address_id, id, '上海市', '上海市', '徐汇区', '\\x${sealed.toString('hex')}', now(), now()
     from buyer`,
  );
  const rows = await ground.query<{ token: string; address_id: string }>(
    `select ${reckoned.token('n', 'b')} as token, ${idOf(idBase.address)} as address_id
     from (select n, ${bucket} as b from generate_series(0::bigint, ${buyersCount - 1}) n) s`,
  );
  return rows.map((row) => ({ token: row.token, addressId: row.address_id }));
}

/** Sellers and their listings: each has 99 pieces. */
export async function makeListings(ground: Ground): Promise<BenchListing[]> {
  const numbered = (count: number) =>
    `(select n, ${reckoned.sellerBucket('n')} as b from generate_series(0::bigint, ${count - 1}) n) s`;
  await ground.query(
    `insert into identity.member (bucket, id, nickname, joined_at, verified_at, person_hash, pro_at,
       phone_sealed, phone_fingerprint)
     select b, ${reckoned.id(idBase.seller, 'n', 'b')}, '卖家' || n, now() - interval '400 days',
       now(), md5('p' || n) || md5('q' || n), now(), '\\x00', md5('r' || n) || md5('s' || n)
     from ${numbered(sellersCount)}`,
  );
  const rows = await ground.query<{ id: string; price_fen: string }>(
    `insert into catalog.listing (bucket, id, seller_id, title, description, price_fen, condition,
       delivery, freight_fen, ship_within_ms, picture_ids, stock, stock_added, published_at)
     select b, ${reckoned.id(idBase.listing, 'n', 'b')},
       ${reckoned.id(idBase.seller, `n % ${sellersCount}`, 'b')}, '旁轴相机 ' || n, '成色如图',
       ${reckoned.priceFen('n')}, 'new-unused', 'courier', 0, 259200000, '{}', 99, 99, now()
     from ${numbered(listingsCount)}
     returning id, price_fen`,
  );
  return rows.map((row) => ({ id: row.id, priceFen: Number(row.price_fen) }));
}
