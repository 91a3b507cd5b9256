import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { handOver } from './page-handover.ts';
import { answerTooMany, limitPages, type PageLimits } from './page-limits.ts';

/** How pages are served beside the API. */
export interface PagesOptions<Locals extends object> {
  /**
   * The public origin, `https://shop.example`. A request that reached us under another name
   * (127.0.0.1, a phone on the same network) is judged by that name, so its forms post as well.
   */
  readonly origin?: string | undefined;
  /** Builds `event.locals` of one page request. */
  readonly locals: (request: FastifyRequest) => Locals | Promise<Locals>;
  readonly limits: PageLimits;
  /** Outside origins a form may be redirected to: the payment provider's cashier. */
  readonly formTargets?: readonly string[];
  /** Outside origins pictures are loaded from, when blobs live in a bucket. */
  readonly pictureHosts?: readonly string[];
  /** Absolute path of the built handler; the default is `web/build/handler.js`. */
  readonly handlerFile?: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const builtHandler = new URL('../../../web/build/handler.js', import.meta.url);
const schemeHeader = 'x-tuckshop-page-scheme';
const hostHeader = 'x-tuckshop-page-host';

/** Whether the pages were built, so that a start can say what to run instead of failing late. */
export function pagesAreBuilt(): boolean {
  return existsSync(builtHandler);
}

/**
 * Serves the member pages and their assets for every path the API does not own.
 *
 * Body parsers are taken off these routes: the page handler reads the raw stream itself.
 * @throws when the pages have not been built.
 */
export async function mountPages<Locals extends object>(
  app: FastifyInstance,
  options: PagesOptions<Locals>,
): Promise<void> {
  const handle = await loadHandler(options.handlerFile);
  await app.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser('*', (_request, _payload, done) => done(null));
    pages.route({
      method: ['GET', 'HEAD', 'POST'],
      url: '/*',
      exposeHeadRoute: false,
      config: limitPages(options.limits),
      errorHandler: (error, request, reply) =>
        void answerTooMany(options.limits, error, { request, reply }),
      handler: (request, reply) => servePage({ handle, options, request, reply }),
    });
  });
}

interface PageCall<Locals extends object> {
  readonly handle: Handler;
  readonly options: PagesOptions<Locals>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function servePage<Locals extends object>(call: PageCall<Locals>): Promise<void> {
  const { handle, options, request, reply } = call;
  // An unknown API address is answered by the API, as problem+json, never by a page.
  if (request.url.startsWith('/api/')) return void reply.callNotFound();
  const origin = originOf(request, options.origin);
  if (!origin) return void reply.code(400).send('Bad Request');
  // Always overwritten, so a client cannot choose the origin that forms are checked against.
  request.raw.headers[schemeHeader] = origin.protocol.slice(0, -1);
  request.raw.headers[hostHeader] = origin.host;
  handOver(request.raw, {
    locals: async () => options.locals(request),
    formTargets: options.formTargets ?? [],
    pictureHosts: options.pictureHosts ?? [],
  });
  reply.hijack();
  setSecurityHeaders(reply.raw, origin);
  await handle(request.raw, reply.raw);
}

/** Either name is ours: the public one a proxy may hide, or the one the request came in by. */
function originOf(request: FastifyRequest, publicOrigin: string | undefined): URL | null {
  // A host header is anything a client cares to send.
  const direct = URL.parse(`${request.protocol}://${request.host}`);
  if (publicOrigin === undefined || direct === null) return direct;
  const known = new URL(publicOrigin);
  const isPublic = request.headers.origin === known.origin || direct.host === known.host;
  return isPublic ? known : direct;
}

function setSecurityHeaders(response: ServerResponse, origin: URL): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader(
    'permissions-policy',
    'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
  );
  if (origin.protocol === 'https:') {
    response.setHeader('strict-transport-security', 'max-age=31536000');
  }
}

async function loadHandler(file: string | undefined): Promise<Handler> {
  const url = file === undefined ? builtHandler : pathToFileURL(file);
  if (!existsSync(url)) throw new Error('The pages are not built: run "vite build web" first');
  // The adapter reads these once, while it is imported; without them it assumes https.
  process.env['TUCKSHOP_PAGES_PROTOCOL_HEADER'] = schemeHeader;
  process.env['TUCKSHOP_PAGES_HOST_HEADER'] = hostHeader;
  const built = (await import(url.href)) as { handler: Handler };
  return built.handler;
}
