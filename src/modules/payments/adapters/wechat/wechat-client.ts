import type { IncomingHttpHeaders } from 'node:http';
import type { KeyObject } from 'node:crypto';
import type * as z from 'zod';
import { secondMs, type Clock } from '#platform/clock.ts';
import { callOut, type OutgoingAnswer } from '#platform/http/outgoing.ts';
import { Denial, outage, parsed } from '../wire.ts';
import { certificatesAnswer, errorAnswer } from './wechat-answers.ts';
import { createWechatKeys, type PlatformCertificate, type WechatKeys } from './wechat-keys.ts';
import {
  authorizationOf,
  isSignedBy,
  openSealed,
  type WechatMerchant,
  type WechatSigned,
} from './wechat-signing.ts';

export type WechatOptions = WechatMerchant & {
  appId: string;
  /** The 32 bytes that WeChat seals notices with. */
  apiKey: Buffer;
  publicKey: { id: string; key: KeyObject } | undefined;
  clock: Clock;
  /** Where refunds, transfers and shares are told about; a payment brings its own address. */
  noticeUrl: string;
  /** Whether payments are frozen until their shares are settled. */
  freeze: boolean;
  /** Which of the merchant's permitted purposes a transfer has. */
  transferScene: { id: string; reports: { type: string; content: string }[] } | undefined;
  baseUrl?: string;
  timeoutMs?: number;
};

export type WechatCall = {
  method: 'GET' | 'POST';
  /** With the query, as it is signed. */
  path: string;
  body?: unknown;
  /** The key that a sealed name in the body was sealed with. */
  sealedWith?: string;
};

export type WechatCaller = {
  json<T extends z.ZodType>(shape: T, call: WechatCall): Promise<z.output<T>>;
  /** A call whose answer has no body. */
  done(call: WechatCall): Promise<void>;
  /** A file; its answer bears no signature, a hash told before stands for it. */
  file(call: WechatCall): Promise<Buffer>;
  keys: WechatKeys;
};

/**
 * Calls of the API v3: signed by us, and every answer's signature checked before it is believed.
 * A signature that is not WeChat's is an outage: what was done is unknown.
 */
export function createWechatCaller(options: WechatOptions): WechatCaller {
  const keys = createWechatKeys({
    clock: options.clock,
    publicKey: options.publicKey,
    download: () => downloadCertificates(options),
  });
  const checked = async (call: WechatCall) => {
    const answer = await send(options, call);
    const signed = signedOf(answer.headers, answer.body);
    const key = await keys.find(signed.serial);
    if (!key || !isSignedBy(key, signed, options.clock.now())) {
      throw outage(new Error(`the answer to ${call.path} is not signed by WeChat`));
    }
    return answer.body.toString('utf8');
  };
  return {
    keys,
    json: async (shape, call) => parsed(shape, await checked(call)),
    done: async (call) => void (await checked(call)),
    file: async (call) => (await send(options, call)).body,
  };
}

/** The headers of an answer or a notice that speak of its signature. */
export function signedOf(
  headers: IncomingHttpHeaders | Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
): WechatSigned {
  const header = (name: string) => String(headers[`wechatpay-${name}`] ?? '');
  return {
    serial: header('serial'),
    signature: header('signature'),
    timestamp: header('timestamp'),
    nonce: header('nonce'),
    body,
  };
}

const baseUrlOf = ({ baseUrl }: WechatOptions) => baseUrl ?? 'https://api.mch.weixin.qq.com';

async function send(options: WechatOptions, call: WechatCall): Promise<OutgoingAnswer> {
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  const now = options.clock.now();
  const { method, path } = call;
  const serial = call.sealedWith ?? options.publicKey?.id;
  const answer = await callOut({
    method,
    url: baseUrlOf(options) + path,
    headers: {
      authorization: authorizationOf(options, { method, pathAndQuery: path, body, now }),
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'tuckshop',
      ...(serial && { 'wechatpay-serial': serial }),
    },
    body: Buffer.from(body),
    timeoutMs: options.timeoutMs ?? 5 * secondMs,
  }).catch((error: unknown) => {
    throw outage(error);
  });
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw refusalOf(answer);
}

/** Codes of answers that a later call may not get any more. */
const passing = [
  'SYSTEM_ERROR',
  'SYSTEMERROR',
  'BANK_ERROR',
  'FREQUENCY_LIMITED',
  'RATELIMIT_EXCEEDED',
];

function refusalOf({ status, body }: OutgoingAnswer): Error {
  if (status < 400 || status >= 500 || status === 429) return outage(new Error(`status ${status}`));
  const { code } = parsed(errorAnswer, body.toString('utf8'));
  return passing.includes(code) ? outage(new Error(code)) : new Denial(status, code);
}

/**
 * The platform's certificates: sealed under our own key, which nobody else has, and signed by one
 * of those that are in the list.
 */
async function downloadCertificates(options: WechatOptions): Promise<PlatformCertificate[]> {
  const answer = await send(options, { method: 'GET', path: '/v3/certificates' });
  const { data } = parsed(certificatesAnswer, answer.body.toString('utf8'));
  const certificates = data.map((one) => ({
    serial: one.serial_no,
    pem: opened(options.apiKey, one.encrypt_certificate),
    expiresAt: one.expire_time,
  }));
  const keys = createWechatKeys({
    clock: options.clock,
    publicKey: options.publicKey,
    download: () => Promise.resolve(certificates),
  });
  const signed = signedOf(answer.headers, answer.body);
  const key = await keys.find(signed.serial);
  if (!key || !isSignedBy(key, signed, options.clock.now())) {
    throw outage(new Error('the list of certificates is not signed by one of them'));
  }
  return certificates;
}

function opened(apiKey: Buffer, sealed: Parameters<typeof openSealed>[1]): string {
  try {
    return openSealed(apiKey, sealed);
  } catch (error) {
    throw outage(error);
  }
}
