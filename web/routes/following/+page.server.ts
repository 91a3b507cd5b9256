import { requireMember } from '#kit/server/guests.ts';
import { loadFeed } from '../../views/feed/load-feed.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireMember(event);
  return loadFeed(event, { kind: 'following' });
};
