import { log } from '#platform/log.ts';
import { Outage } from '#platform/refusal.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { carrierOf } from '../domain/carriers.ts';
import { suggestCarriers } from '../domain/waybill.ts';

/**
 * Codes of the carriers a waybill may belong to, likeliest first. Only where its looks do not
 * decide is the courier asked; while that is silent its looks are all there is. Never a verdict.
 */
export async function guessCarriers(
  { courier }: Pick<FulfilmentDeps, 'courier'>,
  waybillNo: string,
): Promise<string[]> {
  const byLooks = suggestCarriers(waybillNo);
  if (!courier.guess || byLooks.length === 1) return byLooks;
  try {
    const guessed = await courier.guess(waybillNo);
    return [...new Set([...guessed.filter((code) => carrierOf(code)), ...byLooks])];
  } catch (error) {
    if (!(error instanceof Outage)) throw error;
    log.warn('fulfilment/courier-silent', { cause: String(error.cause) });
    return byLooks;
  }
}
