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
 * What one side may say of the other in a word, praise and blame; few, so that all of it is seen at
 * once. @source rules.json reviews.tags
 */
export const tagChoices = {
  buyer: {
    praise: ['as-described', 'ships-fast', 'packed-well', 'answers-fast', 'friendly'],
    blame: ['not-as-described', 'ships-slowly', 'packed-badly', 'answers-slowly', 'unfriendly'],
  },
  seller: {
    praise: ['pays-fast', 'easy-to-talk-to', 'confirms-fast', 'friendly', 'trustworthy'],
    blame: ['haggles-on', 'confirms-late', 'asks-too-much', 'does-not-show-up', 'unfriendly'],
  },
} as const satisfies Record<Side, Record<'praise' | 'blame', readonly string[]>>;
export type Tag = (typeof tagChoices)[Side]['praise' | 'blame'][number];

/** All a side may say. */
const tagsOf = (side: Side): readonly Tag[] => [
  ...tagChoices[side].praise,
  ...tagChoices[side].blame,
];

export const allTags = [...new Set(sides.flatMap(tagsOf))];

/** Whether a side has this word for the other. */
export const isTagOf = (side: Side, tag: string): boolean =>
  (tagsOf(side) as readonly string[]).includes(tag);

/** Characters of a review and of a reply. */
export const wordsMax = 500;

/** Pictures of a review: as many as of a reported problem. @source rules.json reviews.photo */
export const picturesMax = 9;

/** How many of a member's newest reviews are looked through for their commonest tags. */
export const taggedMax = 500;
