import type { Locale, PartialCatalogue } from './texts.ts';

/** Texts that travel together: `core` with every page, the others with the pages that need them. */
export type Area = 'core' | 'account' | 'sandbox' | 'trade' | 'talk' | 'admin';

type Loader = () => Promise<PartialCatalogue>;

const loaders: Record<Locale, Record<Area, Loader>> = {
  'zh-CN': {
    core: async () => (await import('./zh/core.ts')).core,
    account: async () => (await import('./zh/account.ts')).account,
    sandbox: async () => (await import('./zh/sandbox.ts')).sandbox,
    trade: async () => (await import('./zh/trade.ts')).trade,
    talk: async () => (await import('./zh/talk.ts')).talk,
    admin: async () => (await import('./zh/admin.ts')).admin,
  },
  en: {
    core: async () => (await import('./en/core.ts')).core,
    account: async () => (await import('./en/account.ts')).account,
    sandbox: async () => (await import('./en/sandbox.ts')).sandbox,
    trade: async () => (await import('./en/trade.ts')).trade,
    talk: async () => (await import('./en/talk.ts')).talk,
    admin: async () => (await import('./en/admin.ts')).admin,
  },
};

/** Which pages need more than the core; `(?=/|$)` ends a path segment. */
const pagesOf: readonly (readonly [RegExp, Area])[] = [
  [/^\/sandbox(?=\/|$)/, 'sandbox'],
  [/^\/(?:signin|me|settings|verify|addresses)(?=\/|$)/, 'account'],
  [/^\/(?:sell|checkout|orders|wallet|addresses|admin)(?=\/|$)/, 'trade'],
  [/^\/chat(?=\/|$)/, 'talk'],
  [/^\/admin(?=\/|$)/, 'admin'],
];

/** The areas the page of a route speaks with. */
export function areasOf(routeId: string | null): Area[] {
  const extra = pagesOf.flatMap(([pages, area]) => (pages.test(routeId ?? '') ? [area] : []));
  return ['core', ...extra];
}

let loadedHere: PartialCatalogue = {};

/**
 * Loads the texts of a route in one language; the other language is never sent to the browser,
 * and what was loaded for the pages before stays.
 */
export async function loadCatalogue(
  locale: Locale,
  routeId: string | null,
): Promise<PartialCatalogue> {
  const parts = await Promise.all(areasOf(routeId).map((area) => loaders[locale][area]()));
  const isBrowser = typeof document !== 'undefined';
  const catalogue = Object.assign({}, isBrowser ? loadedHere : {}, ...parts) as PartialCatalogue;
  if (isBrowser) loadedHere = catalogue;
  return catalogue;
}
