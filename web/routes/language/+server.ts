import { redirect } from '@sveltejs/kit';
import { locales, type Locale } from '#kit/i18n/texts.ts';
import { ownPath } from '#kit/server/own-path.ts';
import type { RequestHandler } from './$types';

const aYearSeconds = 365 * 24 * 3600;

/** Remembers the reader's language and leads back to where they were. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  const wish = form.get('lang');
  if (locales.includes(wish as Locale)) {
    cookies.set('lang', wish as Locale, {
      path: '/',
      maxAge: aYearSeconds,
      httpOnly: false,
      secure: url.protocol === 'https:',
      sameSite: 'lax',
    });
  }
  redirect(303, ownPath(form.get('back')));
};
