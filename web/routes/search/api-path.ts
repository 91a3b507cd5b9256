import { filterPairs, type Asked } from './asked.ts';
import { yuanToFen } from '../../views/trade/yuan.ts';

const names: Record<string, string> = {
  min: 'priceFenMin',
  max: 'priceFenMax',
  condition: 'conditions',
  delivery: 'deliveries',
  city: 'city',
  verified: 'verified',
  sold: 'includeSold',
};

/** Where the API answers the page that follows; the first tab goes on with notes. */
export function apiPathOf(asked: Asked, cursor: string): string {
  const params = new URLSearchParams({ q: asked.q, cursor, limit: '24' });
  if (asked.tab !== 'listings') {
    if (asked.sort === 'newest') params.set('sort', 'newest');
    return `/search/notes?${params}`;
  }
  params.set('sort', asked.sort);
  for (const [name, value] of filterPairs(asked)) {
    const sent = name === 'min' || name === 'max' ? yuanToFen(value)?.toString() : value;
    if (sent !== undefined) params.append(names[name]!, sent === 'on' ? 'true' : sent);
  }
  return `/search/listings?${params}`;
}
