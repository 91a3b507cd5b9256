import { loadFeed } from '../../../views/feed/load-feed.ts';
import type { PageServerLoad } from './$types';

/** Characters of a topic that are looked up at all; longer ones cannot exist. */
const topicMax = 30;

export const load: PageServerLoad = (event) =>
  loadFeed(event, {
    kind: 'topic',
    topic: event.params.topic.slice(0, topicMax).toLowerCase(),
  });
