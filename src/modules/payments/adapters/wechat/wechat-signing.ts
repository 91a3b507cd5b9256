import {
  constants,
  createDecipheriv,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { signingTimestamp, signingWindowMs } from '#platform/signing.ts';

/** The cryptography of WeChat Pay's API v3, as its public documents describe it. */

const scheme = 'WECHATPAY2-SHA256-RSA2048';

export type WechatMerchant = {
  merchantId: string;
  /** The serial number of our own certificate, under which WeChat knows our key. */
  serial: string;
  privateKey: KeyObject;
};

/** The Authorization header of a call. */
export function authorizationOf(
  { merchantId, serial, privateKey }: WechatMerchant,
  call: { method: string; pathAndQuery: string; body: string; now: Date },
): string {
  const timestamp = signingTimestamp(call.now);
  const nonce = newWechatNonce();
  const text = `${call.method}\n${call.pathAndQuery}\n${timestamp}\n${nonce}\n${call.body}\n`;
  const parts = {
    mchid: merchantId,
    nonce_str: nonce,
    signature: signText(privateKey, text),
    timestamp,
    serial_no: serial,
  };
  const fields = Object.entries(parts).map(([name, value]) => `${name}="${value}"`);
  return `${scheme} ${fields.join(',')}`;
}

/** What a page hands to WeChat's own browser to open the cashier there. */
export function cashierParameters(
  { privateKey }: WechatMerchant,
  { appId, prepayId, now }: { appId: string; prepayId: string; now: Date },
): Record<string, string> {
  const timeStamp = signingTimestamp(now);
  const nonceStr = newWechatNonce();
  const pack = `prepay_id=${prepayId}`;
  const paySign = signText(privateKey, `${appId}\n${timeStamp}\n${nonceStr}\n${pack}\n`);
  return { appId, timeStamp, nonceStr, package: pack, signType: 'RSA', paySign };
}

export type WechatSigned = {
  serial: string;
  signature: string;
  timestamp: string;
  nonce: string;
  body: Buffer;
};

/** Whether an answer or a notice was signed by the holder of a key, not long ago. */
export function isSignedBy(key: KeyObject, signed: WechatSigned, now: Date): boolean {
  if (!/^\d{1,12}$/.test(signed.timestamp) || signed.nonce === '') return false;
  const ageMs = now.getTime() - Number(signed.timestamp) * 1000;
  if (Math.abs(ageMs) > signingWindowMs) return false;
  const text = Buffer.concat([
    Buffer.from(`${signed.timestamp}\n${signed.nonce}\n`),
    signed.body,
    Buffer.from('\n'),
  ]);
  return verify('sha256', text, key, Buffer.from(signed.signature, 'base64'));
}

/** What WeChat sends now and then to see whether wrong signatures are noticed. */
export const isSignatureProbe = (signature: string) => signature.startsWith('WECHATPAY/SIGNTEST/');

export type WechatSealed = { nonce: string; associated_data?: string; ciphertext: string };

const tagBytes = 16;

/**
 * Opens what WeChat has sealed for us (AES-256-GCM under the API v3 key).
 * @throws Error when the key is another or the text was changed
 */
export function openSealed(apiKey: Buffer, sealed: WechatSealed): string {
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', apiKey, Buffer.from(sealed.nonce));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  decipher.setAAD(Buffer.from(sealed.associated_data ?? ''));
  const opened = [decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()];
  return Buffer.concat(opened).toString('utf8');
}

/** Seals a name so that only WeChat can read it. */
export function sealFor(key: KeyObject, text: string): string {
  const padding = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  return publicEncrypt(padding, Buffer.from(text)).toString('base64');
}

function signText(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), key).toString('base64');
}

const newWechatNonce = () => randomBytes(16).toString('hex').toUpperCase();
