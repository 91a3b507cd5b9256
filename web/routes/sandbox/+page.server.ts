import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Only a sandbox has this page. */
export const load: PageServerLoad = ({ locals }) => {
  if (locals.sandboxToolsHref === undefined) error(404);
};
