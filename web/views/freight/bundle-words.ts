import type { BundleTerms } from '#catalog';
import { formatMoney } from '#kit/i18n/format.ts';
import type { Translate } from '#kit/i18n/texts.ts';
import type { Plain } from '../trade/plain-order.ts';
import { percentText } from './freight-forms.ts';

export type PlainBundle = Plain<BundleTerms>;

/** What several pieces bring: `2 件减 5% · 3 件减 10%`; without tiers one freight alone. */
export function bundleText(bundle: PlainBundle, t: Translate): string {
  if (bundle.tiers.length === 0) return t('bundle/shop-freight');
  const tiers = bundle.tiers.map(({ pieces, discountBps }) =>
    t('bundle/one', { pieces, percent: percentText(discountBps) }),
  );
  const most = bundle.mostFen && t('bundle/most-text', { amount: formatMoney(bundle.mostFen) });
  return [...tiers, ...(most ? [most] : [])].join(' · ');
}
