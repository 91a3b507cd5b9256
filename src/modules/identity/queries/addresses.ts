import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { findAddress, findAddresses } from '../store/addresses.ts';
import type { AddressRow } from '../store/tables.ts';
import type { Address, AddressSnapshot, Room } from '../types.ts';

/** The member's addresses: the default first, then the newest. */
export async function listAddresses(room: Room, actor: Actor): Promise<{ items: Address[] }> {
  const rows = await findAddresses(room.platform.database.sql, actor.memberId);
  return { items: rows.map((row) => readAddress(room, row)) };
}

/**
 * One of this member's addresses, to be copied into an order.
 * @throws identity/address-not-found also for another member's
 */
export async function addressSnapshot(
  room: Room,
  handle: Sql,
  memberId: Id,
  addressId: Id,
): Promise<AddressSnapshot> {
  const row =
    (await findAddress(handle, memberId, addressId)) ?? refuse('identity/address-not-found');
  const { name, phone, region, detail } = readAddress(room, row);
  return { name, phone, region, detail };
}

/** Opens a stored address. */
export function readAddress(room: Room, row: AddressRow): Address {
  const contact = JSON.parse(room.platform.secrets.open(row.contact_sealed)) as {
    name: string;
    phone: string;
    detail: string;
  };
  return {
    id: row.id,
    name: contact.name,
    phone: contact.phone,
    region: { province: row.province, city: row.city, district: row.district },
    detail: contact.detail,
    isDefault: row.default_at !== null,
  };
}
