import type { Room } from '../room.ts';
import type { FreezeView, Standstill } from '../types.ts';
import { namesOf } from './names.ts';

/** What is frozen, or was, the newest first. @throws platform/invalid-input */
export async function listFreezes(
  room: Room,
  input: { isOpen: boolean; cursor?: string | undefined; limit: number },
): Promise<{ items: FreezeView[]; nextCursor: string | null }> {
  const { items, nextCursor } = await room.rooms.ledger.listFreezes(input);
  const names = await namesOf(
    room,
    items.flatMap((one) => [one.memberId, one.frozenBy, one.releasedBy]),
  );
  return {
    items: items.map(({ memberId, ...one }) => ({
      ...one,
      member: names.of(memberId),
      frozenBy: names.of(one.frozenBy),
      releasedBy: names.maybe(one.releasedBy),
    })),
    nextCursor,
  };
}

/** Whether all payouts stand still and why, and the withdrawals no bank was asked for yet. */
export async function getStandstill(room: Room): Promise<Standstill> {
  const { ledger, payments } = room.rooms;
  const [stop, payouts] = await Promise.all([
    ledger.payoutStop(room.platform.database.sql),
    payments.listWaitingPayouts(),
  ]);
  const ids = payouts.map(({ memberId }) => memberId);
  const names = await namesOf(room, [...ids, stop?.stoppedBy ?? null]);
  return {
    stop: stop && { ...stop, stoppedBy: names.maybe(stop.stoppedBy) },
    payouts: payouts.map(({ memberId, ...one }) => ({ ...one, member: names.of(memberId) })),
  };
}
