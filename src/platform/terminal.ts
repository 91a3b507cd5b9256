import type { Locale } from './refusal.ts';

/** The language of the terminal the product was started in, as its environment names it. */
export function terminalLocale(env: Record<string, string | undefined>): Locale {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return named.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
