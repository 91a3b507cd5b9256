import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { revokeSessions } from '../store/sessions.ts';
import type { Room } from '../types.ts';

/** Ends the session of this call; a second time changes nothing. */
export async function signOut(room: Room, call: Call): Promise<void> {
  await revoke(room, call, call.actor.sessionId);
}

/**
 * Ends one of the member's own sessions and cuts its sockets.
 * @throws platform/not-found for another's, an unknown or an ended one
 */
export async function revokeSession(
  room: Room,
  call: Call,
  input: { sessionId: Id },
): Promise<void> {
  const isRevoked = await revoke(room, call, input.sessionId);
  if (!isRevoked) refuse('platform/not-found');
}

async function revoke(room: Room, call: Call, sessionId: Id): Promise<boolean> {
  const { platform } = room;
  const revoked = await platform.run(call, (tx) =>
    revokeSessions(tx, call.actor.memberId, [sessionId], platform.clock.now()),
  );
  for (const id of revoked) platform.realtime.cut(id);
  return revoked.length > 0;
}
