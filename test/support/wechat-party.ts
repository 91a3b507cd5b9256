import {
  constants,
  createCipheriv,
  createHash,
  generateKeyPairSync,
  privateDecrypt,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { dayMs, minuteMs, type Clock } from '#platform/clock.ts';
import type { WechatOptions } from '../../src/modules/payments/adapters/wechat/wechat.ts';
import { startLocalParty, type PartyAnswer, type PartyRequest } from './local-party.ts';
import { selfSigned } from './self-signed.ts';
import { createWechatDesk, type Json, type WechatDesk } from './wechat-desk.ts';

export const wechatMerchant = { merchantId: '1900000001', appId: 'wx0000000000000001' };
const merchantSerial = '4A7BC1D2E3F405162738495A6B7C8D9EAFB0C1D2';
export const publicKeyId = 'PUB_KEY_ID_0119000000012024110100000001';
export const certificateSerial = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const merchant = pair();
const keys = { publicKey: pair(), certificate: pair(), stranger: pair() };

type Signing = {
  as: 'publicKey' | 'certificate' | 'stranger';
  serial?: string;
  /** How far back the signature's time lies. */
  ageMs: number;
  signature?: string;
};

/**
 * A stand-in for WeChat Pay's API v3 on this machine: it checks our signatures as WeChat does and
 * signs its answers and notices with keys of its own, made for this run.
 */
export async function startWechatParty(clock: Clock) {
  const apiKey = Buffer.from(randomBytes(16).toString('hex'));
  const desk = createWechatDesk(clock, wechatMerchant);
  const faults: {
    answer?: PartyAnswer;
    signing?: Partial<Signing>;
    hash?: string;
    noCertificates?: boolean;
  } = {};
  const nonces = new Set<string>();
  const normal: Signing = { as: 'publicKey', ageMs: 0 };
  let signing = normal;
  const party = await startLocalParty((request) => {
    const { answer, signing: once } = faults;
    delete faults.answer;
    delete faults.signing;
    if (answer) return answer;
    if (!isFromMerchant(request, clock, nonces)) return problem(401, 'SIGN_ERROR');
    if (request.path === '/v3/billdownload/file') return { status: 200, body: desk.billText() };
    const told = reply(request);
    const body = told.body ?? '';
    return { ...told, headers: { ...told.headers, ...signatureOf({ ...signing, ...once }, body) } };
  });
  const reply = (request: PartyRequest): PartyAnswer => {
    if (request.path === '/v3/certificates' && faults.noCertificates) {
      return problem(404, 'RESOURCE_NOT_EXISTS');
    }
    if (request.path === '/v3/certificates') return json(200, { data: [certificate()] });
    if (request.path === '/v3/bill/tradebill') return bill();
    const { status, body } = desk.answer(request);
    return status === 204 ? { status } : json(status, body);
  };
  const bill = () => {
    if (desk.billText() === '') return problem(400, 'NO_STATEMENT_EXIST');
    const hash = createHash('sha1').update(desk.billText()).digest('hex');
    return json(200, {
      hash_type: 'SHA1',
      hash_value: faults.hash ?? hash,
      download_url: 'https://api.mch.weixin.qq.com/v3/billdownload/file?token=abc',
    });
  };
  const certificate = () => {
    const until = new Date(clock.now().getTime() + 365 * dayMs);
    const from = new Date(clock.now().getTime() - dayMs);
    const pem = selfSigned({ ...keys.certificate, serial: certificateSerial, from, until });
    return {
      serial_no: certificateSerial,
      effective_time: from.toISOString(),
      expire_time: until.toISOString(),
      encrypt_certificate: sealed(apiKey, pem, 'certificate'),
    };
  };
  const signatureOf = (how: Signing, body: string | Buffer) => {
    const at = new Date(clock.now().getTime() - how.ageMs);
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const nonce = randomBytes(16).toString('hex');
    const text = Buffer.concat([
      Buffer.from(`${timestamp}\n${nonce}\n`),
      Buffer.from(body),
      Buffer.from('\n'),
    ]);
    const signature = sign('sha256', text, keys[how.as].privateKey).toString('base64');
    return {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial':
        how.serial ?? (how.as === 'certificate' ? certificateSerial : publicKeyId),
      'wechatpay-signature': how.signature ?? signature,
    };
  };
  return {
    ...party,
    desk: desk as WechatDesk,
    faults,
    /** Which key signs from now on. */
    signAs: (as: Signing['as']) => void (signing = { ...normal, as }),
    options: (change: Partial<WechatOptions> = {}): WechatOptions => ({
      ...wechatMerchant,
      serial: merchantSerial,
      privateKey: merchant.privateKey,
      apiKey,
      publicKey: { id: publicKeyId, key: keys.publicKey.publicKey },
      clock,
      noticeUrl: 'https://shop.example/api/v1/payments/notices/wechat',
      freeze: false,
      transferScene: undefined,
      baseUrl: party.url,
      timeoutMs: 1000,
      ...change,
    }),
    /** A notice as it comes over the wire. */
    notice(
      originalType: string,
      resource: Json,
      how: Partial<Signing> & { apiKey?: Buffer; id?: string } = {},
    ) {
      const rawBody = Buffer.from(
        JSON.stringify({
          id: how.id ?? `EV-${randomBytes(8).toString('hex')}`,
          create_time: clock.now().toISOString(),
          event_type: 'TRANSACTION.SUCCESS',
          resource_type: 'encrypt-resource',
          resource: {
            ...sealed(how.apiKey ?? apiKey, JSON.stringify(resource), originalType),
            original_type: originalType,
          },
        }),
      );
      const headers = {
        'content-type': 'application/json',
        ...signatureOf({ ...signing, ...how }, rawBody),
      };
      return { headers: headers as Record<string, string>, rawBody };
    },
    openSealedName: (text: string) =>
      privateDecrypt(
        {
          key: keys.publicKey.privateKey,
          padding: constants.RSA_PKCS1_OAEP_PADDING,
          oaepHash: 'sha1',
        },
        Buffer.from(text, 'base64'),
      ).toString('utf8'),
  };
}

/** Whether what a page hands to WeChat's browser is signed by the merchant. */
export function isCashierSigned(parameters: Record<string, string>): boolean {
  const { appId, timeStamp, nonceStr, package: pack, paySign } = parameters;
  const text = Buffer.from(`${appId}\n${timeStamp}\n${nonceStr}\n${pack}\n`);
  return verify('sha256', text, merchant.publicKey, Buffer.from(paySign ?? '', 'base64'));
}

function isFromMerchant(request: PartyRequest, clock: Clock, nonces: Set<string>): boolean {
  const { authorization = '' } = request.headers;
  const match = /^WECHATPAY2-SHA256-RSA2048 (.+)$/.exec(authorization);
  const fields = Object.fromEntries(
    [...(match?.[1] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  ) as Record<string, string>;
  const {
    mchid,
    serial_no: serial,
    timestamp = '0',
    nonce_str: nonce = '',
    signature = '',
  } = fields;
  if (mchid !== wechatMerchant.merchantId || serial !== merchantSerial) return false;
  if (Math.abs(clock.now().getTime() - Number(timestamp) * 1000) > 5 * minuteMs) return false;
  if (nonce.length > 32 || nonces.has(nonce)) return false;
  nonces.add(nonce);
  const text = `${request.method}\n${request.target}\n${timestamp}\n${nonce}\n${request.body.toString('utf8')}\n`;
  return verify('sha256', Buffer.from(text), merchant.publicKey, Buffer.from(signature, 'base64'));
}

function sealed(apiKey: Buffer, text: string, associated: string) {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiKey, Buffer.from(nonce));
  cipher.setAAD(Buffer.from(associated));
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    nonce,
    associated_data: associated,
    ciphertext: bytes.toString('base64'),
  };
}

const json = (status: number, body: unknown): PartyAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const problem = (status: number, code: string) => json(status, { code, message: code });
