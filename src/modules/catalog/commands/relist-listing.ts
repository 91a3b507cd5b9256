import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CatalogDeps } from '../deps.ts';
import { assertPace, startOfShanghaiDay } from '../domain/pace.ts';
import { assertQuantity } from '../domain/terms.ts';
import { lockOwnListing, writeRelisting } from '../store/listing-store.ts';
import { countPace, lockShop } from '../store/shop-store.ts';
import { audienceFor, passGate, screenWords, tellChange } from './gate.ts';

export type Relisted = { listingId: Id; version: number };

/**
 * Puts an own listing that is sold out or withdrawn on sale again, as it was: with its prices, its
 * note and its audience. It asks for what putting new goods on sale asks for, and counts as such.
 * Locks: the shop, the listing.
 * @throws platform/not-found, catalog/not-for-sale when it was taken down, catalog/on-sale-already,
 *   catalog/not-eligible, catalog/quick-sell-not-open, catalog/too-many-live,
 *   catalog/too-many-today, catalog/too-many-on-note, catalog/text-not-acceptable,
 *   catalog/not-in-circle, the codes of `assertQuantity`
 */
export function relistListing(
  deps: CatalogDeps,
  call: Call,
  { listingId, quantity }: { listingId: Id; quantity: number },
): Promise<Relisted> {
  const { clock, run } = deps.platform;
  const { memberId } = call.actor;
  assertQuantity(quantity);
  return run(call, async (tx) => {
    const now = clock.now();
    await lockShop(tx, memberId);
    const before = await lockOwnListing(tx, memberId, listingId);
    if (!before) refuse('platform/not-found');
    if (before.takenDownAt) refuse('catalog/not-for-sale');
    if (!before.withdrawnAt && before.stock > 0) refuse('catalog/on-sale-already');
    const openedAt = await passGate(deps, tx, { memberId, now });
    if (quantity < before.reserved) {
      refuse('catalog/pieces-reserved', { count: before.reserved });
    }
    const { noteId, audience } = before;
    const seller = { memberId, noteId: null, dayStart: startOfShanghaiDay(now) };
    assertPace({ openedAt, ...(await countPace(tx, seller)) }, now);
    if (!noteId)
      await audienceFor(deps, tx, memberId, { noteAudience: undefined, asked: audience });
    screenWords(deps, [before.title, before.description, before.flaw]);
    const version = await writeRelisting(tx, before, { quantity, now });
    await tellChange(deps, tx, before);
    return { listingId, version };
  });
}
