import { json } from '@sveltejs/kit';
import { shell as en } from '#kit/i18n/en/shell.ts';
import { createTranslate } from '#kit/i18n/texts.ts';
import { shell as zh } from '#kit/i18n/zh/shell.ts';
import type { RequestHandler } from './$types';

const icon = (file: string, size: number, purpose: 'any' | 'maskable') => ({
  src: `/icons/${file}`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** What a phone needs to know to install the product, in the reader's language. */
export const GET: RequestHandler = ({ locals, setHeaders }) => {
  const t = createTranslate(() => (locals.locale === 'en' ? en : zh));
  setHeaders({ 'content-type': 'application/manifest+json', 'cache-control': 'no-cache' });
  return json({
    id: '/',
    name: t('shell/name'),
    short_name: t('shell/name'),
    description: t('shell/tagline'),
    lang: locals.locale,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    orientation: 'any',
    background_color: '#faf7f2',
    theme_color: '#faf7f2',
    categories: ['shopping', 'social'],
    icons: [
      icon('any-192.png', 192, 'any'),
      icon('any-512.png', 512, 'any'),
      icon('maskable-512.png', 512, 'maskable'),
    ],
    shortcuts: [
      { name: t('shell/publish-or-sell'), url: '/sell' },
      { name: t('shell/messages'), url: '/chat' },
    ],
  });
};
