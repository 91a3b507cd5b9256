import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { isOnShelf } from '../domain/listing.ts';
import { readListings } from '../store/listing-reads.ts';
import type { ListingFacts } from '../views.ts';

/** What projections keep of these listings; withdrawn ones and those taken down are missing. */
export async function listingFacts(
  handle: Sql,
  ids: readonly Id[],
): Promise<Map<Id, ListingFacts>> {
  const listings = [...(await readListings(handle, ids)).values()].filter(isOnShelf);
  return new Map(
    listings.map((listing) => [
      listing.id,
      {
        id: listing.id,
        sellerId: listing.sellerId,
        audience: listing.audience,
        title: listing.title,
        text: [listing.description, listing.flaw ?? ''].join('\n'),
        priceFen: listing.priceFen,
        condition: listing.condition,
        delivery: listing.delivery,
        isSoldOut: listing.state !== 'live',
        publishedAt: listing.publishedAt,
      },
    ]),
  );
}
