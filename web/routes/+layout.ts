import { loadCatalogue } from '#kit/i18n/catalogues.ts';
import type { LayoutLoad } from './$types';

/** Fetches the reader's language only, and of it what the page speaks with. */
export const load: LayoutLoad = async ({ data, route }) => ({
  ...data,
  catalogue: await loadCatalogue(data.locale, route.id),
});
