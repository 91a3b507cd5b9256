import { plainPage } from '../../../views/feed/feed-pages.ts';
import { columnCountOf, feedPageSize } from '../../../views/feed/load-feed.ts';
import { plainListing } from '../../../views/product.ts';
import type { PageServerLoad } from './$types';

/** Goods shown on a member's page at once. */
const goodsMax = 24;

export const load: PageServerLoad = async (event) => {
  const { params, url } = event;
  const { rooms, actor } = event.locals;
  const cursor = url.searchParams.get('after')?.slice(0, 1_000);
  const query = { kind: 'author', authorId: params.id } as const;
  const [member, goods, feed] = await Promise.all([
    rooms.identity.getMember(params.id, actor?.memberId),
    rooms.catalog.listListings(actor, { of: { sellerId: params.id }, limit: goodsMax }),
    rooms.community.getFeed(actor, { ...query, cursor, limit: feedPageSize }),
  ]);
  return {
    member: {
      id: member.id,
      name: member.nickname,
      avatarSrc: member.avatarUrl ?? undefined,
      bio: member.bio,
      city: member.city,
      joinedAt: member.joinedAt.toISOString(),
      isVerified: member.isVerified,
      isPro: member.isPro,
    },
    isOwn: actor?.memberId === params.id,
    goods: goods.items.map(plainListing),
    feed: plainPage(feed),
    query,
    columnCount: columnCountOf(event),
    tab: url.searchParams.get('tab') === 'notes' || goods.items.length === 0 ? 'notes' : 'shop',
  };
};
