import { afterCommit, newId, type Tx } from '#platform/db/database.ts';
import { bucketOf, newToken, type Id } from '#platform/ids.ts';
import { deviceLabel, ipPrefix } from '../domain/device.ts';
import { cookieLifeMs, sessionLifeMs, sessionsMax } from '../domain/rules.ts';
import { identityTopics } from '../events.ts';
import { findSessions, insertSession, knowsDevice, revokeSessions } from '../store/sessions.ts';
import type { Room, SignedIn, Transport } from '../types.ts';
import { hashToken } from './check-code.ts';

export type SessionRequest = {
  memberId: Id;
  ip: string;
  userAgent: string;
  transport?: Transport | undefined;
  /** Tells the member when this kind of device is new to them; not at their first sign-in. */
  tellsNewDevice?: boolean;
};

/** A fresh session and the ones that made room for it, whose sockets are cut after the commit. */
export type StartedSession = SignedIn & { revokedIds: Id[] };

/**
 * Opens a session and makes its token, `bucket (3 hex digits) + 256 random bits`: the token alone
 * finds its row, the database keeps only its hash. The session unused longest makes room.
 */
export async function startSession(
  room: Room,
  tx: Tx,
  request: SessionRequest,
): Promise<StartedSession> {
  const { memberId } = request;
  const now = room.platform.clock.now();
  const bucket = bucketOf(memberId);
  const token = bucket.toString(16).padStart(3, '0') + newToken();
  const device = deviceLabel(request.userAgent);
  const isNewDevice = request.tellsNewDevice && !(await knowsDevice(tx, memberId, device));
  const sessionId = await newId(tx, bucket);
  const open = await findSessions(tx, memberId, now);
  const surplus = open.slice(sessionsMax - 1).map((session) => session.id);
  const revokedIds = await revokeSessions(tx, memberId, surplus, now);
  afterCommit(tx, () => room.platform.realtime.forget('session', revokedIds));
  await insertSession(tx, {
    id: sessionId,
    memberId,
    tokenHash: hashToken(token),
    transport: request.transport ?? 'cookie',
    device,
    ipPrefix: ipPrefix(request.ip),
    createdAt: now,
    expiresAt: new Date(now.getTime() + sessionLifeMs),
  });
  if (isNewDevice) await tellNewDevice(room, tx, { memberId, sessionId, device });
  const cookieExpiresAt = new Date(now.getTime() + cookieLifeMs);
  return { memberId, sessionId, token, cookieExpiresAt, revokedIds };
}

/** The bucket a token names; undefined for what cannot be a token of ours. */
export function bucketOfToken(token: string): number | undefined {
  return /^[0-3][0-9a-f]{2}[\w-]{43}$/.test(token)
    ? Number.parseInt(token.slice(0, 3), 16)
    : undefined;
}

async function tellNewDevice(
  room: Room,
  tx: Tx,
  payload: { memberId: Id; sessionId: Id; device: string },
): Promise<void> {
  const event = { topic: identityTopics.newDevice, ref: payload.memberId, payload };
  await room.platform.outbox.emit(
    tx,
    bucketOf(payload.memberId),
    [event],
    room.platform.clock.now(),
  );
}

/** Ends what a committed sign-in leaves to do: cuts sockets of sessions that made room. */
export function afterSignIn(room: Room, started: StartedSession): SignedIn {
  for (const id of started.revokedIds) room.platform.realtime.cut(id);
  room.platform.outbox.nudge();
  const { memberId, sessionId, token, cookieExpiresAt } = started;
  return { memberId, sessionId, token, cookieExpiresAt };
}
