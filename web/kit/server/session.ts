import type { Cookies } from '@sveltejs/kit';

interface SessionEvent {
  readonly cookies: Cookies;
  readonly locals: { readonly sessionCookie: { readonly name: string; readonly secure: boolean } };
}

/** Puts a fresh session's token into the cookie the API reads too. */
export function openSession(
  { cookies, locals }: SessionEvent,
  signedIn: { token: string; cookieExpiresAt: Date },
): void {
  const { name, secure } = locals.sessionCookie;
  const expires = signedIn.cookieExpiresAt;
  cookies.set(name, signedIn.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    expires,
  });
}

/** Takes the session cookie away. */
export function closeSession({ cookies, locals }: SessionEvent): void {
  const { name, secure } = locals.sessionCookie;
  cookies.delete(name, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
