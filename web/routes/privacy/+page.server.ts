import { privacy } from '#kit/documents/privacy.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
  document: privacy[locals.locale],
  version: locals.rooms.house.privacyVersion,
});
