import { loadCatalogue } from '#kit/i18n/catalogues.ts';
import type { LayoutLoad } from './$types';

/** Fetches the reader's language only. */
export const load: LayoutLoad = async ({ data }) => ({
  ...data,
  catalogue: await loadCatalogue(data.locale),
});
