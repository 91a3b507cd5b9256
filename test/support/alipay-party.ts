import { generateKeyPairSync, randomInt, sign, verify, type KeyObject } from 'node:crypto';
import { dayMs, minuteMs, type Clock } from '#platform/clock.ts';
import type { AlipayOptions } from '../../src/modules/payments/adapters/alipay/alipay.ts';
import { createAlipayDesk, shanghai, type Fields } from './alipay-desk.ts';
import { selfSigned } from './self-signed.ts';
import { startLocalParty, type PartyAnswer } from './local-party.ts';

export const alipayMerchant = { appId: '2021000000000001', sellerId: '2088000000000001' };

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const app = pair();
const alipay = pair();
const stranger = pair();

/**
 * A stand-in for Alipay's gateway on this machine: it checks our signatures as Alipay does and
 * signs its answers and notices with a key of its own, made for this run.
 */
export async function startAlipayParty(clock: Clock) {
  const desk = createAlipayDesk(clock);
  const faults: { answer?: PartyAnswer; key?: 'stranger' | 'none'; code?: string } = {};
  const bills = new Map<string, Buffer>();
  const party = await startLocalParty((request) => {
    if (request.path === '/bill')
      return { status: 200, body: bills.get(request.query.get('type')!)! };
    const { answer, key, code } = faults;
    for (const fault of ['answer', 'key', 'code'] as const) delete faults[fault];
    if (answer) return answer;
    const form = new URLSearchParams(request.body.toString('utf8'));
    const asked = Object.fromEntries([...request.query, ...form]);
    const method = asked['method'] ?? '';
    const refused = code ?? faultOf(asked, clock);
    const content = refused
      ? { code: '40004', msg: 'no', sub_code: refused }
      : desk.answer(method, JSON.parse(asked['biz_content'] ?? '{}'), billUrl);
    return answered(method, content, key);
  });
  const billUrl = (type: string) =>
    bills.has(type) ? `${party.url}/bill?type=${type}` : undefined;
  return {
    ...party,
    desk,
    faults,
    bills,
    options: (change: Partial<AlipayOptions> = {}): AlipayOptions => ({
      ...alipayMerchant,
      privateKey: app.privateKey,
      trust: { publicKey: alipay.publicKey },
      clock,
      paysOut: false,
      subMerchantId: undefined,
      gateway: `${party.url}/gateway.do`,
      timeoutMs: 1000,
      ...change,
    }),
    /** The fields of a cashier's address, once it is seen that we signed them. */
    openCashier(url: string): Fields {
      const asked = Object.fromEntries(new URL(url).searchParams);
      const fault = faultOf(asked, clock);
      if (fault) throw new Error(fault);
      return { ...asked, content: JSON.parse(asked['biz_content']!) };
    },
    /** The payer opens the cashier and pays; answers the notice of it. */
    payAt(url: string, change: Record<string, string> = {}) {
      const { content } = this.openCashier(url) as { content: Fields };
      desk.pay(content);
      return this.notice({ ...desk.told(String(content['out_trade_no'])), ...change });
    },
    /** A notice as it comes over the wire. */
    notice(change: Record<string, string>, how: { key?: KeyObject; type?: 'RSA' | 'RSA2' } = {}) {
      const fields: Record<string, string> = {
        notify_time: shanghai(clock.now()),
        notify_type: 'trade_status_sync',
        notify_id: `N${randomInt(1e12)}`,
        app_id: alipayMerchant.appId,
        seller_id: alipayMerchant.sellerId,
        charset: 'utf-8',
        version: '1.0',
        ...change,
      };
      const type = how.type ?? 'RSA2';
      const algorithm = type === 'RSA' ? 'sha1' : 'sha256';
      const key = how.key ?? alipay.privateKey;
      const signature = sign(algorithm, Buffer.from(signedText(fields)), key).toString('base64');
      const form = new URLSearchParams({ ...fields, sign_type: type, sign: signature });
      return {
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        rawBody: Buffer.from(form.toString()),
      };
    },
    stranger: stranger.privateKey,
    /** The three certificates of the other way to trust each other. */
    certificates: () => {
      const from = new Date(clock.now().getTime() - dayMs);
      const until = new Date(clock.now().getTime() + dayMs);
      const certificateOf = (keys: typeof app) =>
        selfSigned({ ...keys, serial: '1234567890', from, until });
      return {
        appCertificate: certificateOf(app),
        alipayCertificate: certificateOf(alipay),
        rootCertificate: certificateOf(stranger),
      };
    },
  };
}

const signedText = (fields: Record<string, string>) =>
  Object.keys(fields)
    .filter((name) => name !== 'sign' && fields[name] !== '')
    .toSorted()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');

function faultOf(asked: Record<string, string>, clock: Clock): string | undefined {
  if (asked['app_id'] !== alipayMerchant.appId) return 'isv.invalid-app-id';
  if (asked['sign_type'] !== 'RSA2') return 'isv.invalid-signature-type';
  const at = Date.parse(`${asked['timestamp']?.replace(' ', 'T')}+08:00`);
  if (!(Math.abs(clock.now().getTime() - at) < 15 * minuteMs)) return 'isv.invalid-timestamp';
  const signature = Buffer.from(asked['sign'] ?? '', 'base64');
  const isOurs = verify('sha256', Buffer.from(signedText(asked)), app.publicKey, signature);
  return isOurs ? undefined : 'isv.invalid-signature';
}

function answered(
  method: string,
  content: Fields,
  key: 'stranger' | 'none' | undefined,
): PartyAnswer {
  const name = `${method.replaceAll('.', '_')}_response`;
  const text = JSON.stringify(content);
  const { privateKey } = key === 'stranger' ? stranger : alipay;
  const signature = sign('sha256', Buffer.from(text), privateKey).toString('base64');
  const signed = key === 'none' ? '' : `,"sign":"${signature}"`;
  return {
    status: 200,
    headers: { 'content-type': 'text/html;charset=utf-8' },
    body: `{"${name}":${text}${signed}}`,
  };
}
