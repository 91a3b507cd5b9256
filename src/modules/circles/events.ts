import type { Id } from '#platform/ids.ts';

/** Topics this room tells the rooms above. */
export const circlesTopics = {
  joined: 'circles/joined',
  left: 'circles/left',
  closed: 'circles/closed',
} as const;

/** Of `joined` and `left`; `closed` has no member. */
export type CirclePayload = { circleId: Id; memberId: Id };
