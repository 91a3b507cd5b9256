import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Pace } from '../domain/pace.ts';
import type { CatalogTables } from './tables.ts';

/** Opens a member's shop, or finds it open; answers since when. */
export async function openShop(tx: Tx, memberId: Id, now: Date): Promise<Date> {
  const bucket = bucketOf(memberId);
  await sql`
    insert into catalog.shop (bucket, member_id, opened_at) values (${bucket}, ${memberId}, ${now})
    on conflict do nothing`.execute(tx);
  return (await readShop(tx, memberId))!;
}

/** Since when a member's shop is open; undefined if it is not. */
export async function readShop(handle: Sql, memberId: Id): Promise<Date | undefined> {
  const row = await shopOf(handle, memberId).executeTakeFirst();
  return row?.opened_at;
}

/** The same, and keeps the seller's other commands waiting until this transaction ends. */
export async function lockShop(tx: Tx, memberId: Id): Promise<Date | undefined> {
  const row = await shopOf(tx, memberId).forUpdate().executeTakeFirst();
  return row?.opened_at;
}

function shopOf(handle: Sql, memberId: Id) {
  return typed<CatalogTables>(handle)
    .selectFrom('catalog.shop')
    .select('opened_at')
    .where('bucket', '=', bucketOf(memberId))
    .where('member_id', '=', memberId);
}

/** What a seller has on sale now and has published since `dayStart`, in one read. */
export async function countPace(
  tx: Tx,
  seller: { memberId: Id; noteId: Id | null; dayStart: Date },
): Promise<Omit<Pace, 'openedAt'>> {
  const { rows } = await sql<Omit<Pace, 'openedAt'>>`
    select count(*) filter (where on_shelf and stock > 0)::int as "live",
      count(*) filter (where published_at >= ${seller.dayStart})::int as "publishedToday",
      count(*) filter (where on_shelf and note_id = ${seller.noteId})::int as "onNote"
    from (select stock, published_at, note_id,
            withdrawn_at is null and taken_down_at is null as on_shelf
          from catalog.listing
          where bucket = ${bucketOf(seller.memberId)} and seller_id = ${seller.memberId}) own
  `.execute(tx);
  return rows[0]!;
}
