import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CatalogDeps } from '../deps.ts';
import { tellChange } from './gate.ts';
import { lockOwnListing, writeWithdrawal } from '../store/listing-store.ts';

/**
 * Takes the seller's own listing off the shelf for good; open orders go on. Doing it again
 * changes nothing.
 * @throws platform/not-found, catalog/not-for-sale when it was taken down
 */
export function withdrawListing(
  deps: CatalogDeps,
  call: Call,
  input: { listingId: Id },
): Promise<{ listingId: Id; withdrawnAt: Date }> {
  const { clock, run } = deps.platform;
  return run(call, async (tx) => {
    const listing = await lockOwnListing(tx, call.actor.memberId, input.listingId);
    if (!listing) refuse('platform/not-found');
    if (listing.takenDownAt) refuse('catalog/not-for-sale');
    if (listing.withdrawnAt) return { listingId: listing.id, withdrawnAt: listing.withdrawnAt };
    const now = clock.now();
    await writeWithdrawal(tx, listing.id, now);
    await tellChange(deps, tx, listing);
    return { listingId: listing.id, withdrawnAt: now };
  });
}
