import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';

/**
 * That two operators are two persons can only be seen where both are verified.
 * @throws office/verify-first
 */
export async function refuseUnverified({ rooms }: Room, tx: Tx, operatorId: Id): Promise<void> {
  const found = await rooms.identity.getMembers([operatorId], tx);
  if (!found.get(operatorId)?.isVerified) refuse('office/verify-first');
}
