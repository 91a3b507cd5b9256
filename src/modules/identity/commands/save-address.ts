import type { Call } from '#platform/actor.ts';
import { newId, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { normalizeContactPhone } from '../domain/phone.ts';
import { addressesMax } from '../domain/rules.ts';
import {
  findAddress,
  findAddresses,
  makeDefault,
  putAddress,
  removeAddress,
} from '../store/addresses.ts';
import { lockMember } from '../store/members.ts';
import { readAddress } from '../queries/addresses.ts';
import type { Address, AddressInput, Room } from '../types.ts';

/**
 * Adds an address or changes one of the member's own. The first is the default.
 * @throws identity/address-not-found, identity/too-many-addresses, identity/contact-phone-invalid
 */
export async function saveAddress(room: Room, call: Call, input: AddressInput): Promise<Address> {
  const phone = normalizeContactPhone(input.phone) ?? refuse('identity/contact-phone-invalid');
  const { memberId } = call.actor;
  // The answer kept for retries is the id alone: what is sealed here lies nowhere in clear.
  const saved = await room.platform.run(call, async (tx) => {
    if (!(await lockMember(tx, memberId))) refuse('platform/not-found');
    const now = room.platform.clock.now();
    const before = await findAddresses(tx, memberId);
    const id = await idFor(
      tx,
      memberId,
      input.addressId,
      before.map((row) => row.id),
    );
    const contact = JSON.stringify({ name: input.name, phone, detail: input.detail });
    const contactSealed = room.platform.secrets.seal(contact);
    await putAddress(tx, { id, memberId, region: input.region, contactSealed, now });
    if (input.isDefault || before.length === 0) await makeDefault(tx, memberId, id, now);
    return { id };
  });
  const row = await findAddress(room.platform.database.sql, memberId, saved.id);
  return readAddress(room, row ?? refuse('identity/address-not-found'));
}

async function idFor(tx: Tx, memberId: Id, asked: Id | undefined, own: Id[]): Promise<Id> {
  if (asked !== undefined)
    return own.includes(asked) ? asked : refuse('identity/address-not-found');
  if (own.length >= addressesMax) refuse('identity/too-many-addresses', { addressesMax });
  return newId(tx, bucketOf(memberId));
}

/**
 * Deletes one of the member's addresses; the newest other one takes its place as default. Orders
 * keep their own copy.
 * @throws identity/address-not-found
 */
export async function deleteAddress(
  room: Room,
  call: Call,
  input: { addressId: Id },
): Promise<void> {
  const { memberId } = call.actor;
  await room.platform.run(call, async (tx) => {
    await lockMember(tx, memberId);
    const isRemoved = await removeAddress(tx, memberId, input.addressId);
    if (!isRemoved) refuse('identity/address-not-found');
    const [next] = await findAddresses(tx, memberId);
    if (next) await makeDefault(tx, memberId, next.id, room.platform.clock.now());
  });
}
