import type { Catalogue, Locale } from './texts.ts';

/** Loads one language's texts; the other language is never sent to the browser. */
export async function loadCatalogue(locale: Locale): Promise<Catalogue> {
  if (locale === 'en') return (await import('./en/index.ts')).en;
  return (await import('./zh/index.ts')).zh;
}
