import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor, Call } from '../actor.ts';
import type { Clock } from '../clock.ts';
import { refuse, type Locale, type RefusalCatalogue } from '../refusal.ts';
import { localeOf } from './locale.ts';
import { InvalidInput, problemOf, type Problem } from './problem.ts';
import { sessionCookie } from './server.ts';

/** What one page request knows: `event.locals` of every load function and form action. */
export type PageLocals<Rooms> = {
  /** The doors of the running rooms; pages import only their types. */
  readonly rooms: Rooms;
  /** The signed-in member's session; undefined for a guest. */
  readonly actor: Actor | undefined;
  readonly locale: Locale;
  /** Where the request comes from, for what is asked before signing in. */
  readonly visit: { readonly locale: Locale; readonly ip: string; readonly userAgent: string };
  /** The time of the product's clock, which a sandbox may have moved. */
  now(): Date;
  /**
   * The caller of a command. With a form that carries an `idempotencyKey`, sending it twice does
   * the work once.
   * @throws platform/sign-in-required for a guest, platform/idempotency-key-invalid
   */
  call(form?: FormData): Call;
  /** Any thrown thing as a problem in the reader's language; bugs are logged on the way. */
  explain(error: unknown): Problem;
  /** Checks what a form holds against a schema. @throws platform/invalid-input */
  parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema>;
  /** The sentence of a refusal code that a room has kept, in the reader's language. */
  refusalText(code: string): string;
  /** How the session cookie is called, and whether it travels by https only. */
  readonly sessionCookie: { readonly name: string; readonly secure: boolean };
  /** The address of the shop as outsiders know it, for links that leave the page. */
  readonly publicOrigin: string;
  /** In a sandbox: the page with captured messages and the movable clock. */
  readonly sandboxToolsHref?: string | undefined;
};

/** What the composition root hands over for every page. */
export type PageLocalsOptions<Rooms> = {
  rooms: Rooms;
  clock: Clock;
  catalogue: RefusalCatalogue;
  actorOf: PageActor;
  publicOrigin: string;
  sandboxToolsHref?: string | undefined;
};

/** Who asks for a page; undefined for a guest. */
export type PageActor = (request: FastifyRequest) => Promise<Actor | undefined>;

/** Looks up who asks for a page, once for its limit and its locals. */
export function createPageActor(
  authenticate: (token: string) => Promise<Actor | undefined>,
): PageActor {
  const known = new WeakMap<FastifyRequest, Promise<Actor | undefined>>();
  return (request) => {
    const token = request.cookies[sessionCookie];
    const found = known.get(request) ?? (token ? authenticate(token) : Promise.resolve(undefined));
    known.set(request, found);
    return found;
  };
}

/** Builds the `locals` of `mountPages`; a guest without a cookie costs no query. */
export function createPageLocals<Rooms>(
  options: PageLocalsOptions<Rooms>,
): (request: FastifyRequest) => Promise<PageLocals<Rooms>> {
  const { rooms, clock, catalogue, publicOrigin, sandboxToolsHref } = options;
  return async (request) => {
    const locale = localeOf(request.cookies['lang'], request.headers['accept-language']);
    const actor = await options.actorOf(request);
    const userAgent = (request.headers['user-agent'] ?? '').slice(0, 300);
    return {
      rooms,
      actor,
      locale,
      visit: { locale, ip: request.ip, userAgent },
      now: () => clock.now(),
      call: (form) => callOf(request.url, { actor, locale }, form),
      explain: (error) =>
        problemOf(error, { catalogue, locale, traceId: request.id, operationId: 'page' }),
      parse: (schema, value) => {
        const result = schema.safeParse(value);
        if (!result.success) throw new InvalidInput(result.error);
        return result.data;
      },
      refusalText: (code) => catalogue.text(code, locale),
      sessionCookie: { name: sessionCookie, secure: publicOrigin.startsWith('https:') },
      publicOrigin,
      sandboxToolsHref,
    };
  };
}

function callOf(
  url: string,
  caller: { actor: Actor | undefined; locale: Locale },
  form: FormData | undefined,
): Call {
  const { actor, locale } = caller;
  if (!actor) refuse('platform/sign-in-required');
  const key = form?.get('idempotencyKey');
  if (form === undefined || key === null || key === undefined) return { actor, locale };
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    refuse('platform/idempotency-key-invalid');
  }
  const asked = createHash('sha256').update(`${url}\n`);
  for (const [name, value] of form) {
    asked.update(JSON.stringify([name, typeof value === 'string' ? value : value.size]));
  }
  return { actor, locale, idempotency: { key, requestHash: asked.digest('base64url') } };
}
