import { hourMs } from '#platform/clock.ts';
import { log } from '#platform/log.ts';
import { createLoop } from '#platform/outbox.ts';
import { inspect } from './check.ts';

/** Invariants that say whether money is where the books say it is, or moved as it may. */
const aboutMoney = /^[EFHMRW]\d+$/;

/**
 * Runs the money's invariants at the start and then every hour, by the machine's time; where one is
 * broken it says so with its name and its sentence, and stops all payouts. @source ADR 0028
 */
export function createAuditWatch(
  databaseUrl: string,
  whenBroken: (reason: string) => Promise<void>,
): ReturnType<typeof createLoop> {
  return createLoop('audit/watch', hourMs, async () => {
    const reason = await breachOf(databaseUrl);
    if (reason) {
      log.error('audit/broken', { reason });
      await whenBroken(reason);
    }
    return 0;
  });
}

/** The money's broken invariants in one line; undefined when all hold. */
export async function breachOf(databaseUrl: string): Promise<string | undefined> {
  const findings = await inspect(databaseUrl, 'audit', aboutMoney);
  const broken = findings.filter((finding) => finding.broken > 0);
  if (broken.length === 0) return undefined;
  return broken.map(({ id, says, broken: rows }) => `${id} (${rows}): ${says}`).join('; ');
}
