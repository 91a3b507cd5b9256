import { loadFeed } from '../views/feed/load-feed.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadFeed(event, { kind: 'discover' });
