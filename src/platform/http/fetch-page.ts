import { lookup } from 'node:dns/promises';
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** What may be reached and how much of it is read; the defaults are for addresses members write. */
export type PageFetching = {
  /** The addresses of a host. Asked once for each hop; what it says then is where we connect. */
  resolve: (host: string) => Promise<string[]>;
  /** Whether we may connect there. */
  mayReach: (address: string, port: number) => boolean;
  /** For the whole thing, redirects included. */
  timeoutMs: number;
  /** Reading stops there; what came is the page. */
  bytesMax: number;
  redirectsMax: number;
};

/** A web page's beginning, and where it was found in the end. */
export type FetchedPage = { url: string; contentType: string; body: Buffer };

/** An address that is not fetched, or a page that is no page; the reason is for the log alone. */
export class PageRefused extends Error {
  override readonly name = 'PageRefused';
}

const webPorts = new Set([80, 443]);

const careful: PageFetching = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  mayReach: (address, port) => webPorts.has(port) && isPublicAddress(address),
  timeoutMs: 5000,
  bytesMax: 256 * 1024,
  redirectsMax: 3,
};

/**
 * Fetches the beginning of a web page that somebody else chose. A name is resolved once for each
 * hop and the connection goes to exactly what was judged, so a name that answers otherwise the next
 * time (DNS rebinding) gains nothing; every redirect is judged anew. No cookies, no credentials.
 * @throws PageRefused, or Error when there is no answer
 */
export async function fetchPage(
  url: string,
  options: Partial<PageFetching> = {},
): Promise<FetchedPage> {
  const fetching = { ...careful, ...options };
  const signal = AbortSignal.timeout(fetching.timeoutMs);
  let target = url;
  for (let hop = 0; hop <= fetching.redirectsMax; hop += 1) {
    const response = await ask(target, fetching, signal);
    const location = redirectOf(response);
    if (location === undefined) return readPage(response, target, fetching.bytesMax);
    response.destroy();
    target = new URL(location, target).href;
  }
  throw new PageRefused('too many redirects');
}

async function ask(
  text: string,
  fetching: PageFetching,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) throw new PageRefused('no web address');
  if (url.username !== '' || url.password !== '') throw new PageRefused('credentials in it');
  const isSecure = url.protocol === 'https:';
  const port = Number(url.port) || (isSecure ? 443 : 80);
  const address = await judge(url, port, fetching);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const options: RequestOptions & { servername?: string } = {
    host: address,
    port,
    path: url.pathname + url.search,
    agent: false,
    signal,
    setHost: false,
    headers: {
      host: url.host,
      accept: 'text/html,application/xhtml+xml',
      'accept-encoding': 'identity',
      'user-agent': 'Tuckshop link preview',
    },
    // The certificate must still be the name's, not the address's.
    ...(isIP(host) ? {} : { servername: host }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (isSecure ? requestSecure : requestPlain)(options, resolve);
  request.once('error', reject);
  request.end();
  return promise;
}

/** The one address to connect to; a name of which any address is out of bounds is refused whole. */
async function judge(url: URL, port: number, fetching: PageFetching): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolveInTime(host, fetching);
  const isFine = addresses.length > 0 && addresses.every((one) => fetching.mayReach(one, port));
  if (!isFine) throw new PageRefused(`${url.host} is out of bounds`);
  return addresses[0]!;
}

/** The system's resolver cannot be cut short; it is left behind instead. */
async function resolveInTime(host: string, fetching: PageFetching): Promise<string[]> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new PageRefused('no name in time')), fetching.timeoutMs);
  try {
    return await Promise.race([fetching.resolve(host), late]);
  } finally {
    clearTimeout(timer);
  }
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined;
}

async function readPage(
  response: IncomingMessage,
  url: string,
  bytesMax: number,
): Promise<FetchedPage> {
  const { statusCode, headers } = response;
  const contentType = headers['content-type'] ?? '';
  const isPage =
    statusCode === 200 &&
    /^(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(contentType) &&
    (headers['content-encoding'] ?? 'identity') === 'identity';
  if (!isPage) {
    response.destroy();
    throw new PageRefused(`no page: ${statusCode} ${contentType}`);
  }
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part.subarray(0, bytesMax - bytes));
    bytes += part.length;
    if (bytes >= bytesMax) break;
  }
  return { url, contentType, body: Buffer.concat(parts) };
}
