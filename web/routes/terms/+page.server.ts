import { terms } from '#kit/documents/terms.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
  document: terms[locals.locale],
  version: locals.rooms.house.termsVersion,
});
