import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Room } from '../types.ts';
import { recordAudit } from './record-audit.ts';
import { issueSecondFactor } from './second-factor.ts';

/**
 * Makes a member an operator with a second factor of its own; for the command and the seed. Again:
 * a new second factor, the former one is void. The log holds it as the new operator's own act.
 * @throws platform/not-found
 */
export async function makeOperator(
  room: Room,
  tx: Tx,
  wish: { memberId: Id; secret?: string | undefined },
): Promise<{ secret: string; otpauthUrl: string }> {
  const { memberId } = wish;
  await room.identity.setOperator(tx, memberId, room.platform.clock.now());
  await recordAudit(room, tx, {
    operatorId: memberId,
    action: 'admin/operator-made',
    subject: `member:${memberId}`,
    reason: null,
  });
  return issueSecondFactor(room, tx, { ...wish, issuedBy: 'command' });
}

/** Takes the operator's role back. @throws platform/not-found */
export async function removeOperator(room: Room, tx: Tx, memberId: Id): Promise<void> {
  await room.identity.setOperator(tx, memberId, null);
  await recordAudit(room, tx, {
    operatorId: memberId,
    action: 'admin/operator-removed',
    subject: `member:${memberId}`,
    reason: null,
  });
}
