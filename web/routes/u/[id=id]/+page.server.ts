import { columnsToDraw } from '#kit/cards/columns.ts';
import { feedPageSize } from '../../../views/feed/load-feed.ts';
import { plainNote } from '../../../views/note-cards.ts';
import { plainListing } from '../../../views/product.ts';
import type { PageServerLoad } from './$types';

/** Goods shown on a member's page at once. */
const goodsMax = 24;

export const load: PageServerLoad = async ({ params, locals, url, cookies, request }) => {
  const { rooms, actor } = locals;
  const cursor = url.searchParams.get('after')?.slice(0, 200);
  const [member, goods, feed] = await Promise.all([
    rooms.identity.getMember(params.id),
    rooms.catalog.listListings(actor, { of: { sellerId: params.id }, limit: goodsMax }),
    rooms.community.getFeed(actor, { authorId: params.id, cursor, limit: feedPageSize }),
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
    notes: feed.items.map(plainNote),
    nextCursor: feed.nextCursor,
    columnCount: columnsToDraw(cookies.get('cols'), request.headers.get('user-agent') ?? ''),
    tab: url.searchParams.get('tab') === 'notes' || goods.items.length === 0 ? 'notes' : 'shop',
  };
};
