import { createPublicKey } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#platform/clock.ts';
import {
  newNonce,
  signingTimestamp,
  signRequest,
  verifyNotice,
  type Verdict,
} from '#platform/signing.ts';

/** A merchant of the simulators with nothing behind it: a signed client and an ear for notices. */

export type ClientOptions = { url: string; clientId: string; secret: string; clock: Clock };
export type Answer = { status: number; text: string; json: () => Record<string, unknown> };

/** Calls a simulator's API with a signature, as the documentation says it is made. */
export async function signedCall(
  client: ClientOptions,
  call: { method: string; path: string; body?: unknown; timeoutMs?: number },
): Promise<Answer> {
  const body = Buffer.from(call.body === undefined ? '' : JSON.stringify(call.body));
  const timestamp = signingTimestamp(client.clock.now());
  const nonce = newNonce();
  const signed = { method: call.method, pathAndQuery: call.path, timestamp, nonce, body };
  const response = await fetch(client.url + call.path, {
    method: call.method,
    headers: {
      'content-type': 'application/json',
      'sim-merchant': client.clientId,
      'sim-timestamp': timestamp,
      'sim-nonce': nonce,
      'sim-signature': signRequest(signed, client.secret),
    },
    body: body.length > 0 ? body : undefined,
    signal: AbortSignal.timeout(call.timeoutMs ?? 5000),
  });
  const text = await response.text();
  return { status: response.status, text, json: () => JSON.parse(text) };
}

export type Heard = {
  verdict: Verdict;
  nonce: string;
  headers: IncomingHttpHeaders;
  rawBody: Buffer;
  body: Record<string, unknown>;
};

export type Ear = {
  url: string;
  heard: Heard[];
  /** The status to answer the next notices with; 200 at first. 0 never answers. */
  answerWith(status: number): void;
  /** Waits until so many notices were heard. */
  until(count: number): Promise<Heard[]>;
  close(): Promise<void>;
};

/** Listens for notices and judges each under the key the simulator publishes. */
export async function startEar(simulatorUrl: () => string, clock: Clock, port = 0): Promise<Ear> {
  const heard: Heard[] = [];
  let status = 200;
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    heard.push(await judge(simulatorUrl(), clock, request.headers, Buffer.concat(parts)));
    if (status === 0) return;
    response.writeHead(status, { location: '/elsewhere' }).end();
  };
  const server = createServer((request, response) => void hear(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`,
    heard,
    answerWith: (next) => void (status = next),
    async until(count) {
      for (let tries = 0; tries < 1000 && heard.length < count; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      if (heard.length >= count) return heard;
      throw new Error(`heard ${heard.length} notices instead of ${count}`);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function judge(
  simulatorUrl: string,
  clock: Clock,
  headers: IncomingHttpHeaders,
  rawBody: Buffer,
): Promise<Heard> {
  const answer = await fetch(`${simulatorUrl}/v1/keys`);
  const { keys } = (await answer.json()) as { keys: [{ publicKeyPem: string }] };
  const nonce = String(headers['sim-nonce']);
  const verdict = verifyNotice(
    { timestamp: String(headers['sim-timestamp']), nonce, body: rawBody },
    {
      signature: String(headers['sim-signature']),
      publicKey: createPublicKey(keys[0].publicKeyPem),
      now: clock.now(),
    },
  );
  return { verdict, nonce, headers, rawBody, body: JSON.parse(rawBody.toString('utf8')) };
}
