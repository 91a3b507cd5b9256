import assert from 'node:assert/strict';
import type { Route } from '#platform/http/route.ts';

export type CallInput = {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: unknown;
  /** Sent as Idempotency-Key. */
  key?: string;
  locale?: 'zh-CN' | 'en';
  headers?: Record<string, string>;
};

export type CallAnswer = { status: number; body: unknown; headers: Headers };

/** A scripted client of the JSON API: operations by name, cookies kept, answers held to their schema. */
export type Client = {
  /** Calls an operation and expects it to be done; answers its body. */
  call<T = Record<string, unknown>>(operationId: string, input?: CallInput): Promise<T>;
  /** Calls an operation and expects this refusal. */
  refused(operationId: string, code: string, input?: CallInput): Promise<Record<string, unknown>>;
  /** Calls an operation and expects nothing. */
  send(operationId: string, input?: CallInput): Promise<CallAnswer>;
  cookie(): string;
};

/** @param routes the route table of the product, which holds the schema of every answer */
export function createClient(url: string, routes: Route[]): Client {
  const byId = new Map(routes.map((route) => [route.operationId, route]));
  const cookies = new Map<string, string>();
  const send = async (operationId: string, input: CallInput = {}): Promise<CallAnswer> => {
    const route = byId.get(operationId);
    assert.ok(route, `there is no operation ${operationId}`);
    const response = await fetch(addressOf(url, route, input), requestOf(route, input, cookies));
    keepCookies(cookies, response.headers);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const body: unknown = isJson ? JSON.parse(text) : text;
    if (response.ok && route.response && isJson) assertFits(route, body);
    return { status: response.status, body, headers: response.headers };
  };
  return {
    send,
    async call<T>(operationId: string, input?: CallInput) {
      const { status, body } = await send(operationId, input);
      assert.ok(status < 300, `${operationId}: ${status} ${JSON.stringify(body)}`);
      return body as T;
    },
    async refused(operationId, code, input) {
      const { status, body, headers } = await send(operationId, input);
      const problem = body as Record<string, unknown>;
      assert.equal(problem['code'], code, `${operationId}: ${status} ${JSON.stringify(body)}`);
      assert.equal(problem['status'], status);
      assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
      return problem;
    },
    cookie: () => cookieHeader(cookies),
  };
}

function addressOf(url: string, route: Route, input: CallInput): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(input.params?.[name] ?? ''),
  );
  const query = Object.entries(input.query ?? {}).map(([name, value]) => [name, String(value)]);
  const search =
    query.length > 0 ? `?${new URLSearchParams(query as [string, string][]).toString()}` : '';
  return `${url}/api/v1${path}${search}`;
}

function requestOf(route: Route, input: CallInput, cookies: Map<string, string>): RequestInit {
  const isRaw = input.body instanceof Uint8Array;
  const hasBody = input.body !== undefined;
  return {
    method: route.method,
    redirect: 'manual',
    headers: {
      ...(cookies.size > 0 ? { cookie: cookieHeader(cookies) } : {}),
      ...(hasBody && !isRaw ? { 'content-type': 'application/json' } : {}),
      ...(input.key ? { 'idempotency-key': input.key } : {}),
      'accept-language': input.locale ?? 'zh-CN',
      ...input.headers,
    },
    ...(hasBody
      ? { body: isRaw ? (input.body as Uint8Array<ArrayBuffer>) : JSON.stringify(input.body) }
      : {}),
  };
}

/** An answer has exactly the fields of its schema: nothing missing, nothing undeclared. */
function assertFits(route: Route, body: unknown): void {
  const parsed = route.response!.safeParse(body);
  assert.ok(parsed.success, `${route.operationId}: ${parsed.error?.message}`);
  assert.deepEqual(parsed.data, body, `${route.operationId} answers what its schema does not say`);
}

function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair, ...attributes] = line.split('; ');
    const [name, value] = pair!.split('=') as [string, string];
    const ended = attributes.some((part) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(part));
    if (ended || value === '') cookies.delete(name);
    else cookies.set(name, value);
  }
}

function cookieHeader(cookies: Map<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
