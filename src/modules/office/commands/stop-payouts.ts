import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';
import { reasonMax } from '../domain/rules.ts';

/** Lets no payout leave until an operator lifts it; again is no error. */
export async function stopPayouts(
  { platform, rooms }: Room,
  call: Call,
  input: { reason: string },
): Promise<{ ok: true }> {
  const operatorId = call.actor.memberId;
  return platform.run(call, async (tx): Promise<{ ok: true }> => {
    const at = platform.clock.now();
    if (await rooms.ledger.stopPayouts(tx, { reason: input.reason, operatorId, at })) {
      const act = { operatorId, action: 'office/payouts-stopped', subject: 'payouts' };
      await rooms.admin.recordAudit(tx, { ...act, reason: input.reason });
    }
    return { ok: true };
  });
}

/** Lets payouts leave again. @throws ledger/not-stopped, ledger/another-stop */
export async function liftStop(
  { platform, rooms }: Room,
  call: Call,
  input: { stopId: Id; reason: string },
): Promise<{ ok: true }> {
  const operatorId = call.actor.memberId;
  return platform.run(call, async (tx): Promise<{ ok: true }> => {
    const { stopId, reason } = input;
    await rooms.ledger.liftStop(tx, { stopId, reason, operatorId, at: platform.clock.now() });
    const act = { operatorId, action: 'office/payouts-let-go', subject: 'payouts' };
    await rooms.admin.recordAudit(tx, { ...act, reason });
    return { ok: true };
  });
}

/** The books do not add up: no payout leaves, and every operator is told. Again changes nothing. */
export async function stopForBreach({ platform, rooms }: Room, reason: string): Promise<void> {
  const at = platform.clock.now();
  const stop = { reason: reason.slice(0, reasonMax), operatorId: null, at };
  await platform.database.transaction(async (tx) => {
    if (!(await rooms.ledger.stopPayouts(tx, stop))) return;
    for (const memberId of await rooms.identity.operatorIds(tx)) {
      await rooms.notifications.notify(tx, {
        memberId,
        type: 'office/books-broken',
        params: { reason: stop.reason },
        link: '/admin/freezes',
        dedupeKey: `stop:${at.toISOString()}`,
      });
    }
  });
}
