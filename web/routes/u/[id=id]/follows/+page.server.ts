import { plainMember } from '../../../../views/plain-member.ts';
import type { PageServerLoad } from './$types';

/** Members shown at once. */
const pageSize = 30;

/** Whom a member follows, or who follows them; whom the reader may not see is left out. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
  const { rooms, actor } = locals;
  const isFollowing = url.searchParams.get('list') === 'following';
  const list: 'following' | 'followers' = isFollowing ? 'following' : 'followers';
  const cursor = url.searchParams.get('after')?.slice(0, 200);
  const query = { memberId: params.id, list, cursor, limit: pageSize } as const;
  const owner = await rooms.identity.getMember(params.id, actor?.memberId);
  const page = await rooms.ties.listFollows(actor, query);
  return {
    owner: { id: owner.id, name: owner.nickname },
    list,
    lines: page.items.map(({ member, follows, isFollowed }) => ({
      member: plainMember(member),
      ties: { memberId: member.id, follows, isFollowed },
      isReader: member.id === actor?.memberId,
    })),
    nextCursor: page.nextCursor,
    here: url.pathname + url.search,
  };
};
