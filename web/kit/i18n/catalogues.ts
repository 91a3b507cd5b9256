import type { Locale, PartialCatalogue } from './texts.ts';

/** Texts that travel together: `core` with every page, the others with the pages that need them. */
export type Area =
  | 'core'
  | 'account'
  | 'aftersale'
  | 'compose'
  | 'feeds'
  | 'freight'
  | 'install'
  | 'profile'
  | 'reports'
  | 'responses'
  | 'reviews'
  | 'sandbox'
  | 'trade'
  | 'talk'
  | 'ties'
  | 'tools'
  | 'circles'
  | 'notices'
  | 'office'
  | 'admin'
  | 'reconciliation'
  | 'search'
  | 'delivery';

/** A file of texts; what it exports is one part of the catalogue. */
type Loader = () => Promise<Readonly<Record<string, PartialCatalogue>>>;

const loaders: Record<Locale, Record<Area, Loader>> = {
  'zh-CN': {
    core: () => import('./zh/core.ts'),
    account: () => import('./zh/account.ts'),
    aftersale: () => import('./zh/aftersale.ts'),
    feeds: () => import('./zh/feeds.ts'),
    freight: () => import('./zh/freight.ts'),
    install: () => import('./zh/install.ts'),
    compose: () => import('./zh/compose.ts'),
    profile: () => import('./zh/profile.ts'),
    reports: () => import('./zh/reports.ts'),
    responses: () => import('./zh/responses.ts'),
    reviews: () => import('./zh/reviews.ts'),
    sandbox: () => import('./zh/sandbox.ts'),
    trade: () => import('./zh/trade.ts'),
    talk: () => import('./zh/talk.ts'),
    ties: () => import('./zh/ties.ts'),
    tools: () => import('./zh/tools.ts'),
    circles: () => import('./zh/circles.ts'),
    notices: () => import('./zh/notices.ts'),
    admin: () => import('./zh/admin.ts'),
    office: () => import('./zh/office.ts'),
    reconciliation: () => import('./zh/reconciliation.ts'),
    search: () => import('./zh/search.ts'),
    delivery: () => import('./zh/delivery.ts'),
  },
  en: {
    core: () => import('./en/core.ts'),
    account: () => import('./en/account.ts'),
    aftersale: () => import('./en/aftersale.ts'),
    feeds: () => import('./en/feeds.ts'),
    freight: () => import('./en/freight.ts'),
    install: () => import('./en/install.ts'),
    compose: () => import('./en/compose.ts'),
    profile: () => import('./en/profile.ts'),
    reports: () => import('./en/reports.ts'),
    responses: () => import('./en/responses.ts'),
    reviews: () => import('./en/reviews.ts'),
    sandbox: () => import('./en/sandbox.ts'),
    trade: () => import('./en/trade.ts'),
    talk: () => import('./en/talk.ts'),
    ties: () => import('./en/ties.ts'),
    tools: () => import('./en/tools.ts'),
    circles: () => import('./en/circles.ts'),
    notices: () => import('./en/notices.ts'),
    admin: () => import('./en/admin.ts'),
    office: () => import('./en/office.ts'),
    reconciliation: () => import('./en/reconciliation.ts'),
    search: () => import('./en/search.ts'),
    delivery: () => import('./en/delivery.ts'),
  },
};

/** Which pages need more than the core; `(?=/|$)` ends a path segment. */
const pagesOf: readonly (readonly [RegExp, Area])[] = [
  [/^\/install(?=\/|$)/, 'install'],
  [/^\/(?:following|nearby)(?=\/|$)/, 'feeds'],
  [/^\/(?:n|comment|u|me|collections)(?=\/|$)/, 'responses'],
  [/^\/(?:report|admin)(?=\/|$)/, 'reports'],
  [/^\/(?:orders|shop|i)(?=\/|$)/, 'reviews'],
  [/^\/sandbox(?=\/|$)/, 'sandbox'],
  [/^\/(?:signin|me|settings|verify|addresses)(?=\/|$)/, 'account'],
  [/^\/(?:freight|sell|compose|checkout|orders|shop|i|me)(?=\/|$)/, 'freight'],
  [/^\/(?:compose|sell|freight|checkout|orders|wallet|addresses|admin)(?=\/|$)/, 'trade'],
  [/^\/(?:orders\/\[|admin(?=\/|$))/, 'aftersale'],
  [/^\/(?:compose|sell)(?=\/|$)/, 'compose'],
  [/^\/(?:u|shop|collections|me)(?=\/|$)/, 'profile'],
  [/^\/chat(?=\/|$)/, 'talk'],
  [/^\/(?:notifications|settings\/notifications|unsubscribe)(?=\/|$)/, 'notices'],
  [/^\/(?:u|ties|settings)(?=\/|$)/, 'ties'],
  [/^\/(?:orders|i|shop|sell|me|chat)(?=\/|$)/, 'tools'],
  [/^\/circles(?=\/|$)/, 'circles'],
  [/^\/admin(?=\/|$)/, 'admin'],
  [/^\/admin(?=\/|$)/, 'office'],
  [/^\/admin(?=\/|$)/, 'reconciliation'],
  [/^\/search(?=\/|$)/, 'search'],
  [/^\/(?:orders|sell)(?=\/|$)/, 'delivery'],
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
  const files = await Promise.all(areasOf(routeId).map((area) => loaders[locale][area]()));
  const parts = files.flatMap((file) => Object.values(file));
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
