import { plainListing } from '../../../views/product.ts';
import { loadMember } from '../../../views/profile/load-member.ts';
import type { PageServerLoad } from './$types';

/** Goods on one page of a shop. */
const goodsMax = 48;

export const load: PageServerLoad = async (event) => {
  const { params, locals, url } = event;
  const member = await loadMember(event, params.id);
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
    member,
    tab: isSold ? ('sold' as const) : ('on-sale' as const),
    goods: shown.map(plainListing),
    nextCursor: page.nextCursor,
  };
};
