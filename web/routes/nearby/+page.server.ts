import { loadFeed } from '../../views/feed/load-feed.ts';
import type { PageServerLoad } from './$types';

/** The reader's own places, or the city they chose. */
export const load: PageServerLoad = async (event) => {
  const { rooms, actor } = event.locals;
  const asked = event.url.searchParams.get('city') ?? '';
  const regions = rooms.community.cities;
  const city = regions.some(({ names }) => names.includes(asked)) ? asked : undefined;
  const [page, own] = await Promise.all([
    loadFeed(event, { kind: 'nearby', city }),
    actor ? rooms.identity.getMember(actor.memberId) : undefined,
  ]);
  return { ...page, regions, ownCity: own?.city || undefined };
};
