import { createHash } from 'node:crypto';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import compression from 'compression';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor, Call } from '../actor.ts';
import { Refusal, refuse, type Locale, type RefusalCatalogue } from '../refusal.ts';
import { workingAt } from '../working-at.ts';
import { admit, type AccessTable } from './access.ts';
import { toJson } from './json.ts';
import { localeOf } from './locale.ts';
import { addressOf, tooMany } from './page-limits.ts';
import { InvalidInput, problemOf } from './problem.ts';
import { Answer, type Route, type RouteInput } from './route.ts';

export const sessionCookie = 'tuckshop_session';
const bodyBytesMax = 256 * 1024;

/** What every answer of the API says, unless it says otherwise: data, never a page. */
const answerHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

export type HttpOptions = {
  routes: Route[];
  access: AccessTable;
  catalogue: RefusalCatalogue;
  authenticate(token: string): Promise<Actor | undefined>;
  /** The address members see, without a path: decides cookie flags and which Origin is ours. */
  publicOrigin: string;
  /** Proxies whose forwarded addresses are believed; none by default. */
  trustedProxies: string[];
  /** Changing requests a minute and caller. */
  perMinuteMax: number;
};

/** The HTTP server with every API route mounted below /api/v1; a route without an access row throws. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: bodyBytesMax,
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) =>
      void answerProblem(options, error, request, reply as FastifyReply),
  });
  // Pages and answers alike: a feed page of 86 KB travels as 12.
  const compress = compression();
  app.addHook('onRequest', (request, reply, done) => compress(request.raw, reply.raw, done));
  await app.register(cookie);
  await app.register(rateLimit, { global: false, hook: 'preHandler' });
  readBodiesRaw(app);
  app.decorateRequest('actor', undefined);
  app.decorateRequest('rawBody', undefined);
  app.setErrorHandler((error, request, reply) => answerProblem(options, error, request, reply));
  for (const route of options.routes) mount(app, options, route);
  app.all('/api/*', () => refuse('platform/not-found'));
  return app;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined;
    rawBody: Buffer | undefined;
  }
}

/** Strict: a body in another encoding must not be kept with � in it. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];

function readBodiesRaw(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer;
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(utf8.decode(body as Buffer)));
    } catch {
      done(new Refusal('platform/invalid-input', { fields: 'body' }));
    }
  });
  // A form posted by any page needs no question first, so it is read only where a route wants it.
  app.addContentTypeParser(forms, { parseAs: 'buffer' }, (request, body, done) => {
    const [type = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
    if (!request.routeOptions.config.rawTypes?.includes(type.trim())) {
      return done(new Refusal('platform/unsupported-media-type'));
    }
    request.rawBody = body as Buffer;
    done(null, undefined);
  });
  const raw = /^(?:image\/[\w.+-]+|application\/octet-stream)$/;
  app.addContentTypeParser(raw, { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer;
    done(null, undefined);
  });
}

function mount(app: FastifyInstance, options: HttpOptions, route: Route): void {
  const row = options.access[route.operationId];
  if (!row) throw new Error(`operation ${route.operationId} has no row in the access table`);
  app.route({
    method: route.method,
    url: `/api/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`,
    bodyLimit: route.bodyBytesMax ?? bodyBytesMax,
    config: {
      operationId: route.operationId,
      rawTypes: route.rawTypes,
      ...limitOf(options, route, row.who === 'provider'),
    },
    onRequest: async (request) => {
      request.actor = await actorOf(options, request);
      admit(row, request.actor);
    },
    handler: async (request, reply) => {
      const input = inputOf(options, route, request, reply);
      const answer = await workingAt(route.operationId, async () => route.handler(input as never));
      const { status, body, headers } =
        answer instanceof Answer ? answer : new Answer(route.status ?? 200, answer);
      void reply.code(status).headers({ ...answerHeaders, ...headers });
      if (body instanceof Uint8Array || isStream(body)) return reply.send(body);
      return reply
        .type('application/json; charset=utf-8')
        .send(toJson(body === undefined ? { ok: true } : body));
    },
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operationId?: string;
    rawTypes?: string[] | undefined;
  }
}

function limitOf(options: HttpOptions, route: Route, isProvider: boolean) {
  if (isProvider || (route.method === 'GET' && !route.perMinuteMax)) return {};
  return {
    rateLimit: {
      max: route.perMinuteMax ?? options.perMinuteMax,
      timeWindow: 60_000,
      keyGenerator: (request: FastifyRequest) => request.actor?.memberId ?? addressOf(request),
      errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) => tooMany(ttl),
    },
  };
}

async function actorOf(options: HttpOptions, request: FastifyRequest): Promise<Actor | undefined> {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return options.authenticate(bearer);
  const token = request.cookies[sessionCookie];
  if (!token) return undefined;
  if (request.method !== 'GET') refuseCrossSite(options.publicOrigin, request);
  return options.authenticate(token);
}

/**
 * A cookie alone does not authorise a change: a browser must say that the page asking is ours.
 * Callers that are no browsers send neither header and no ambient cookies.
 */
function refuseCrossSite(publicOrigin: string, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin') return;
  const { origin } = request.headers;
  const isOurs = origin === publicOrigin || origin === `${request.protocol}://${request.host}`;
  if (origin !== undefined && isOurs) return;
  if (site === undefined && origin === undefined) return;
  refuse('platform/cross-site');
}

function inputOf(
  options: HttpOptions,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): RouteInput<unknown, unknown, unknown> {
  const locale = localeOf(request.cookies['lang'], request.headers['accept-language']);
  return {
    params: parse(route.params, request.params),
    query: parse(route.query, request.query),
    body: parse(route.body, request.body),
    actor: request.actor,
    call: () => callOf(route, request, locale),
    locale,
    ip: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    headers: request.headers,
    rawBody: request.rawBody ?? Buffer.alloc(0),
    session: sessionOf(options, reply),
  };
}

function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw new InvalidInput(result.error);
  return result.data;
}

function callOf(route: Route, request: FastifyRequest, locale: Locale): Call {
  const { actor } = request;
  if (!actor) refuse('platform/sign-in-required');
  const key = request.headers['idempotency-key'];
  if (!route.idempotent || key === undefined) return { actor, locale };
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    refuse('platform/idempotency-key-invalid');
  }
  const asked = `${route.operationId}\n${toJson(request.params)}\n`;
  const requestHash = createHash('sha256')
    .update(asked)
    .update(request.rawBody ?? '')
    .digest('base64url');
  return { actor, locale, idempotency: { key, requestHash } };
}

function sessionOf(options: HttpOptions, reply: FastifyReply) {
  const shared = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: options.publicOrigin.startsWith('https:'),
  } as const;
  return {
    set: (token: string, expires: Date) =>
      void reply.setCookie(sessionCookie, token, { ...shared, expires }),
    clear: () => void reply.clearCookie(sessionCookie, shared),
  };
}

function isStream(body: unknown): boolean {
  return typeof (body as { pipe?: unknown } | null)?.pipe === 'function';
}

function answerProblem(
  options: HttpOptions,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemOf(error, {
    catalogue: options.catalogue,
    locale: localeOf(request.cookies?.['lang'], request.headers['accept-language']),
    traceId: request.id,
    operationId: request.routeOptions.config.operationId ?? 'none',
  });
  return reply
    .code(problem.status)
    .headers(answerHeaders)
    .type('application/problem+json; charset=utf-8')
    .send(toJson(problem));
}
