import type { Call } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import type { CatalogDeps } from '../deps.ts';
import { eligibilityOf } from '../queries/eligibility.ts';
import { openShop, readShop } from '../store/shop-store.ts';

/**
 * Opens quick sell for the caller, in one tap; opening it again changes nothing.
 * @throws catalog/not-eligible
 */
export function openQuickSell(deps: CatalogDeps, call: Call): Promise<{ openedAt: Date }> {
  const { clock, run } = deps.platform;
  const { memberId } = call.actor;
  return run(call, async (tx) => {
    const now = clock.now();
    const open = await readShop(tx, memberId);
    if (open) return { openedAt: open };
    const { eligible, checks } = await eligibilityOf(deps, tx, memberId, now);
    if (!eligible) refuse('catalog/not-eligible', { missing: missingOf(checks) });
    return { openedAt: await openShop(tx, memberId, now) };
  });
}

/** The codes of the checks that are not passed: `account-age,real-name`. */
export function missingOf(checks: { code: string; passed: boolean }[]): string {
  return checks
    .filter((check) => !check.passed && check.code !== 'quick-sell')
    .map((check) => check.code)
    .join(',');
}
