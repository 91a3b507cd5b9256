import { log } from '#platform/log.ts';
import { refuse } from '#platform/refusal.ts';
import type { PushedNews } from '../courier.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { readShipmentOf } from '../store/shipment-store.ts';
import { writeHeard } from '../store/tracking-store.ts';
import { keepNews } from './keep-news.ts';

/** Rivals write at most a few times at once; what is lost after that is asked for later. */
const triesMax = 5;

/**
 * A notice the courier pushes. Its signature is checked before the database is touched; repeated,
 * late and reordered ones change nothing, and one about nobody's waybill is answered like others.
 * @returns the answer in the courier's own form
 * @throws fulfilment/unknown-courier
 */
export async function hearCourier(
  deps: FulfilmentDeps,
  input: { courier: string; rawBody: Buffer },
): Promise<Record<string, unknown>> {
  const { courier } = deps;
  if (!courier.push || input.courier !== courier.name) refuse('fulfilment/unknown-courier');
  const news = courier.push.read(input.rawBody);
  if (typeof news === 'string') {
    log.warn('fulfilment/notice-not-taken', { courier: courier.name, outcome: news });
    return courier.push.answer(news);
  }
  await keep(deps, news);
  return courier.push.answer('taken');
}

async function keep(deps: FulfilmentDeps, { waybill, tracking }: PushedNews): Promise<void> {
  const handle = deps.platform.database.sql;
  for (let turn = 0; turn < triesMax; turn += 1) {
    const shipment = await readShipmentOf(handle, waybill);
    if (!shipment) return;
    const outcome = await keepNews(deps, shipment, tracking);
    // Only news prove that we are up to date: anybody may send an old notice once more.
    if (outcome === 'kept') await writeHeard(handle, shipment, deps.platform.clock.now());
    if (outcome !== 'overtaken') return;
  }
}
