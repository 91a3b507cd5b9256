import type { MemberCard } from '#identity';

/** A member's card as rows of members show it. */
export function plainMember({ id, nickname, avatarUrl, isVerified, joinedAt }: MemberCard) {
  return {
    id,
    name: nickname,
    avatarSrc: avatarUrl ?? undefined,
    isVerified,
    joinedAt: joinedAt.toISOString(),
  };
}
