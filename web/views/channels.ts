import type { PlainTextKey } from '#kit/i18n/texts.ts';

/** A channel of the feed: the notes that carry its topic. */
export interface Channel {
  readonly slug: string;
  readonly topic: string;
  readonly text: PlainTextKey;
}

export const channels: readonly Channel[] = [
  { slug: 'campus', topic: '校园', text: 'feed/campus' },
  { slug: 'goods', topic: '谷子', text: 'feed/goods' },
  { slug: 'digital', topic: '数码', text: 'feed/digital' },
  { slug: 'wear', topic: '穿搭', text: 'feed/wear' },
  { slug: 'books', topic: '旧书', text: 'feed/books' },
  { slug: 'craft', topic: '手作', text: 'feed/craft' },
  { slug: 'home', topic: '家居', text: 'feed/home' },
  { slug: 'free', topic: '免费送', text: 'feed/free' },
];

/** The channel a path names. */
export function channelOf(slug: string): Channel | undefined {
  return channels.find((channel) => channel.slug === slug);
}
