import { loadMember } from '../../../../views/profile/load-member.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  member: await loadMember(event, event.params.id),
});
