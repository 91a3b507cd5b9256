import { requireMember } from '#kit/server/guests.ts';
import type { HideList, TieLine } from '#ties';
import type { PageServerLoad } from './$types';

/** Members of one list shown at once. */
const pageSize = 30;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const read = async (list: HideList) => {
    const cursor = event.url.searchParams.get(list)?.slice(0, 200);
    const page = await event.locals.rooms.ties.listHides(actor, list, { cursor, limit: pageSize });
    return { list, members: page.items.map(plain), nextCursor: page.nextCursor };
  };
  return { lists: await Promise.all([read('block'), read('mute')]) };
};

function plain({ member }: TieLine) {
  return {
    id: member.id,
    name: member.nickname,
    avatarSrc: member.avatarUrl ?? undefined,
    isVerified: member.isVerified,
    joinedAt: member.joinedAt.toISOString(),
  };
}
