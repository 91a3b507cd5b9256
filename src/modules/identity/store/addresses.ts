import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Region } from '../types.ts';
import type { AddressRow } from './tables.ts';

export type AddressValues = {
  id: Id;
  memberId: Id;
  region: Region;
  contactSealed: Buffer;
  now: Date;
};

/** A member's addresses: the default first, then the newest. */
export async function findAddresses(handle: Sql, memberId: Id): Promise<AddressRow[]> {
  const { rows } = await sql<AddressRow>`
    select id, member_id, province, city, district, contact_sealed, created_at, default_at
    from identity.address where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
    order by default_at desc nulls last, id desc`.execute(handle);
  return rows;
}

/** One address of this member. */
export async function findAddress(
  handle: Sql,
  memberId: Id,
  id: Id,
): Promise<AddressRow | undefined> {
  const { rows } = await sql<AddressRow>`
    select id, member_id, province, city, district, contact_sealed, created_at, default_at
    from identity.address
    where bucket = ${bucketOf(memberId)} and id = ${id} and member_id = ${memberId}`.execute(
    handle,
  );
  return rows[0];
}

/** Writes a new address or changes one of this member's. */
export async function putAddress(tx: Sql, address: AddressValues): Promise<void> {
  const { province, city, district } = address.region;
  await sql`
    insert into identity.address as a (bucket, id, member_id, province, city, district,
      contact_sealed, created_at, changed_at)
    values (${bucketOf(address.id)}, ${address.id}, ${address.memberId}, ${province}, ${city},
      ${district}, ${address.contactSealed}, ${address.now}, ${address.now})
    on conflict (bucket, id) do update set province = excluded.province, city = excluded.city,
      district = excluded.district, contact_sealed = excluded.contact_sealed,
      changed_at = excluded.changed_at
    where a.member_id = excluded.member_id`.execute(tx);
}

/** Makes one address the default and takes it from the others. */
export async function makeDefault(tx: Sql, memberId: Id, id: Id, now: Date): Promise<void> {
  const bucket = bucketOf(memberId);
  await sql`update identity.address set default_at = null
    where bucket = ${bucket} and member_id = ${memberId} and default_at is not null
      and id <> ${id}`.execute(tx);
  await sql`update identity.address set default_at = coalesce(default_at, ${now})
    where bucket = ${bucket} and member_id = ${memberId} and id = ${id}`.execute(tx);
}

/** Deletes one of this member's addresses; answers whether it was there. */
export async function removeAddress(tx: Sql, memberId: Id, id: Id): Promise<boolean> {
  const result = await sql`delete from identity.address
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and id = ${id}`.execute(tx);
  return result.numAffectedRows === 1n;
}
