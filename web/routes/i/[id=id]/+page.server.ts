import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import type { ListingView } from '#catalog';
import { id } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { countLook } from '../../../views/count-look.ts';
import { pictureOf } from '../../../views/pictures.ts';
import { plainListing } from '../../../views/product.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import { loadRating } from '../../../views/reviews/load-reviews.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, locals } = event;
  const { rooms, actor, publicOrigin } = locals;
  const listing = await rooms.catalog.getListing(actor, { listingId: params.id });
  const { seller, house } = { seller: listing.seller, house: rooms.house };
  await countLook(event, [{ id: listing.id, sellerId: listing.seller.id }]);
  return {
    listing: {
      ...plainListing(listing),
      description: listing.description,
      noteId: listing.noteId,
      isOwn: listing.isOwn,
      takeDownReason: listing.takeDownReason,
      pictures: listing.pictures.map(pictureOf),
      ...toolsOf(listing),
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

/** What its shop has said of it, and what is kept of it for whom. */
function toolsOf(listing: ListingView) {
  return {
    awayUntil: listing.awayUntil?.toISOString(),
    awayNote: listing.awayNote,
    retitledAt: listing.retitledAt?.toISOString(),
    reservations: listing.reservations.map(
      ({ id: reservationId, member, quantity: count, until }) => {
        return {
          id: reservationId,
          name: member.nickname,
          quantity: count,
          until: until.toISOString(),
        };
      },
    ),
  };
}

const quantity = z.object({ quantity: z.coerce.number().int().default(1) });
const lifted = z.object({ reservationId: id });

/** One form of the listing's page: does it, then shows the listing as it is now. */
function act(work: (event: RequestEvent, form: FormData) => Promise<unknown>) {
  return async (event: RequestEvent) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await work(event, form);
      redirect(303, `/i/${event.params.id}`);
    });
  };
}

export const actions: Actions = {
  withdraw: act(({ locals, params }) =>
    locals.rooms.catalog.withdrawListing(locals.call(), { listingId: params.id }),
  ),
  relist: act(({ locals, params }, form) => {
    const typed = locals.parse(quantity, Object.fromEntries(form));
    return locals.rooms.catalog.relistListing(locals.call(), { listingId: params.id, ...typed });
  }),
  lift: act(({ locals }, form) => {
    const typed = locals.parse(lifted, Object.fromEntries(form));
    return locals.rooms.catalog.liftReservation(locals.call(), typed);
  }),
};
