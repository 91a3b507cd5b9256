import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { BundleTerms } from '../domain/bundle.ts';

/** What a seller takes off for several pieces; without tiers nothing. */
export async function readBundle(handle: Sql, sellerId: Id): Promise<BundleTerms> {
  const { rows } = await sql<{ pieces: number; discount_bps: number; most: string | null }>`
    select t.pieces, t.discount_bps, s.bundle_most_fen::text as most
    from catalog.bundle_tier t
    join catalog.shop s on s.bucket = t.bucket and s.member_id = t.seller_id
    where t.bucket = ${bucketOf(sellerId)} and t.seller_id = ${sellerId}
    order by t.pieces`.execute(handle);
  const most = rows[0]?.most ?? null;
  return {
    tiers: rows.map((row) => ({ pieces: row.pieces, discountBps: row.discount_bps })),
    mostFen: most === null ? null : BigInt(most),
  };
}

/** Writes the tiers of a locked shop in the place of those before. */
export async function writeBundle(tx: Tx, sellerId: Id, terms: BundleTerms): Promise<void> {
  const bucket = bucketOf(sellerId);
  await sql`
    update catalog.shop set bundle_most_fen = ${terms.mostFen}
    where bucket = ${bucket} and member_id = ${sellerId}`.execute(tx);
  await sql`
    delete from catalog.bundle_tier where bucket = ${bucket} and seller_id = ${sellerId}
  `.execute(tx);
  if (terms.tiers.length === 0) return;
  await sql`
    insert into catalog.bundle_tier (bucket, seller_id, pieces, discount_bps)
    select ${bucket}, ${sellerId}, *
    from unnest(${terms.tiers.map((tier) => tier.pieces)}::int[],
      ${terms.tiers.map((tier) => tier.discountBps)}::int[])`.execute(tx);
}
