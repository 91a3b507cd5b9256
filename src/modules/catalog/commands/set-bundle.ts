import type { Call } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import type { CatalogDeps } from '../deps.ts';
import { assertBundle, type BundleTerms } from '../domain/bundle.ts';
import { writeBundle } from '../store/bundle-store.ts';
import { lockShop } from '../store/shop-store.ts';

/**
 * Sets what the caller takes off when several pieces go in one order; no tiers: nothing. Orders
 * that are placed keep what they were placed with.
 * @throws catalog/quick-sell-not-open, the codes of `assertBundle`
 */
export function setBundle(deps: CatalogDeps, call: Call, terms: BundleTerms): Promise<BundleTerms> {
  const { memberId } = call.actor;
  const kept = terms.tiers.length > 0 ? terms : { tiers: [], mostFen: null };
  assertBundle(kept);
  return deps.platform.run(call, async (tx) => {
    if (!(await lockShop(tx, memberId))) refuse('catalog/quick-sell-not-open');
    await writeBundle(tx, memberId, kept);
    return kept;
  });
}
