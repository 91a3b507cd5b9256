import { channelOf } from '../../../views/channels.ts';
import { loadFeed } from '../../../views/feed/load-feed.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const channel = channelOf(event.params.channel)!;
  return {
    ...(await loadFeed(event, { kind: 'topic', topic: channel.topic })),
    channel: channel.slug,
  };
};
