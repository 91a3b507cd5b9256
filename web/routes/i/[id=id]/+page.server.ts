import { redirect } from '@sveltejs/kit';
import { answerForm } from '#kit/server/forms.ts';
import { pictureOf } from '../../../views/pictures.ts';
import { plainListing } from '../../../views/product.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import { loadRating } from '../../../views/reviews/load-reviews.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, locals } = event;
  const { rooms, actor, publicOrigin } = locals;
  const listing = await rooms.catalog.getListing(actor, { listingId: params.id });
  const { seller, house } = { seller: listing.seller, house: rooms.house };
  return {
    listing: {
      ...plainListing(listing),
      description: listing.description,
      noteId: listing.noteId,
      isOwn: listing.isOwn,
      takeDownReason: listing.takeDownReason,
      pictures: listing.pictures.map(pictureOf),
      publishedAt: listing.publishedAt.toISOString(),
      prices: listing.priceHistory.map(({ priceFen, since }) => ({
        fen: String(priceFen),
        since: since.toISOString(),
      })),
    },
    seller: {
      id: seller.id,
      name: seller.nickname,
      avatarSrc: seller.avatarUrl ?? undefined,
      isVerified: seller.isVerified,
      joinedAt: seller.joinedAt.toISOString(),
    },
    ...(await togetherWith(event, listing)),
    rating: await loadRating(event, seller.id),
    feeBps: house.feeBps,
    checkWithinMs: {
      courier: house.confirmAfterDeliveredMs,
      pickup: house.confirmAfterHandoverMs,
      virtual: house.confirmAfterHandoverMs,
    },
    publicOrigin,
  };
};

/** Whether there is something to buy it together with, and what that brings. */
async function togetherWith(
  { locals }: PageServerLoadEvent,
  listing: { id: string; seller: { id: string } },
) {
  const { rooms, actor } = locals;
  const sellerId = listing.seller.id;
  const [bundle, others] = await Promise.all([
    rooms.catalog.getBundleTerms({ memberId: sellerId }),
    rooms.catalog.listListings(actor, { of: { sellerId }, show: 'on-sale', limit: 2 }),
  ]);
  return { bundle: plain(bundle), hasMore: others.items.some(({ id }) => id !== listing.id) };
}

export const actions: Actions = {
  withdraw: async (event) => {
    const form = await event.request.formData();
    const { id: listingId } = event.params;
    return answerForm(event, form, async () => {
      await event.locals.rooms.catalog.withdrawListing(event.locals.call(), { listingId });
      redirect(303, `/i/${listingId}`);
    });
  },
};
