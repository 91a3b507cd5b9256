import {
  Agent,
  request as requestPlain,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { Agent as SecureAgent, request as requestSecure } from 'node:https';

export type OutgoingCall = {
  method: string;
  /** An http or https address. */
  url: string;
  headers?: Record<string, string>;
  body?: Buffer;
  /** For the whole call, answer included. */
  timeoutMs: number;
  /** Cuts the call short from outside. */
  signal?: AbortSignal;
  answerBytesMax?: number;
};

export type OutgoingAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

const answerBytesMaxDefault = 32 * 1024 * 1024;
// Idle connections go before any server we know closes them, so that none is used while it closes.
const pool = { keepAlive: true, maxSockets: 256, timeout: 4000 };
const plainAgent = new Agent(pool);
const secureAgent = new SecureAgent(pool);

/**
 * One call to a party outside, over kept connections. Node's own client, because a purchase makes
 * such calls and they cost 0.15 ms of CPU here against 0.4 ms by `fetch`. Redirects are answers
 * like others: a signature covers the path it was made for.
 * @throws Error when there is no whole answer in time; what the other side did is unknown then.
 */
export function callOut(call: OutgoingCall): Promise<OutgoingAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<OutgoingAnswer>();
  const isSecure = call.url.startsWith('https:');
  const send = isSecure ? requestSecure : requestPlain;
  const request = send(call.url, {
    method: call.method,
    agent: isSecure ? secureAgent : plainAgent,
    headers: { ...call.headers, 'content-length': String(call.body?.length ?? 0) },
    signal: call.signal,
  });
  const late = () => request.destroy(new Error(`no answer within ${call.timeoutMs} ms`));
  const timer = setTimeout(late, call.timeoutMs);
  request.once('close', () => clearTimeout(timer));
  request.once('error', reject);
  request.once('response', (response) => {
    readWhole(response, call.answerBytesMax ?? answerBytesMaxDefault).then(
      (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      reject,
    );
  });
  request.end(call.body);
  return promise;
}

async function readWhole(response: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > bytesMax) throw new Error(`an answer of more than ${bytesMax} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
