import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { countOnce, type RateLimit } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';

/** Counts one doing of a limited thing. @throws reactions/too-fast with the seconds to wait */
export async function holdBack(tx: Tx, limit: RateLimit, memberId: Id, now: Date): Promise<void> {
  const waitSeconds = await countOnce(tx, limit, memberId, now);
  if (waitSeconds > 0) refuse('reactions/too-fast', { retryAfterSeconds: waitSeconds });
}
