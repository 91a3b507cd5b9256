/**
 * Told when what others see of a listing has changed: put on sale, edited, sold out, to be had
 * again, withdrawn or taken down; `ref` is its id. What moves stock tells it in SQL:
 * `catalog.take_stock` and `catalog.return_stock`.
 */
export const listingChanged = 'catalog/listing-changed';

/** Told when a price has dropped far enough to tell those who keep the note; `ref` is the listing. */
export const priceDropped = 'catalog/price-dropped';

export type PriceDropEvent = {
  listingId: string;
  fromFen: string;
  toFen: string;
  at: string;
  /** The last member who was told of it; the next are told after them. */
  after?: string;
};

export type ListingEvent = { listingId: string; sellerId: string };
