import type { PlainTextKey } from '../i18n/texts.ts';
import type { IconName } from '../icons/icon-names.ts';

/** One place of the main navigation. */
export interface Place {
  readonly href: string;
  readonly text: PlainTextKey;
  readonly icon: IconName;
  /** Shows the number of unread messages. */
  readonly counts?: boolean;
}

export const home: Place = { href: '/', text: 'shell/home', icon: 'house' };
export const search: Place = { href: '/search', text: 'shell/search', icon: 'search' };
export const market: Place = { href: '/market', text: 'shell/market', icon: 'store' };
export const sell: Place = { href: '/compose', text: 'shell/publish-or-sell', icon: 'plus' };
export const chat: Place = {
  href: '/chat',
  text: 'shell/messages',
  icon: 'message-circle',
  counts: true,
};
export const me: Place = { href: '/me', text: 'shell/me', icon: 'user' };

/** Whether a place is the one the reader is at. */
export function isAt(place: Place, pathname: string): boolean {
  if (place.href === '/') return pathname === '/';
  // Notices are looked for where messages are.
  if (place === chat && pathname === '/notifications') return true;
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}

/** Pages with an action bar of their own: the tab bar would cover it. */
export function hidesTabBar(pathname: string): boolean {
  return /^\/(n|i|compose|sell|checkout|signin|verify|admin)(\/|$)|^\/(chat|orders)\/./.test(
    pathname,
  );
}
