import { isIP } from 'node:net';
import { isPublicAddress } from '#platform/http/public-address.ts';

/** What a browser hands out to be rung by: where, and the keys of RFC 8291 in base64url. */
export type PushTarget = { endpoint: string; p256dh: string; auth: string };

const endpointMax = 1000;

/**
 * Whether a browser's target can be one: https at a public, named host, a point of 65 bytes, a
 * secret of 16. What the name leads to is judged when it is rung.
 */
export function isPushTarget({ endpoint, p256dh, auth }: PushTarget): boolean {
  const url = endpoint.length <= endpointMax ? URL.parse(endpoint) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isOutside = isIP(host)
    ? isPublicAddress(host)
    : host.includes('.') && !/\.(?:local|internal|localhost|home|lan)$/.test(host);
  const point = Buffer.from(p256dh, 'base64url');
  return (
    isOutside &&
    point.length === 65 &&
    point[0] === 4 &&
    Buffer.from(auth, 'base64url').length === 16
  );
}
