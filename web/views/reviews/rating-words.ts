import type { Formats } from '#kit/i18n/format.ts';
import type { Translate } from '#kit/i18n/texts.ts';
import type { PlainRating } from './plain-reviews.ts';

/** A rating in words: a share only where there are enough, else that there are few or none. */
export function ratingWords(
  { raters, percent }: PlainRating,
  t: Translate,
  format: Pick<Formats, 'count'>,
): string {
  if (raters === 0) return t('rating/none');
  const share = percent === undefined ? t('rating/few') : t('rating/share', { percent });
  return `${share} · ${t('rating/raters', { count: format.count(raters) })}`;
}
