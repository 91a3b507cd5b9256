import type { z } from 'zod';
import type { Actor, Call } from '../actor.ts';
import type { Locale } from '../refusal.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';

/** What a handler gets: input that has passed its schemas, and who asks. */
export type RouteInput<P, Q, B> = {
  params: P;
  query: Q;
  body: B;
  /** The signed-in member, or undefined for a guest (only on routes that guests may call). */
  actor: Actor | undefined;
  /** The caller of a command; refuses guests with `platform/sign-in-required`. */
  call(): Call;
  locale: Locale;
  ip: string;
  userAgent: string;
  headers: Record<string, string | string[] | undefined>;
  /** The body as it came over the wire, for signatures and pictures. */
  rawBody: Buffer;
  /** Sets or clears the session cookie of the answer. */
  session: { set(token: string, expiresAt: Date): void; clear(): void };
};

/** What a handler may answer when a plain 200 with JSON is not enough. */
export class Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

type Schema = z.ZodType;
type Out<S> = S extends z.ZodType<infer T> ? T : undefined;

export type RouteSpec<P extends Schema, Q extends Schema, B extends Schema> = {
  /** The contract's name of this operation; its row in the access table bears the same name. */
  operationId: string;
  method: Method;
  /** Below /api/v1, parameters in braces: `/orders/{orderId}/receipt`. */
  path: string;
  summary: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** The shape of a successful answer; undefined for answers that are no JSON. */
  response?: Schema;
  status?: number;
  /** A POST that moves money, stock or messages: a client may retry it under one key. */
  idempotent?: boolean;
  /** Requests a minute and caller; the default is the server's. */
  perMinuteMax?: number;
  /** Content types besides JSON whose body is read raw (pictures, forms). */
  rawTypes?: string[];
  bodyBytesMax?: number;
  /** Not in the public document (health checks, provider notices). */
  hidden?: boolean;
};

export type Route = RouteSpec<Schema, Schema, Schema> & {
  handler(input: RouteInput<never, never, never>): unknown;
};

/** Declares one operation: its schemas type the handler's input. */
export function route<P extends Schema, Q extends Schema, B extends Schema>(
  spec: RouteSpec<P, Q, B>,
  handler: (input: RouteInput<Out<P>, Out<Q>, Out<B>>) => unknown,
): Route {
  return { ...spec, handler } as unknown as Route;
}
