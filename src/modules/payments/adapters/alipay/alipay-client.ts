import type { KeyObject } from 'node:crypto';
import { AlipaySdk } from 'alipay-sdk';
import type * as z from 'zod';
import { secondMs, type Clock } from '#platform/clock.ts';
import { Denial, outage, shaped, shanghaiText } from '../wire.ts';
import { businessAnswer } from './alipay-answers.ts';

export type AlipayOptions = {
  appId: string;
  /** The seller's account number, 2088…; in every notice beside the app's id. */
  sellerId: string;
  privateKey: KeyObject;
  /** Alipay's public key, or the three certificates that payouts need. */
  trust:
    | { publicKey: KeyObject }
    | { appCertificate: string; alipayCertificate: string; rootCertificate: string };
  clock: Clock;
  /** Whether withdrawals go to bank cards; a product of its own at Alipay. */
  paysOut: boolean;
  /** The second-level merchant whose settlement waits for us; without it, money is ours at once. */
  subMerchantId: string | undefined;
  gateway?: string;
  timeoutMs?: number;
};

export type AlipayCaller = {
  call<T extends z.ZodType>(shape: T, method: string, content: object): Promise<z.output<T>>;
  /** The address of a cashier; no call is made. */
  page(method: string, parts: { content: object; notifyUrl: string; returnUrl: string }): string;
  /** Whether a notice's fields were signed by Alipay. */
  isSigned(fields: Record<string, string>): boolean;
};

/**
 * Alipay's own library with what it leaves to its users: answers are checked, the time is the
 * clock's in Shanghai (it would take the machine's, wherever that is), and RSA2 alone counts (a
 * notice may name a weaker one, and the library would follow it).
 */
export function createAlipayCaller(options: AlipayOptions): AlipayCaller {
  const sdk = new AlipaySdk({
    appId: options.appId,
    privateKey: options.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    ...trustOf(options),
    signType: 'RSA2',
    camelcase: false,
    timeout: options.timeoutMs ?? 5 * secondMs,
    ...(options.gateway && { gateway: options.gateway }),
  });
  const timestamp = () => shanghaiText(options.clock.now());
  return {
    async call(shape, method, content) {
      const params = { timestamp: timestamp(), bizContent: content };
      const told = await sdk
        .exec(method, params, { validateSign: true })
        .catch((error: unknown) => {
          throw outage(error);
        });
      refuseNo(shaped(businessAnswer, told));
      return shaped(shape, told);
    },
    page: (method, { content, notifyUrl, returnUrl }) =>
      sdk.pageExecute(method, 'GET', {
        timestamp: timestamp(),
        notifyUrl,
        returnUrl,
        bizContent: content,
      }),
    isSigned(fields) {
      if (fields['sign_type'] !== 'RSA2') return false;
      try {
        return sdk.checkNotifySignV2(fields);
      } catch {
        return false;
      }
    },
  };
}

function trustOf({ trust }: AlipayOptions) {
  if ('publicKey' in trust) {
    return { alipayPublicKey: trust.publicKey.export({ type: 'spki', format: 'pem' }).toString() };
  }
  return {
    appCertContent: trust.appCertificate,
    alipayPublicCertContent: trust.alipayCertificate,
    alipayRootCertContent: trust.rootCertificate,
  };
}

const isPassing = (code: string, subCode: string) =>
  code === '20000' || /(^|\.)(SYSTEM_ERROR|unknow-error|aop\.)/i.test(subCode);

function refuseNo({ code, sub_code: subCode = '' }: z.output<typeof businessAnswer>): void {
  if (code === '10000') return;
  if (isPassing(code, subCode)) throw outage(new Error(`${code} ${subCode}`));
  throw new Denial(400, subCode || code);
}

/** Alipay has no number for a refund of its own: the trade's and ours name it, as in the bill. */
export const refundRef = (tradeNo: string, outRefundNo: string) => `${tradeNo}/${outRefundNo}`;
