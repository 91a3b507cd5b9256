import { lookup } from 'node:dns';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '#platform/http/public-address.ts';

/** A sealed message for a push service. */
export type PushRequest = {
  endpoint: string;
  headers: Record<string, string>;
  body: Buffer;
};

/** Hands a sealed message to a push service and answers its status. @throws Error without an answer */
export type PushTransport = (request: PushRequest) => Promise<number>;

const timeoutMs = 10_000;

/** A name is looked up once, and only what is public is connected to: no way round into the house. */
const lookupPublic: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 4);
    const address = found.find((one) => isPublicAddress(one.address));
    if (!address) return done(new Error('not a public address'), '', 4);
    // Node asks for all of them where it tries several families in turn.
    if (options.all) return done(null, [address]);
    return done(null, address.address, address.family);
  });
};

/** Over https to public addresses only; a redirect is an answer like others, and its body unread. */
export const sendToPublic: PushTransport = ({ endpoint, headers, body }) => {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const call = request(endpoint, {
    method: 'POST',
    agent: false,
    headers,
    lookup: lookupPublic,
    signal: AbortSignal.timeout(timeoutMs),
  });
  call.once('error', reject);
  call.once('response', (response) => {
    resolve(response.statusCode ?? 0);
    response.destroy();
  });
  call.end(body);
  return promise;
};
