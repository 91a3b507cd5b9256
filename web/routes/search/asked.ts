import { yuanToFen } from '../../views/trade/yuan.ts';

export const tabs = ['all', 'listings', 'notes', 'members', 'topics'] as const;
export type Tab = (typeof tabs)[number];
export const listingSorts = ['relevance', 'newest', 'price-up', 'price-down'] as const;
export type ListingSort = (typeof listingSorts)[number];
export const conditions = ['new-sealed', 'new-unused', '95', '9', '8', '7', 'parts'] as const;
export const deliveries = ['courier', 'pickup', 'virtual'] as const;

/** What the address of the page asks for; prices as they were typed. */
export interface Asked {
  readonly q: string;
  readonly tab: Tab;
  readonly sort: ListingSort;
  readonly min: string;
  readonly max: string;
  readonly conditions: readonly (typeof conditions)[number][];
  readonly deliveries: readonly (typeof deliveries)[number][];
  readonly city: string;
  readonly verified: boolean;
  readonly sold: boolean;
}

const qMax = 100;
const cityMax = 30;

/** Reads the address; what it says wrongly is as if it were not said. */
export function askedOf(params: URLSearchParams): Asked {
  const text = (name: string, max: number) => (params.get(name) ?? '').trim().slice(0, max);
  return {
    q: text('q', qMax),
    tab: oneOf(tabs, params.get('tab')) ?? 'all',
    sort: oneOf(listingSorts, params.get('sort')) ?? 'relevance',
    min: text('min', 20),
    max: text('max', 20),
    conditions: conditions.filter((one) => params.getAll('condition').includes(one)),
    deliveries: deliveries.filter((one) => params.getAll('delivery').includes(one)),
    city: text('city', cityMax),
    verified: params.get('verified') === 'on',
    sold: params.get('sold') === 'on',
  };
}

function oneOf<T extends string>(all: readonly T[], text: string | null): T | undefined {
  return all.find((one) => one === text);
}

/** The filters as the door takes them; a price that is no amount does not narrow. */
export function filtersOf(asked: Asked) {
  return {
    priceFenMin: yuanToFen(asked.min),
    priceFenMax: yuanToFen(asked.max),
    conditions: [...asked.conditions],
    deliveries: [...asked.deliveries],
    city: asked.city || undefined,
    verified: asked.verified,
    includeSold: asked.sold,
  };
}

/** How many filters narrow the listings. */
export function filterCount(asked: Asked): number {
  const set = [asked.min, asked.max, asked.city, asked.verified, asked.sold];
  const lists = [asked.conditions, asked.deliveries];
  return set.filter(Boolean).length + lists.filter((list) => list.length > 0).length;
}

/** The address that asks this, changed in parts; filters only travel with what they narrow. */
export function addressOf(asked: Asked, change: Partial<Asked> = {}): string {
  const to = { ...asked, ...change };
  const params = new URLSearchParams({ q: to.q });
  if (to.tab !== 'all') params.set('tab', to.tab);
  if (to.sort !== 'relevance' && (to.tab === 'listings' || to.tab === 'notes')) {
    params.set('sort', to.sort);
  }
  if (to.tab === 'members' && to.verified) params.set('verified', 'on');
  if (to.tab === 'listings')
    for (const [name, value] of filterPairs(to)) params.append(name, value);
  return `/search?${params}`;
}

/** The filters as fields of a form. */
export function filterPairs(asked: Asked): [string, string][] {
  const pairs: [string, string][] = [];
  if (asked.min) pairs.push(['min', asked.min]);
  if (asked.max) pairs.push(['max', asked.max]);
  for (const one of asked.conditions) pairs.push(['condition', one]);
  for (const one of asked.deliveries) pairs.push(['delivery', one]);
  if (asked.city) pairs.push(['city', asked.city]);
  if (asked.verified) pairs.push(['verified', 'on']);
  if (asked.sold) pairs.push(['sold', 'on']);
  return pairs;
}

export const noFilters = {
  min: '',
  max: '',
  conditions: [],
  deliveries: [],
  city: '',
  verified: false,
  sold: false,
} as const;
