import {
  createHash,
  createHmac,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import { minuteMs } from './clock.ts';

/**
 * Signing shared by both ends of a talk with an outside party: requests by HMAC-SHA256 under a
 * secret both know, notices by an Ed25519 key only the sender has. Everything here is pure but
 * `newNonce`; the time is handed in, and whoever verifies keeps its own nonce window.
 */

/** How far a timestamp may be off in either direction, in milliseconds. */
export const signingWindowMs = 5 * minuteMs;

export type SignedRequest = {
  method: string;
  /** The path and query exactly as sent on the request line. */
  pathAndQuery: string;
  /** Unix seconds, decimal. */
  timestamp: string;
  nonce: string;
  /** The body's bytes as sent; empty where there is none. */
  body: Buffer;
};

export type SignedNotice = Pick<SignedRequest, 'timestamp' | 'nonce' | 'body'>;

export type Verdict = 'ok' | 'malformed' | 'stale' | 'wrong-signature';

/** A time as the signature carries it: whole Unix seconds, decimal. */
export function signingTimestamp(now: Date): string {
  return String(Math.floor(now.getTime() / 1000));
}

/** A nonce of 128 random bits, base64url. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** HMAC-SHA256 in hex over method, path with query, timestamp, nonce and body, one a line. */
export function signRequest(request: SignedRequest, secret: string): string {
  return requestMac(request, secret).toString('hex');
}

/**
 * Judges a request's signature and age. It does not remember nonces: after 'ok' the caller claims
 * the nonce in its window, so that a request cut out of the wire cannot be sent again.
 */
export function verifyRequest(
  request: SignedRequest,
  check: { signature: string; secret: string; now: Date },
): Verdict {
  if (!isWellFormed(request) || !/^[0-9a-f]{64}$/.test(check.signature)) return 'malformed';
  if (isStale(request.timestamp, check.now)) return 'stale';
  const expected = requestMac(request, check.secret);
  const same = timingSafeEqual(expected, Buffer.from(check.signature, 'hex'));
  return same ? 'ok' : 'wrong-signature';
}

/** Ed25519 in base64 over timestamp, nonce and body, one a line. */
export function signNotice(notice: SignedNotice, privateKey: KeyObject): string {
  return sign(null, noticeBytes(notice), privateKey).toString('base64');
}

/** Judges a notice's signature and age under the sender's pinned public key. */
export function verifyNotice(
  notice: SignedNotice,
  check: { signature: string; publicKey: KeyObject; now: Date },
): Verdict {
  if (!isWellFormed(notice) || !/^[A-Za-z0-9+/]{86}==$/.test(check.signature)) return 'malformed';
  if (isStale(notice.timestamp, check.now)) return 'stale';
  const signature = Buffer.from(check.signature, 'base64');
  return verify(null, noticeBytes(notice), check.publicKey, signature) ? 'ok' : 'wrong-signature';
}

/** The short name of a public key: the first 16 hex digits of its SHA-256. */
export function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

export type NonceWindow = {
  /** True the first time a nonce is seen within the window, false ever after. */
  claim(nonce: string, now: Date): boolean;
};

/**
 * Remembers nonces for as long as their timestamps could still pass (twice the window, since a
 * sender's clock may run ahead). Full means refusing: forgetting would let a replay through.
 */
export function createNonceWindow(limit = 1_000_000): NonceWindow {
  const lifeMs = 2 * signingWindowMs;
  let young = new Set<string>();
  let old = new Set<string>();
  let turnedAtMs = -Infinity;
  const turn = (nowMs: number) => {
    if (nowMs - turnedAtMs < lifeMs) return;
    old = nowMs - turnedAtMs < 2 * lifeMs ? young : new Set();
    young = new Set();
    turnedAtMs = nowMs;
  };
  return {
    claim(nonce, now) {
      turn(now.getTime());
      if (young.has(nonce) || old.has(nonce) || young.size >= limit) return false;
      young.add(nonce);
      return true;
    },
  };
}

function requestMac(request: SignedRequest, secret: string): Buffer {
  const { method, pathAndQuery, timestamp, nonce, body } = request;
  return createHmac('sha256', secret)
    .update(`${method.toUpperCase()}\n${pathAndQuery}\n${timestamp}\n${nonce}\n`)
    .update(body)
    .digest();
}

function noticeBytes({ timestamp, nonce, body }: SignedNotice): Buffer {
  return Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body]);
}

function isWellFormed({ timestamp, nonce }: SignedNotice): boolean {
  return /^\d{1,12}$/.test(timestamp) && /^[A-Za-z0-9_-]{16,64}$/.test(nonce);
}

function isStale(timestamp: string, now: Date): boolean {
  return Math.abs(now.getTime() - Number(timestamp) * 1000) > signingWindowMs;
}
