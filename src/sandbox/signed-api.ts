import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#platform/clock.ts';
import { createNonceWindow, verifyRequest } from '#platform/signing.ts';

/** What the simulators' APIs answer when they will not do something. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/** Who may call a simulator's API, and the secret the calls are signed with. */
export type ApiClient = { clientId: string; secret: string };

const noBody = Buffer.alloc(0);

/** Bodies reach the handlers as bytes, because a signature covers bytes, not their meaning. */
export function readBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** Answers every error as `{code, message}`; what is no `ApiError` is our own fault. */
export function answerErrorsAsJson(app: FastifyInstance, onFault: (error: unknown) => void): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof ApiError) return answerError(reply, error);
    const status = error.statusCode ?? 500;
    if (status < 500) return answerError(reply, new ApiError(status, 'BAD_REQUEST', error.message));
    onFault(error);
    return answerError(reply, new ApiError(500, 'SYSTEM_ERROR', 'the simulator failed'));
  });
  app.setNotFoundHandler((_request, reply) =>
    answerError(reply, new ApiError(404, 'NO_SUCH_PATH', 'there is nothing at this address')),
  );
}

function answerError(reply: FastifyReply, error: ApiError): FastifyReply {
  return reply.code(error.status).send({ code: error.code, message: error.message });
}

/** A hook that lets only requests signed by this client pass, each nonce once. */
export function requireSignature(client: ApiClient, clock: Clock) {
  const nonces = createNonceWindow();
  return async (request: FastifyRequest): Promise<void> => {
    const header = (name: string) => String(request.headers[name] ?? '');
    if (header('sim-merchant') !== client.clientId) throw denied('UNKNOWN_MERCHANT');
    const nonce = header('sim-nonce');
    const verdict = verifyRequest(
      {
        method: request.method,
        pathAndQuery: request.raw.url ?? '',
        timestamp: header('sim-timestamp'),
        nonce,
        body: bodyBytes(request),
      },
      { signature: header('sim-signature'), secret: client.secret, now: clock.now() },
    );
    if (verdict === 'stale') throw denied('STALE_TIMESTAMP');
    if (verdict !== 'ok') throw denied('BAD_SIGNATURE');
    if (!nonces.claim(nonce, clock.now())) throw denied('NONCE_REUSED');
  };
}

const denied = (code: string) => new ApiError(401, code, 'the request is not signed as it must be');

/** The body's bytes as they came in; none where there was none. */
export function bodyBytes(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : noBody;
}

/** Where a service that listens on this host and port is reached from this machine. */
export function originOf({ port }: AddressInfo, host: string): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

export type Fields = Record<string, unknown>;

/** The body as a JSON object. @throws ApiError 400 where it is none. */
export function jsonBody(request: FastifyRequest): Fields {
  const value = parseJson(bodyBytes(request).toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError(400, 'BAD_REQUEST', 'the body must be a JSON object');
  }
  return value as Fields;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'BAD_REQUEST', 'the body is not JSON');
  }
}

/** One text field that matches a pattern. @throws ApiError 400 where it does not. */
export function textField(fields: Fields, name: string, pattern: RegExp): string {
  const value = fields[name];
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new ApiError(400, 'BAD_REQUEST', `${name} is missing or malformed`);
}

/** One http(s) address. @throws ApiError 400 where it is none. */
export function urlField(fields: Fields, name: string): string {
  const text = textField(fields, name, /^https?:\/\/\S{1,2000}$/);
  if (URL.canParse(text)) return text;
  throw new ApiError(400, 'BAD_REQUEST', `${name} is not an address`);
}

/** One ISO 8601 time. @throws ApiError 400 where it is none. */
export function timeField(fields: Fields, name: string): Date {
  const at = new Date(textField(fields, name, /^\d{4}-\d\d-\d\dT[\d:.]{5,12}(Z|[+-]\d\d:\d\d)$/));
  if (!Number.isNaN(at.getTime())) return at;
  throw new ApiError(400, 'BAD_REQUEST', `${name} is not a time`);
}
