import type { Locale, PartialCatalogue } from './texts.ts';

/** Texts that travel together: `core` with every page, the others with the pages that need them. */
export type Area =
  | 'core'
  | 'account'
  | 'compose'
  | 'feeds'
  | 'install'
  | 'profile'
  | 'responses'
  | 'sandbox'
  | 'trade'
  | 'talk'
  | 'ties'
  | 'circles'
  | 'notices'
  | 'admin'
  | 'search';

type Loader = () => Promise<PartialCatalogue>;

const loaders: Record<Locale, Record<Area, Loader>> = {
  'zh-CN': {
    core: async () => (await import('./zh/core.ts')).core,
    account: async () => (await import('./zh/account.ts')).account,
    feeds: async () => (await import('./zh/feeds.ts')).feeds,
    install: async () => (await import('./zh/install.ts')).install,
    compose: async () => (await import('./zh/compose.ts')).compose,
    profile: async () => (await import('./zh/profile.ts')).profile,
    responses: async () => (await import('./zh/responses.ts')).responses,
    sandbox: async () => (await import('./zh/sandbox.ts')).sandbox,
    trade: async () => (await import('./zh/trade.ts')).trade,
    talk: async () => (await import('./zh/talk.ts')).talk,
    ties: async () => (await import('./zh/ties.ts')).ties,
    circles: async () => (await import('./zh/circles.ts')).circles,
    notices: async () => (await import('./zh/notices.ts')).notices,
    admin: async () => (await import('./zh/admin.ts')).admin,
    search: async () => (await import('./zh/search.ts')).search,
  },
  en: {
    core: async () => (await import('./en/core.ts')).core,
    account: async () => (await import('./en/account.ts')).account,
    feeds: async () => (await import('./en/feeds.ts')).feeds,
    install: async () => (await import('./en/install.ts')).install,
    compose: async () => (await import('./en/compose.ts')).compose,
    profile: async () => (await import('./en/profile.ts')).profile,
    responses: async () => (await import('./en/responses.ts')).responses,
    sandbox: async () => (await import('./en/sandbox.ts')).sandbox,
    trade: async () => (await import('./en/trade.ts')).trade,
    talk: async () => (await import('./en/talk.ts')).talk,
    ties: async () => (await import('./en/ties.ts')).ties,
    circles: async () => (await import('./en/circles.ts')).circles,
    notices: async () => (await import('./en/notices.ts')).notices,
    admin: async () => (await import('./en/admin.ts')).admin,
    search: async () => (await import('./en/search.ts')).search,
  },
};

/** Which pages need more than the core; `(?=/|$)` ends a path segment. */
const pagesOf: readonly (readonly [RegExp, Area])[] = [
  [/^\/install(?=\/|$)/, 'install'],
  [/^\/(?:following|nearby)(?=\/|$)/, 'feeds'],
  [/^\/(?:n|comment|u|me|collections)(?=\/|$)/, 'responses'],
  [/^\/sandbox(?=\/|$)/, 'sandbox'],
  [/^\/(?:signin|me|settings|verify|addresses)(?=\/|$)/, 'account'],
  [/^\/(?:compose|sell|checkout|orders|wallet|addresses|admin)(?=\/|$)/, 'trade'],
  [/^\/(?:compose|sell)(?=\/|$)/, 'compose'],
  [/^\/(?:u|shop|collections|me)(?=\/|$)/, 'profile'],
  [/^\/chat(?=\/|$)/, 'talk'],
  [/^\/(?:notifications|settings\/notifications|unsubscribe)(?=\/|$)/, 'notices'],
  [/^\/(?:u|ties|settings)(?=\/|$)/, 'ties'],
  [/^\/circles(?=\/|$)/, 'circles'],
  [/^\/admin(?=\/|$)/, 'admin'],
  [/^\/search(?=\/|$)/, 'search'],
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

/**
 * The texts a page may speak with now. In the browser those of a page that was read ahead (a note
 * opened over the feed) are among them, though the page itself has not changed.
 */
export const textsAtHand = (served: PartialCatalogue): PartialCatalogue =>
  typeof document === 'undefined' ? served : loadedHere;
