import type { Locale } from '../refusal.ts';

/** The language of an answer: the `lang` cookie, else the browser's wish, else Chinese. */
export function localeOf(cookie: string | undefined, acceptLanguage: string | undefined): Locale {
  if (cookie === 'en' || cookie === 'zh-CN') return cookie;
  for (const wish of (acceptLanguage ?? '').toLowerCase().split(',')) {
    if (wish.trim().startsWith('zh')) return 'zh-CN';
    if (wish.trim().startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
