import type { PlainTextKey } from '#kit/i18n/texts.ts';

/** The console's pages in their order; a page that joins the console adds its line. */
export const consolePlaces: readonly { readonly href: string; readonly text: PlainTextKey }[] = [
  { href: '/admin', text: 'office/home' },
  { href: '/admin/orders', text: 'office/orders' },
  { href: '/admin/reconciliation', text: 'recon/title' },
  { href: '/admin/moves', text: 'office/moves' },
  { href: '/admin/freezes', text: 'office/freezes' },
  { href: '/admin/sellers', text: 'office/sellers' },
];
