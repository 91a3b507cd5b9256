import type { Id } from '#platform/ids.ts';

/** Topics this room tells the rooms above. */
export const tiesTopics = {
  followed: 'ties/followed',
  unfollowed: 'ties/unfollowed',
  blocked: 'ties/blocked',
  unblocked: 'ties/unblocked',
} as const;

/** `memberId` did it to `otherId`. Blocking tells `ties/unfollowed` for each follow it ended. */
export type TiePayload = { memberId: Id; otherId: Id };
