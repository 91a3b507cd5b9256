import type { Actor } from '#platform/actor.ts';
import { hashToken } from '../commands/check-code.ts';
import { bucketOfToken } from '../commands/start-session.ts';
import { lastUsedStepMs, secondFactorLifeMs, sessionLifeMs } from '../domain/rules.ts';
import { findLiveSession, touchSession } from '../store/sessions.ts';
import type { Room } from '../types.ts';

/**
 * Who a session token stands for; undefined when it is none of ours, revoked or run out. One
 * query; a use is written down at most every five minutes, which starts the 90 days anew.
 */
export async function authenticate(room: Room, token: string): Promise<Actor | undefined> {
  const bucket = bucketOfToken(token);
  if (bucket === undefined) return undefined;
  const { database, clock } = room.platform;
  const now = clock.now();
  const session = await findLiveSession(database.sql, { bucket, tokenHash: hashToken(token) }, now);
  if (!session) return undefined;
  if (now.getTime() - session.last_used_at.getTime() >= lastUsedStepMs) {
    const expiresAt = new Date(now.getTime() + sessionLifeMs);
    await touchSession(database.sql, session.id, { now, expiresAt });
  }
  const passedAt = session.second_factor_at;
  const isFresh = passedAt && now.getTime() - passedAt.getTime() < secondFactorLifeMs;
  return {
    memberId: session.member_id,
    sessionId: session.id,
    isOperator: session.operator_at !== null,
    secondFactorAt: isFresh ? passedAt : null,
  };
}
