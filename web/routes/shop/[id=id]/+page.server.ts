import { plainListing } from '../../../views/product.ts';
import { loadRating, loadReviews } from '../../../views/reviews/load-reviews.ts';
import { loadMember } from '../../../views/profile/load-member.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import type { PageServerLoad, PageServerLoadEvent } from './$types';

const none = {
  reviews: null,
  goods: [],
  nextCursor: null,
  bundle: null,
  picked: [] as string[],
  isSignedIn: false,
};

/** Goods on one page of a shop. */
const goodsMax = 48;

export const load: PageServerLoad = async (event) => {
  const { params, locals, url } = event;
  const member = await loadMember(event, params.id);
  const rating = await loadRating(event, params.id);
  const holiday = plain(
    await locals.rooms.catalog.getHoliday(locals.actor, { memberId: params.id }),
  );
  if (url.searchParams.get('tab') === 'reviews') {
    const reviews = await loadReviews(event, params.id);
    return { ...none, member, rating, holiday, tab: 'reviews' as const, reviews };
  }
  const cursor = url.searchParams.get('after')?.slice(0, 200);
  const isSold = url.searchParams.get('tab') === 'sold';
  const page = await locals.rooms.catalog.listListings(locals.actor, {
    of: { sellerId: params.id },
    show: isSold ? 'all' : 'on-sale',
    cursor,
    limit: goodsMax,
  });
  const shown = isSold ? page.items.filter(({ state }) => state === 'sold-out') : page.items;
  return {
    ...none,
    ...(await bundleOf(event, isSold ? [] : shown)),
    member,
    rating,
    holiday,
    tab: isSold ? ('sold' as const) : ('on-sale' as const),
    goods: shown.map(plainListing),
    nextCursor: page.nextCursor,
  };
};

/** What several of these bring together, for whoever could buy them. */
async function bundleOf(
  { locals, params, url }: PageServerLoadEvent,
  goods: readonly { readonly id: string }[],
) {
  const { actor, rooms } = locals;
  if (actor?.memberId === params.id || goods.length < 2) return {};
  const bundle = plain(await rooms.catalog.getBundleTerms({ memberId: params.id }));
  const asked = url.searchParams.getAll('pick');
  const picked = goods.flatMap(({ id }) => (asked.includes(id) ? [id] : []));
  return { bundle, picked, isSignedIn: actor !== undefined };
}
