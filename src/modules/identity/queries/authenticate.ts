import type { Actor } from '#platform/actor.ts';
import { secondMs } from '#platform/clock.ts';
import type { Platform } from '#platform/room.ts';
import { createShortCache } from '#platform/short-cache.ts';
import { hashToken } from '../commands/check-code.ts';
import { bucketOfToken } from '../commands/start-session.ts';
import { lastUsedStepMs, secondFactorLifeMs, sessionLifeMs } from '../domain/rules.ts';
import { findLiveSession, touchSession, type LiveSession } from '../store/sessions.ts';
import type { Room } from '../types.ts';

/** How long a session is believed where the news of its end does not come through. */
const believedMs = 2 * secondMs;

/**
 * The open sessions that this process has looked up just now, by `bucket/hash`. A session that ends
 * is forgotten at once, here and in every other process; operators are looked up each time.
 */
export function createSessions(platform: Platform): Room['sessions'] {
  const { database, clock, realtime } = platform;
  const sessions = createShortCache<LiveSession>({
    clock,
    ttlMs: believedMs,
    entriesMax: 20_000,
    isHearing: realtime.isHearing,
    keeps: (session) => session.operator_at === null,
    async load(keys) {
      const now = clock.now();
      const found = new Map<string, LiveSession>();
      for (const key of keys) {
        const [bucket, tokenHash] = key.split('/') as [string, string];
        const asked = { bucket: Number(bucket), tokenHash };
        const session = await findLiveSession(database.sql, asked, now);
        if (session) found.set(key, session);
      }
      return found;
    },
  });
  realtime.whenStale('session', (ids) =>
    sessions.forget((_key, { id }) => ids?.includes(id) ?? true),
  );
  realtime.whenStale('member', (ids) =>
    sessions.forget((_key, { member_id }) => ids?.includes(member_id) ?? true),
  );
  return sessions;
}

/**
 * Who a session token stands for; undefined when it is none of ours, revoked or run out. At most
 * one query; a use is written down at most every five minutes, which starts the 90 days anew.
 */
export async function authenticate(room: Room, token: string): Promise<Actor | undefined> {
  const bucket = bucketOfToken(token);
  if (bucket === undefined) return undefined;
  const { database, clock } = room.platform;
  const now = clock.now();
  const key = `${bucket}/${hashToken(token)}`;
  const session = (await room.sessions.getMany([key])).get(key);
  if (!session) return undefined;
  if (now.getTime() - session.last_used_at.getTime() >= lastUsedStepMs) {
    const expiresAt = new Date(now.getTime() + sessionLifeMs);
    session.last_used_at = now;
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
