import { requireMember } from '#kit/server/guests.ts';
import { loadCompose } from '../../views/compose/load-compose.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadCompose(event, requireMember(event));
