import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { takeHandover, type PageHandover } from '#platform/http/page-handover.ts';
import type { Locals as PageLocals } from './page-locals.ts';

/** Fills `event.locals` from the serving process and completes what is only known at run time. */
export const handle: Handle = async ({ event, resolve }) => {
  const handover = takeHandover<PageLocals>(event.platform!.req);
  Object.assign(event.locals, await handover.locals());
  const { locale } = event.locals;
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => wakeLast(html).replace('%lang%', locale),
  });
  widenPolicy(response, handover, event.url);
  return response;
};

/** A page is whole without its scripts: on a thin line what is seen comes before them. */
const wakeLast = (html: string): string =>
  html.replaceAll('rel="modulepreload"', 'rel="modulepreload" fetchpriority="low"');

/**
 * Turns a door's refusal into a page with its own status and sentence.
 * Everything else is a bug: the visitor gets a trace id, the log gets the rest.
 */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const { status, title, code, traceId } = event.locals.explain(error);
  return { status, message: title, code, traceId };
};

/** Cashiers, buckets and sockets live at addresses that no build can know. */
function widenPolicy(response: Response, handover: PageHandover, url: URL): void {
  const policy = response.headers.get('content-security-policy');
  if (!policy) return;
  // Safari before 15.4 does not count a socket to our own host as 'self'.
  const socket = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}`;
  const widened = policy
    .replace("form-action 'self'", ["form-action 'self'", ...handover.formTargets].join(' '))
    .replace("img-src 'self'", ["img-src 'self'", ...handover.pictureHosts].join(' '))
    .replace("connect-src 'self'", `connect-src 'self' ${socket}`);
  response.headers.set('content-security-policy', widened);
}
