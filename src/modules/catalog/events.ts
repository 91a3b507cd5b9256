/**
 * Told when what others see of a listing has changed: put on sale, edited, sold out, to be had
 * again, withdrawn or taken down; `ref` is its id. What moves stock tells it in SQL:
 * `catalog.take_stock` and `catalog.return_stock`.
 */
export const listingChanged = 'catalog/listing-changed';

export type ListingEvent = { listingId: string; sellerId: string };
