import type { BundleTerms } from '#catalog';
import { formatMoney } from '#kit/i18n/format.ts';
import type { Translate } from '#kit/i18n/texts.ts';
import type { Plain } from '../trade/plain-order.ts';
import { percentText } from './freight-forms.ts';

export type PlainBundle = Plain<BundleTerms>;

/** What several pieces bring: `2 件减 5% · 3 件减 10%`; without tiers one freight alone. */
export function bundleText(bundle: PlainBundle, t: Translate): string {
  if (bundle.tiers.length === 0) return t('bundle/shop-freight');
  const tiers = bundle.tiers.map((tier) => tierText(tier, t));
  const most = bundle.mostFen && t('bundle/most-text', { amount: formatMoney(bundle.mostFen) });
  return [...tiers, ...(most ? [most] : [])].join(' · ');
}

/** The most that several pieces bring, where there is room for one tier alone. */
export function bestTierText(bundle: PlainBundle, t: Translate): string | undefined {
  const best = bundle.tiers.at(-1);
  return best && tierText(best, t);
}

const tierText = ({ pieces, discountBps }: PlainBundle['tiers'][number], t: Translate): string =>
  t('bundle/one', { pieces, percent: percentText(discountBps) });
