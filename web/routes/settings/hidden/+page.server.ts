import { requireMember } from '#kit/server/guests.ts';
import type { HideList } from '#ties';
import { plainMember } from '../../../views/plain-member.ts';
import type { PageServerLoad } from './$types';

/** Members of one list shown at once. */
const pageSize = 30;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const read = async (list: HideList) => {
    const cursor = event.url.searchParams.get(list)?.slice(0, 200);
    const page = await event.locals.rooms.ties.listHides(actor, list, { cursor, limit: pageSize });
    return {
      list,
      members: page.items.map(({ member }) => plainMember(member)),
      nextCursor: page.nextCursor,
    };
  };
  return { lists: await Promise.all([read('block'), read('mute')]) };
};
