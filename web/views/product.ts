import type { ListingState } from '#catalog';
import type { ProductCardView } from '#kit/cards/card-views.ts';
import type { Translate } from '#kit/i18n/texts.ts';
import { formatMoney } from '#kit/i18n/format.ts';
import { pictureOf } from './pictures.ts';

const hourMs = 3_600_000;
/** The promises a seller chooses from, ISO 8601, in milliseconds. */
const shipWithinMs = {
  PT10M: hourMs / 6,
  PT24H: 24 * hourMs,
  PT48H: 48 * hourMs,
  PT72H: 72 * hourMs,
  P7D: 168 * hourMs,
} as const;

/** A listing, as the door answers it. */
interface Listing {
  readonly id: string;
  readonly title: string;
  readonly priceFen: bigint;
  readonly freightFen: bigint;
  readonly freightMostFen: bigint | null;
  readonly netFen: bigint;
  readonly condition: 'new-sealed' | 'new-unused' | '95' | '9' | '8' | '7' | 'parts';
  readonly delivery: 'courier' | 'pickup' | 'virtual';
  readonly flaw: string | null;
  readonly shipWithin: keyof typeof shipWithinMs;
  /** How many the reader can buy. */
  readonly free: number;
  readonly state: ListingState;
  readonly cover: Parameters<typeof pictureOf>[0] | null;
  readonly seller: { readonly id: string };
}

/** A listing with nothing in it that a page could not be sent; amounts are text. */
export type PlainListing = Omit<
  Listing,
  'priceFen' | 'freightFen' | 'freightMostFen' | 'netFen' | 'seller' | 'shipWithin' | 'free'
> & {
  /** How many the reader can buy. */
  readonly stock: number;
  readonly shipWithinMs: number;
  readonly priceFen: string;
  readonly freightFen: string;
  /** What it can come to where the address decides; null for a flat one. */
  readonly freightMostFen: string | null;
  readonly totalFen: string;
  readonly netFen: string;
  readonly feeFen: string;
  readonly sellerId: string;
};

/** Keeps of a listing what a page shows. */
export function plainListing(listing: Listing): PlainListing {
  const { id, title, condition, delivery, flaw, free, state, cover } = listing;
  const totalFen = listing.priceFen + listing.freightFen;
  return {
    id,
    title,
    condition,
    delivery,
    flaw,
    shipWithinMs: shipWithinMs[listing.shipWithin],
    stock: free,
    state,
    cover,
    priceFen: String(listing.priceFen),
    freightFen: String(listing.freightFen),
    freightMostFen: listing.freightMostFen === null ? null : String(listing.freightMostFen),
    totalFen: String(totalFen),
    netFen: String(listing.netFen),
    feeFen: String(totalFen - listing.netFen),
    sellerId: listing.seller.id,
  };
}

/** The card of a listing. */
export function productCardOf(listing: PlainListing, t: Translate): ProductCardView {
  const isLive = listing.state === 'live';
  return {
    id: listing.id,
    href: `/i/${listing.id}`,
    title: listing.title,
    // The title stands beside it and says what it shows.
    picture: listing.cover ? { ...pictureOf(listing.cover), alt: '' } : undefined,
    priceFen: listing.priceFen,
    pills: [
      { text: t(`listing/condition-${listing.condition}`) },
      { text: deliveryText(listing, t), tone: 'trust' },
      ...(isLive && listing.stock === 1 ? [{ text: t('listing/only', { count: 1 }) }] : []),
    ],
    unavailable: listing.state === 'live' ? undefined : t(`listing/state-${listing.state}`),
  };
}

/** How a listing reaches its buyer: `包邮`, `快递 ¥8.00`, `快递 ¥6.00–¥12.00`, `自提`. */
export function deliveryText(listing: PlainListing, t: Translate): string {
  if (listing.delivery === 'pickup') return t('listing/delivery-pickup');
  if (listing.delivery === 'virtual') return t('listing/delivery-virtual');
  if (hasFreightRange(listing)) {
    const [least, most] = [formatMoney(listing.freightFen), formatMoney(listing.freightMostFen!)];
    return t('listing/delivery-range', { least, most });
  }
  if (listing.freightFen === '0') return t('listing/delivery-free');
  return t('listing/delivery-courier', { freight: formatMoney(listing.freightFen) });
}

/** Whether the address decides what the freight is. */
export function hasFreightRange(
  listing: Pick<PlainListing, 'freightFen' | 'freightMostFen'>,
): boolean {
  return listing.freightMostFen !== null && listing.freightMostFen !== listing.freightFen;
}
