import { dayMs } from '#platform/clock.ts';

/** How long after the end of a trade reviews are taken. @source rules.json reviews.window */
export const windowMs = 14 * dayMs;

/** 好, 中, 差. @source rules.json reviews.scale */
export const steps = ['good', 'fair', 'poor'] as const;
export type Step = (typeof steps)[number];

/** Which part of a trade somebody took. */
export const sides = ['buyer', 'seller'] as const;
export type Side = (typeof sides)[number];

export const otherSide = (side: Side): Side => (side === 'buyer' ? 'seller' : 'buyer');

/**
 * What one side may say of the other in a word, praise first; short, so that all of it is seen at
 * once. @source rules.json reviews.tags
 */
export const tagsBy = {
  buyer: [
    'as-described',
    'ships-fast',
    'packed-well',
    'answers-fast',
    'friendly',
    'not-as-described',
    'ships-slowly',
    'packed-badly',
    'answers-slowly',
    'unfriendly',
  ],
  seller: [
    'pays-fast',
    'easy-to-talk-to',
    'confirms-fast',
    'friendly',
    'trustworthy',
    'haggles-on',
    'confirms-late',
    'asks-too-much',
    'does-not-show-up',
    'unfriendly',
  ],
} as const satisfies Record<Side, readonly string[]>;
export type Tag = (typeof tagsBy)[Side][number];

export const allTags = [...new Set<Tag>([...tagsBy.buyer, ...tagsBy.seller])];

/** Whether a side has these words for the other. */
export const isTagOf = (side: Side, tag: string): boolean =>
  (tagsBy[side] as readonly string[]).includes(tag);

/** Characters of a review and of a reply. */
export const wordsMax = 500;

/** Pictures of a review: as many as of a reported problem. @source rules.json reviews.photo */
export const picturesMax = 9;

/** How many of a member's newest reviews are looked through for their commonest tags. */
export const taggedMax = 500;
