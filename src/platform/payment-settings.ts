import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Locale } from './refusal.ts';

/** Who takes payments, as the environment says it. */

type Env = Record<string, string | undefined>;
type Fault = Record<Locale, string>;

export const paymentProviderNames = ['simulator', 'wechat', 'alipay', 'stripe'] as const;
export type PaymentProviderName = (typeof paymentProviderNames)[number];

export type WechatSettings = {
  appId: string;
  merchantId: string;
  serial: string;
  privateKey: KeyObject;
  apiKey: Buffer;
  publicKey: { id: string; key: KeyObject } | undefined;
  freeze: boolean;
  transferScene: { id: string; reports: { type: string; content: string }[] } | undefined;
};

export type AlipaySettings = {
  appId: string;
  sellerId: string;
  privateKey: KeyObject;
  trust:
    | { publicKey: KeyObject }
    | { appCertificate: string; alipayCertificate: string; rootCertificate: string };
  paysOut: boolean;
  subMerchantId: string | undefined;
  gateway?: string;
};

export type StripeSettings = {
  secretKey: string;
  webhookSecret: string;
  accountId: string;
  methods: ('card' | 'alipay' | 'wechat_pay')[];
};

export type PaymentSettings = {
  /** In the order of preference: the first that can takes a new payment. */
  providers: PaymentProviderName[];
  wechat?: WechatSettings;
  alipay?: AlipaySettings;
  stripe?: StripeSettings;
};

/** Reads who takes payments and what they need; every fault is added to the list. */
export function readPaymentSettings(
  env: Env,
  mode: 'sandbox' | 'production',
  faults: Fault[],
): PaymentSettings {
  const reader = createReader(env, faults);
  const providers = namesOf(env, mode, faults);
  return {
    providers,
    ...(providers.includes('wechat') && { wechat: wechatOf(reader) }),
    ...(providers.includes('alipay') && { alipay: alipayOf(reader, mode) }),
    ...(providers.includes('stripe') && { stripe: stripeOf(reader, mode) }),
  };
}

function namesOf(env: Env, mode: string, faults: Fault[]): PaymentProviderName[] {
  const text = env['TUCKSHOP_PAYMENTS'] ?? '';
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const known = paymentProviderNames.filter((name) => names.includes(name));
  if (known.length !== names.length) {
    faults.push({
      'zh-CN': `TUCKSHOP_PAYMENTS 是“${text}”，只能由这些组成，各写一次：${paymentProviderNames.join('、')}`,
      en: `TUCKSHOP_PAYMENTS is "${text}" but may only list, once each: ${paymentProviderNames.join(', ')}`,
    });
  }
  if (mode === 'production' && names.length === 0) {
    faults.push({
      'zh-CN': '生产模式需要真实的支付渠道：请设置 TUCKSHOP_PAYMENTS',
      en: 'production needs a payment provider: set TUCKSHOP_PAYMENTS',
    });
  }
  if (mode === 'production' && known.includes('simulator')) {
    faults.push({
      'zh-CN': 'TUCKSHOP_PAYMENTS 里的 simulator 属于沙盒，生产模式不接受',
      en: 'TUCKSHOP_PAYMENTS names the simulator, a sandbox part, which production refuses',
    });
  }
  const inOrder = names.filter((name) => known.includes(name as PaymentProviderName));
  const chosen = [...new Set(inOrder)] as PaymentProviderName[];
  return chosen.length > 0 || mode === 'production' ? chosen : ['simulator'];
}

type Reader = ReturnType<typeof createReader>;

