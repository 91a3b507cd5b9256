import type { CircleMember } from '#circles';

/** A member of a circle, with nothing in it that a page could not be sent. */
export const plainMember = ({ member, joinedAt, isKeeper }: CircleMember) => ({
  id: member.id,
  name: member.nickname,
  avatarSrc: member.avatarUrl ?? undefined,
  isVerified: member.isVerified,
  joinedAt: joinedAt.toISOString(),
  isKeeper,
});
