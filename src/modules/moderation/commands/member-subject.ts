import { isRefusal } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import type { SubjectHandlers } from '../types.ts';

/**
 * How members are found, shown and taken down: identity lies below and cannot register itself.
 * Taken down is what a member says of themselves, not the member: an order must still be shipped.
 */
export function memberSubject({ rooms: { identity } }: Room): SubjectHandlers {
  return {
    async ownerOf(handle, memberId, reporterId) {
      try {
        return (await identity.getMember(memberId, reporterId, handle)).id;
      } catch (error) {
        if (isRefusal(error)) return null;
        throw error;
      }
    },
    async snapshot(handle, memberId) {
      const profile = await identity.profileSnapshot(handle, memberId);
      if (!profile) return undefined;
      const { nickname, bio, city, avatarPictureId } = profile;
      return { title: nickname, bio, city, pictureIds: avatarPictureId ? [avatarPictureId] : [] };
    },
    takeDown: (tx, memberId) => identity.clearProfile(tx, memberId),
  };
}
