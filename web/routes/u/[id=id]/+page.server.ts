import type { RequestEvent } from '@sveltejs/kit';
import { plainPage } from '../../../views/feed/feed-pages.ts';
import { columnCountOf, feedPageSize } from '../../../views/feed/load-feed.ts';
import { plainNote } from '../../../views/note-cards.ts';
import { plainListing } from '../../../views/product.ts';
import { loadMember } from '../../../views/profile/load-member.ts';
import type { PageServerLoad } from './$types';

/** Goods shown on a member's page at once; the shop shows all. */
const goodsMax = 24;

export const load: PageServerLoad = async (event) => {
  const { params, locals, url } = event;
  const { rooms, actor } = locals;
  const member = await loadMember(event, params.id);
  const cursor = url.searchParams.get('after')?.slice(0, 1_000);
  const query = { kind: 'author', authorId: params.id } as const;
  const [goods, feed, collections] = await Promise.all([
    rooms.catalog.listListings(actor, { of: { sellerId: params.id }, limit: goodsMax }),
    rooms.community.getFeed(actor, { ...query, cursor, limit: feedPageSize }),
    rooms.reactions.listCollections(actor, params.id),
  ]);
  const tab = tabOf(url, goods.items.length > 0, member.isOwn);
  return {
    member,
    tab,
    goods: goods.items.map(plainListing),
    feed: plainPage(feed),
    query,
    collections,
    liked: tab === 'liked' ? await loadLiked(event) : { notes: [], nextCursor: null },
    columnCount: columnCountOf(event),
  };
};

const tabs = ['notes', 'shop', 'saved', 'liked'] as const;

function tabOf(url: URL, sells: boolean, isOwn: boolean): (typeof tabs)[number] {
  const asked = tabs.find((tab) => tab === url.searchParams.get('tab'));
  if (asked === 'liked' && !isOwn) return 'notes';
  return asked ?? (sells ? 'shop' : 'notes');
}

/** What the member likes; asked for on their own page alone. */
async function loadLiked({ locals, url }: RequestEvent) {
  const cursor = url.searchParams.get('likes')?.slice(0, 200);
  const input = { cursor, limit: feedPageSize };
  const page = await locals.rooms.reactions.listLiked(locals.call().actor, input);
  return {
    notes: page.items.flatMap(({ note }) => (note ? [plainNote(note)] : [])),
    nextCursor: page.nextCursor,
  };
}
