import type { Actor, Call } from '#platform/actor.ts';
import { countOnce } from '#platform/rate-limits.ts';
import { readQuery } from '../domain/query.ts';
import { historyMax, queryLengthMax, remembersPerMinute } from '../domain/rules.ts';
import { deleteHistory, readHistory, writeHistory } from '../store/history.ts';
import type { Room } from '../types.ts';

/**
 * Remembers for the caller alone what they looked for; what cannot be looked for is not remembered,
 * nor what comes faster than anybody types.
 */
export async function rememberSearch(room: Room, call: Call, q: string): Promise<{ ok: true }> {
  const shown = q.trim().slice(0, queryLengthMax);
  const key = keyOf(shown);
  if (key === undefined) return { ok: true };
  const { clock, run } = room.platform;
  return run(call, async (tx) => {
    const now = clock.now();
    const { memberId } = call.actor;
    const waitSeconds = await countOnce(tx, remembersPerMinute, memberId, now);
    if (waitSeconds === 0) await writeHistory(tx, { memberId, key, q: shown, now }, historyMax);
    return { ok: true } as const;
  });
}

/** What the caller looked for, the latest first, at most 20. */
export async function listSearchHistory(room: Room, actor: Actor): Promise<{ items: string[] }> {
  return { items: await readHistory(room.platform.database.sql, actor.memberId) };
}

/** Forgets one search of the caller's, or all of them; again is no error. */
export function clearSearchHistory(
  room: Room,
  call: Call,
  q: string | undefined,
): Promise<{ ok: true }> {
  return room.platform.run(call, async (tx) => {
    const key = q === undefined ? null : (keyOf(q) ?? '');
    await deleteHistory(tx, call.actor.memberId, key);
    return { ok: true } as const;
  });
}

const keyOf = (q: string): string | undefined =>
  readQuery(q)
    ?.runs.map((run) => run.text)
    .join(' ');