function createReader(env: Env, faults: Fault[]) {
  const wrong = (name: string, zh: string, en: string) =>
    void faults.push({ 'zh-CN': `${name} ${zh}`, en: `${name} ${en}` });
  return {
    wrong,
    has: (name: string) => Boolean(env[name]),
    /** Values are not shown: most of them are secrets. */
    text(name: string, form: RegExp, example: string): string {
      const value = env[name]?.trim() ?? '';
      if (!form.test(value)) wrong(name, `的格式必须像 ${example}`, `must be like ${example}`);
      return value;
    },
    isOn(name: string): boolean {
      const value = env[name] ?? 'off';
      if (value !== 'on' && value !== 'off') wrong(name, '只能是 on 或 off', 'must be on or off');
      return value === 'on';
    },
    /** A key or certificate: its text, or the path of a file with it. */
    pem<T>(name: string, read: (text: string) => T): T {
      try {
        return read(textOrFile(env[name] ?? ''));
      } catch {
        wrong(
          name,
          '必须是 PEM 文本，或者这样一个文件的路径',
          'must be the text of a PEM file, or the path of one',
        );
        return undefined as T;
      }
    },
  };
}

function textOrFile(value: string): string {
  const text = value.replaceAll('\\n', '\n').trim();
  if (text.includes('-----BEGIN') || /^[A-Za-z0-9+/=\s]{200,}$/.test(text)) return text;
  return readFileSync(value, 'utf8').trim();
}

/** Alipay hands keys out without the lines around them. */
const wrapped = (text: string, kind: string) =>
  text.includes('-----BEGIN') ? text : `-----BEGIN ${kind}-----\n${text}\n-----END ${kind}-----`;

function privateKeyOf(text: string): KeyObject {
  try {
    return createPrivateKey(wrapped(text, 'PRIVATE KEY'));
  } catch {
    return createPrivateKey(wrapped(text, 'RSA PRIVATE KEY'));
  }
}
const publicKeyOf = (text: string) => createPublicKey(wrapped(text, 'PUBLIC KEY'));
function certificateOf(text: string): string {
  return new X509Certificate(text).toString() && text;
}

function wechatOf(reader: Reader): WechatSettings {
  const hasKey = reader.has('TUCKSHOP_WECHAT_PUBLIC_KEY');
  const withKey = hasKey || reader.has('TUCKSHOP_WECHAT_PUBLIC_KEY_ID');
  return {
    appId: reader.text('TUCKSHOP_WECHAT_APP_ID', /^wx[0-9a-f]{16}$/, 'wx0123456789abcdef'),
    merchantId: reader.text('TUCKSHOP_WECHAT_MERCHANT_ID', /^\d{8,10}$/, '1900000001'),
    serial: reader.text('TUCKSHOP_WECHAT_SERIAL', /^[0-9A-F]{40}$/, '4A7B…（40）'),
    privateKey: reader.pem('TUCKSHOP_WECHAT_PRIVATE_KEY', privateKeyOf),
    apiKey: Buffer.from(reader.text('TUCKSHOP_WECHAT_API_KEY', /^[\x21-\x7e]{32}$/, '0123…（32）')),
    publicKey: withKey
      ? {
          id: reader.text('TUCKSHOP_WECHAT_PUBLIC_KEY_ID', /^PUB_KEY_ID_\d+$/, 'PUB_KEY_ID_0119…'),
          key: reader.pem('TUCKSHOP_WECHAT_PUBLIC_KEY', publicKeyOf),
        }
      : undefined,
    freeze: reader.isOn('TUCKSHOP_WECHAT_FREEZE'),
    transferScene: reader.has('TUCKSHOP_WECHAT_TRANSFER_SCENE') ? sceneOf(reader) : undefined,
  };
}

function sceneOf(reader: Reader): WechatSettings['transferScene'] {
  const report = '岗位类型=卖家;报酬说明=货款';
  const form = /^[^=;]+=[^=;]+(;[^=;]+=[^=;]+)*$/;
  const reports = reader.text('TUCKSHOP_WECHAT_TRANSFER_REPORT', form, report);
  return {
    id: reader.text('TUCKSHOP_WECHAT_TRANSFER_SCENE', /^\d{4}$/, '1005'),
    reports: reports.split(';').map((part) => {
      const [type = '', content = ''] = part.split('=');
      return { type, content };
    }),
  };
}

