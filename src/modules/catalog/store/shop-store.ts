import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Holiday } from '../domain/holiday.ts';
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

/** What a shop says of its holiday. */
export type StoredHoliday = Holiday & { awaySince: Date | null };

/** A shop's holiday, under the shop's lock; undefined if there is none. */
export async function lockHoliday(tx: Tx, memberId: Id): Promise<StoredHoliday | undefined> {
  await lockShop(tx, memberId);
  return readHoliday(tx, memberId);
}

/** A shop's holiday, which lasts or is to come; undefined if there is none. */
export async function readHoliday(handle: Sql, memberId: Id): Promise<StoredHoliday | undefined> {
  const row = await typed<CatalogTables>(handle)
    .selectFrom('catalog.shop')
    .select(['holiday_from', 'holiday_until', 'holiday_note', 'away_since'])
    .where('bucket', '=', bucketOf(memberId))
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  if (!row?.holiday_from || !row.holiday_until) return undefined;
  return {
    from: row.holiday_from,
    until: row.holiday_until,
    note: row.holiday_note,
    awaySince: row.away_since,
  };
}

/** Writes the holiday of a locked shop; undefined ends it. */
export async function writeHoliday(
  tx: Tx,
  memberId: Id,
  said: { holiday: Holiday; awaySince: Date | null } | undefined,
): Promise<void> {
  await sql`
    update catalog.shop set holiday_from = ${said?.holiday.from ?? null},
      holiday_until = ${said?.holiday.until ?? null}, holiday_note = ${said?.holiday.note ?? null},
      away_since = ${said?.awaySince ?? null}
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}`.execute(tx);
}
