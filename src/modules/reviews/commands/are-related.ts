import type { Sql } from '#platform/db/database.ts';
import type { Trade } from '#orders';
import type { Room } from '../room.ts';

/**
 * Whether the two of a trade belong together as far as the product knows: verified as one person,
 * or paid out to the same account.
 */
export async function areRelated(room: Room, handle: Sql, trade: Trade): Promise<boolean> {
  const pairs = [[trade.buyerId, trade.sellerId]] as const;
  const { identity, payments } = room.rooms;
  const [[isOnePerson], [isOneAccount]] = await Promise.all([
    identity.areSamePerson(handle, pairs),
    payments.sharePayoutAccount(handle, pairs),
  ]);
  return isOnePerson === true || isOneAccount === true;
}