const alipayCertificates = [
  'TUCKSHOP_ALIPAY_APP_CERTIFICATE',
  'TUCKSHOP_ALIPAY_CERTIFICATE',
  'TUCKSHOP_ALIPAY_ROOT_CERTIFICATE',
] as const;

function alipayOf(reader: Reader, mode: string): AlipaySettings {
  const byCertificate = alipayCertificates.some((name) => reader.has(name));
  const [app, alipay, root] = alipayCertificates;
  const paysOut = reader.isOn('TUCKSHOP_ALIPAY_PAYOUTS');
  if (paysOut && !byCertificate) {
    reader.wrong(
      'TUCKSHOP_ALIPAY_PAYOUTS',
      `需要证书模式：请设置 ${alipayCertificates.join('、')}`,
      `needs certificates: set ${alipayCertificates.join(', ')}`,
    );
  }
  const gateway = alipayGatewayOf(reader, mode);
  return {
    appId: reader.text('TUCKSHOP_ALIPAY_APP_ID', /^\d{16}$/, '2021000000000001'),
    sellerId: reader.text('TUCKSHOP_ALIPAY_SELLER_ID', /^2088\d{12}$/, '2088000000000001'),
    privateKey: reader.pem('TUCKSHOP_ALIPAY_PRIVATE_KEY', privateKeyOf),
    trust: byCertificate
      ? {
          appCertificate: reader.pem(app, certificateOf),
          alipayCertificate: reader.pem(alipay, certificateOf),
          // A file of several: only that it is one is looked at.
          rootCertificate: reader.pem(root, certificateOf),
        }
      : { publicKey: reader.pem('TUCKSHOP_ALIPAY_PUBLIC_KEY', publicKeyOf) },
    paysOut,
    subMerchantId: reader.has('TUCKSHOP_ALIPAY_SUB_MERCHANT')
      ? reader.text('TUCKSHOP_ALIPAY_SUB_MERCHANT', /^2088\d{12}$/, '2088000000000005')
      : undefined,
    ...(gateway && { gateway }),
  };
}

function alipayGatewayOf(reader: Reader, mode: string): string | undefined {
  const name = 'TUCKSHOP_ALIPAY_GATEWAY';
  if (!reader.has(name)) return undefined;
  const example = 'https://openapi-sandbox.dl.alipaydev.com/gateway.do';
  if (mode === 'production') {
    reader.wrong(
      name,
      '属于沙盒，生产模式不接受',
      'names a sandbox part, which production refuses',
    );
  }
  return reader.text(name, /^https?:\/\/[^/\s]+\/\S+$/, example);
}

const stripeMethods = ['card', 'alipay', 'wechat_pay'] as const;

function stripeOf(reader: Reader, mode: string): StripeSettings {
  const form = mode === 'production' ? /^[sr]k_live_\w{10,}$/ : /^[sr]k_(test|live)_\w{10,}$/;
  const methods = reader.has('TUCKSHOP_STRIPE_METHODS')
    ? reader.text(
        'TUCKSHOP_STRIPE_METHODS',
        /^(card|alipay|wechat_pay)(,(card|alipay|wechat_pay))*$/,
        stripeMethods.join(','),
      )
    : 'card';
  return {
    secretKey: reader.text('TUCKSHOP_STRIPE_SECRET_KEY', form, 'sk_live_…'),
    webhookSecret: reader.text('TUCKSHOP_STRIPE_WEBHOOK_SECRET', /^whsec_\S{10,}$/, 'whsec_…'),
    accountId: reader.text('TUCKSHOP_STRIPE_ACCOUNT', /^acct_\w{10,}$/, 'acct_…'),
    methods: stripeMethods.filter((method) => methods.split(',').includes(method)),
  };
}
