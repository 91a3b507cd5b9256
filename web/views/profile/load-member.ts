import type { RequestEvent } from '@sveltejs/kit';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A member's pace as words: which sentence, and its number. */
export interface Pace {
  readonly key: 'minutes' | 'hour' | 'hours' | 'day' | 'days';
  readonly count: number;
}

/** How a usual time to answer is put into words; rounded up, so that nobody is promised more. */
export function paceOf(answerMs: number): Pace {
  if (answerMs <= 10 * minuteMs) return { key: 'minutes', count: 0 };
  if (answerMs <= hourMs) return { key: 'hour', count: 1 };
  if (answerMs <= 12 * hourMs) return { key: 'hours', count: Math.ceil(answerMs / hourMs) };
  if (answerMs <= dayMs) return { key: 'day', count: 1 };
  return { key: 'days', count: Math.ceil(answerMs / dayMs) };
}

/**
 * The head of a member's pages.
 * @throws platform/not-found, for whom the member has blocked as well
 */
export async function loadMember({ locals }: Pick<RequestEvent, 'locals'>, memberId: string) {
  const { rooms, actor, publicOrigin } = locals;
  // First and alone: who may not see the member learns nothing else of them either.
  const member = await rooms.identity.getMember(memberId, actor?.memberId);
  const [ties, answerMs] = await Promise.all([
    rooms.ties.getMemberTies(actor, memberId),
    rooms.chat.answerTime(memberId),
  ]);
  return {
    id: member.id,
    name: member.nickname,
    avatarSrc: member.avatarUrl ?? undefined,
    bio: member.bio,
    city: member.city,
    joinedAt: member.joinedAt.toISOString(),
    isVerified: member.isVerified,
    isPro: member.isPro,
    isOwn: actor?.memberId === memberId,
    ties,
    pace: answerMs === undefined ? undefined : paceOf(answerMs),
    publicOrigin,
  };
}

/** A member as their pages receive them. */
export type LoadedMember = Awaited<ReturnType<typeof loadMember>>;
