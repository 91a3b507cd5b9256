import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, isRefusal, type RefusalCatalogue } from '../refusal.ts';
import { busyPage } from './busy-page.ts';
import { localeOf } from './locale.ts';
import { problemOf, type Problem } from './problem.ts';

/** How often one caller may ask for pages. */
export type PageLimits = {
  /** Forms posted a minute and caller: as many as changing requests of the API. */
  readonly perMinuteMax: number;
  /** Pages that cost much more than others to make, such as `/search`; each is counted apart. */
  readonly costlyPaths: readonly string[];
  readonly catalogue: RefusalCatalogue;
  /** The signed-in member, whom a made-up cookie does not name. */
  memberOf(request: FastifyRequest): Promise<string | undefined>;
};

/** A visit asks for a page, then for the data of the next ones, some of them before they are opened. */
const pagesPerForm = 4;
/** At the usual 300 forms: 120 a minute, as many searches as the API allows. */
const costlyPerForm = 0.4;

const windowMs = 60_000;
const refusalCode = 'platform/too-many-requests';

/** The part of a route's configuration that limits it; files of the build are not limited. */
export function limitPages({ perMinuteMax, costlyPaths, memberOf }: PageLimits) {
  const maxOf: Record<string, number> = { form: perMinuteMax, page: perMinuteMax * pagesPerForm };
  for (const path of costlyPaths) maxOf[path] = Math.ceil(perMinuteMax * costlyPerForm);
  return {
    rateLimit: {
      timeWindow: windowMs,
      keyGenerator: async (request: FastifyRequest) => {
        const kind = kindOf(request, costlyPaths);
        return kind === 'file' ? kind : `${kind} ${await callerOf(request, memberOf)}`;
      },
      allowList: (_request: FastifyRequest, key: string) => key === 'file',
      max: (_request: FastifyRequest, key: string) => maxOf[key.split(' ')[0]!]!,
      errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) => tooMany(ttl),
    },
  };
}

/** What says that a caller has to wait, and how long. */
export function tooMany(ttlMs: number): Refusal {
  return new Refusal(refusalCode, { retryAfterSeconds: Math.max(1, Math.ceil(ttlMs / 1000)) });
}

/** An address as one caller: of IPv6 a whole network, since each line has billions of addresses. */
export function addressOf(request: FastifyRequest): string {
  return normalizeIP(request.ip);
}

async function callerOf(
  request: FastifyRequest,
  memberOf: PageLimits['memberOf'],
): Promise<string> {
  // Without a database the page itself says so.
  return (await memberOf(request).catch(() => undefined)) ?? addressOf(request);
}

/** What is counted together: forms, pages, one costly path; `file` is not counted. */
function kindOf(request: FastifyRequest, costlyPaths: readonly string[]): string {
  const path = pathOf(request.url);
  if (request.method === 'POST') return 'form';
  if (/^\/(?:_app\/|icons\/|favicon\.svg$|service-worker\.js$)/.test(path)) return 'file';
  return costlyPaths.find((costly) => path === costly || path.startsWith(`${costly}/`)) ?? 'page';
}

/** The path as the pages' router reads it: `/_app/../search` and `/%73earch` are `/search`. */
function pathOf(url: string): string {
  const pathname = URL.parse(`http://pages.invalid${url}`)?.pathname ?? '/';
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/**
 * Answers who asked too often in the way they asked: a browser by a page, the scripts of a page by
 * what they show themselves. Everything else is thrown on.
 */
export function answerTooMany(
  limits: PageLimits,
  error: unknown,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  if (!isRefusal(error, refusalCode)) throw error;
  const locale = localeOf(request.cookies?.['lang'], request.headers['accept-language']);
  const context = { catalogue: limits.catalogue, traceId: request.id, operationId: 'page' };
  const problem = problemOf(error, { ...context, locale });
  void reply.code(problem.status).headers({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  const isForm = request.method === 'POST';
  const wantsData = (request.headers.accept ?? '').startsWith('application/json');
  if (isForm && wantsData) return sendJson(reply, formFailure(problem));
  if (pathOf(request.url).endsWith('/__data.json')) return sendJson(reply, pageError(problem));
  const page = busyPage({ locale, sentence: problem.title, again: isForm ? null : request.url });
  return reply.headers(page.headers).type('text/html; charset=utf-8').send(page.html);
}

function sendJson(reply: FastifyReply, body: unknown): FastifyReply {
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}

/** The answer of a form action that failed; its data is a flat list whose numbers name places in it. */
function formFailure({ status, code, title }: Problem) {
  const form = { problem: 1, values: 4, lists: 4 };
  const data = [form, { code: 2, title: 3, params: 4 }, code, title, {}];
  return { type: 'failure', status, data: JSON.stringify(data) };
}

function pageError({ status, code, title, traceId }: Problem) {
  return { status, message: title, code, traceId };
}
