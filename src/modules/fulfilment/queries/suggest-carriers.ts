import { log } from '#platform/log.ts';
import { countOnce } from '#platform/rate-limits.ts';
import { Outage } from '#platform/refusal.ts';
import type { Id } from '#platform/ids.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { carrierOf } from '../domain/carriers.ts';
import { guessesPerDay } from '../domain/rules.ts';
import { isWaybill, suggestCarriers, writtenAlike } from '../domain/waybill.ts';

/**
 * Codes of the carriers a waybill may belong to, likeliest first. Only where its looks do not
 * decide is the courier asked, so often a day for each member; while that is silent its looks are
 * all there is. Never a verdict.
 */
export async function guessCarriers(
  deps: Pick<FulfilmentDeps, 'courier' | 'platform'>,
  { waybillNo, memberId }: { waybillNo: string; memberId: Id },
): Promise<string[]> {
  const { courier } = deps;
  const byLooks = suggestCarriers(waybillNo);
  const normal = writtenAlike(waybillNo);
  if (!courier.guess || byLooks.length === 1 || !isWaybill(normal)) return byLooks;
  if (!(await mayAsk(deps, memberId))) return byLooks;
  try {
    const guessed = await courier.guess(normal);
    return [...new Set([...guessed.filter((code) => carrierOf(code)), ...byLooks])];
  } catch (error) {
    if (!(error instanceof Outage)) throw error;
    log.warn('fulfilment/courier-silent', { cause: String(error.cause) });
    return byLooks;
  }
}

/** Counts one question to the courier; false when the member's are used up for today. */
async function mayAsk({ platform }: Pick<FulfilmentDeps, 'platform'>, memberId: Id) {
  const { clock, database } = platform;
  const waitSeconds = await database.transaction((tx) =>
    countOnce(tx, guessesPerDay, memberId, clock.now()),
  );
  return waitSeconds === 0;
}
