import { resolve } from 'node:path';
import { normalizeMailAddress } from './mail/mail-address.ts';
import { courierFaults, readCourierSettings, type Kuaidi100Settings } from './courier-settings.ts';
import { readPaymentSettings, type PaymentSettings } from './payment-settings.ts';
import type { SmtpSettings } from './mail/smtp-settings.ts';
import type { Locale } from './refusal.ts';

export type Config = {
  mode: 'sandbox' | 'production';
  role: 'all' | 'web' | 'worker';
  /** How much of the demo town moves into an empty sandbox. */
  town: 'whole' | 'quarter';
  port: number;
  host: string;
  dataFolder: string;
  databaseUrl: string | undefined;
  publicOrigin: string;
  /** Who takes payments. */
  payments: PaymentSettings;
  /** Where the providers' notices come: this machine for the simulator, else the public address. */
  noticeOrigin: string;
  /** 32 bytes that encrypt stored secrets (ID numbers, second factors). */
  secretKey: Buffer | undefined;
  /** Where e-mails go; without it none leave the house. */
  smtp: SmtpSettings | undefined;
  trustedProxies: string[];
  perMinuteMax: number;
  /** Whether the server looks up the titles of pages that members link to. */
  linkPreviews: boolean;
  /** Ports of the sandbox's simulators; 0 takes any free one. */
  paymentSimulatorPort: number;
  courierSimulatorPort: number;
  /** The account at 快递100 that tells where parcels are; without it a sandbox simulates them. */
  kuaidi100: Kuaidi100Settings | undefined;
};

/** What is wrong with a setting, in each language. */
export type SettingFault = Record<Locale, string>;

/** The settings are wrong; `faults` lists every one of them. */
export class ConfigFault extends Error {
  readonly faults: SettingFault[];
  constructor(faults: SettingFault[]) {
    super(listOf(faults, 'en'));
    this.name = 'ConfigFault';
    this.faults = faults;
  }

  /** Every fault, one on each line. */
  inWords(locale: Locale): string {
    return listOf(this.faults, locale);
  }
}

const headings = { 'zh-CN': '设置有误：', en: 'The settings are wrong:' };

function listOf(faults: SettingFault[], locale: Locale): string {
  return [headings[locale], ...faults.map((fault) => `  - ${fault[locale]}`)].join('\n');
}

export type Env = Record<string, string | undefined>;

/**
 * Reads every setting from the environment; the only place that does.
 * @throws ConfigFault with all faults at once. Production refuses every sandbox part and weak setting.
 */
export function readConfig(env: Env): Config {
  const faults: SettingFault[] = [];
  const mode = oneOf(env, 'TUCKSHOP_MODE', ['sandbox', 'production'], faults);
  const port = portOf(env, 'PORT', 3000, faults);
  const read = {
    mode,
    role: oneOf(env, 'TUCKSHOP_ROLE', ['all', 'web', 'worker'], faults),
    town: oneOf(env, 'TUCKSHOP_TOWN', ['whole', 'quarter'], faults),
    port,
    host: env['TUCKSHOP_HOST'] ?? '0.0.0.0',
    dataFolder: resolve(env['TUCKSHOP_DATA'] || './data'),
    databaseUrl: databaseUrlOf(env, faults),
    publicOrigin: originOf(env, port, faults),
    secretKey: keyOf(env, faults),
    smtp: smtpOf(env, faults),
    trustedProxies: (env['TUCKSHOP_TRUSTED_PROXIES'] ?? '').split(',').filter(Boolean),
    linkPreviews: oneOf(env, 'TUCKSHOP_LINK_PREVIEWS', ['on', 'off'], faults) === 'on',
    perMinuteMax: wholeNumber(env, 'TUCKSHOP_REQUESTS_PER_MINUTE', 300, faults),
    paymentSimulatorPort: portOf(env, 'TUCKSHOP_PAYMENT_SIMULATOR_PORT', port && port + 1, faults),
    courierSimulatorPort: portOf(env, 'TUCKSHOP_COURIER_SIMULATOR_PORT', port && port + 2, faults),
    kuaidi100: readCourierSettings(env, faults),
    payments: readPaymentSettings(env, mode, faults),
  };
  const config: Config = { ...read, noticeOrigin: noticeOriginOf(env, read) };
  if (mode === 'production') faults.push(...productionFaults(config, env));
  if (faults.length > 0) throw new ConfigFault(faults);
  return config;
}

/** The simulator tells us on this machine, whatever name members use; others come from outside. */
function noticeOriginOf(env: Env, read: Omit<Config, 'noticeOrigin'>): string {
  const isOutside = read.payments.providers.some((name) => name !== 'simulator');
  const own = isOutside ? read.publicOrigin : `http://127.0.0.1:${read.port}`;
  return env['TUCKSHOP_NOTICE_ORIGIN'] ?? own;
}

function productionFaults(config: Config, env: Env): SettingFault[] {
  const faults: SettingFault[] = [];
  if (!config.publicOrigin.startsWith('https:')) {
    faults.push({
      'zh-CN': '生产模式下 TUCKSHOP_PUBLIC_ORIGIN 必须是 https 地址',
      en: 'TUCKSHOP_PUBLIC_ORIGIN must be an https address in production',
    });
  }
  const needed = { DATABASE_URL: config.databaseUrl, TUCKSHOP_SECRET_KEY: config.secretKey };
  for (const [name, value] of Object.entries(needed)) {
    if (value) continue;
    faults.push({
      'zh-CN': `生产模式下必须设置 ${name}`,
      en: `${name} must be set in production`,
    });
  }
  for (const name of ['TUCKSHOP_PAYMENT_SIMULATOR_PORT', 'TUCKSHOP_COURIER_SIMULATOR_PORT']) {
    if (!env[name]) continue;
    faults.push({
      'zh-CN': `${name} 属于沙盒，生产模式不接受`,
      en: `${name} names a sandbox part, which production refuses`,
    });
  }
  faults.push(...courierFaults(config.kuaidi100, env));
  faults.push({
    'zh-CN': '生产模式需要真实的短信，而这个版本只会截下短信，不会发出',
    en: 'production needs text messages, and this version captures them and sends none',
  });
  return faults;
}

function oneOf<T extends string>(env: Env, name: string, values: T[], faults: SettingFault[]): T {
  const value = env[name] ?? values[0]!;
  if (values.includes(value as T)) return value as T;
  faults.push({
    'zh-CN': `${name} 是“${value}”，只能是：${values.join('、')}`,
    en: `${name} is "${value}" but must be one of: ${values.join(', ')}`,
  });
  return values[0]!;
}

function wholeNumber(env: Env, name: string, fallback: number, faults: SettingFault[]): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  faults.push({
    'zh-CN': `${name} 是“${text}”，必须是整数`,
    en: `${name} is "${text}" but must be a whole number`,
  });
  return fallback;
}

const portMax = 65_535;

function portOf(env: Env, name: string, fallback: number, faults: SettingFault[]): number {
  const port = wholeNumber(env, name, fallback, faults);
  if (port <= portMax) return port;
  faults.push({
    'zh-CN': `${name} 是 ${port}，端口最大是 ${portMax}`,
    en: `${name} is ${port}, and the last port is ${portMax}`,
  });
  return 0;
}

function databaseUrlOf(env: Env, faults: SettingFault[]): string | undefined {
  const text = env['DATABASE_URL'];
  if (!text) return undefined;
  if (/^postgres(?:ql)?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  // Its text is not shown: it holds a password.
  faults.push({
    'zh-CN': 'DATABASE_URL 的格式必须是 postgres://用户:密码@主机:5432/数据库',
    en: 'DATABASE_URL must be like postgres://user:password@host:5432/database',
  });
  return undefined;
}

function originOf(env: Env, port: number, faults: SettingFault[]): string {
  const text = env['TUCKSHOP_PUBLIC_ORIGIN'] ?? `http://localhost:${port}`;
  if (/^https?:\/\/[^/\s]+$/.test(text)) return text;
  faults.push({
    'zh-CN': `TUCKSHOP_PUBLIC_ORIGIN 是“${text}”，格式必须像 https://shop.example`,
    en: `TUCKSHOP_PUBLIC_ORIGIN is "${text}" but must be like https://shop.example`,
  });
  return text;
}

function keyOf(env: Env, faults: SettingFault[]): Buffer | undefined {
  const text = env['TUCKSHOP_SECRET_KEY'];
  if (!text) return undefined;
  const key = Buffer.from(text, 'base64');
  if (key.length === 32) return key;
  faults.push({
    'zh-CN': 'TUCKSHOP_SECRET_KEY 必须是 base64 编码的 32 字节',
    en: 'TUCKSHOP_SECRET_KEY must be 32 bytes in base64',
  });
  return undefined;
}

/** Both settings or neither; the address of the server is not shown, since it holds a password. */
function smtpOf(env: Env, faults: SettingFault[]): SmtpSettings | undefined {
  const url = env['TUCKSHOP_SMTP_URL'];
  const from = env['TUCKSHOP_MAIL_FROM'];
  if (!url && !from) return undefined;
  const before = faults.length;
  if (!url || !isSmtpUrl(url)) {
    faults.push({
      'zh-CN':
        'TUCKSHOP_SMTP_URL 的格式必须是 smtp://用户:密码@主机:587 或 smtps://用户:密码@主机:465',
      en: 'TUCKSHOP_SMTP_URL must be like smtp://user:password@host:587 or smtps://user:password@host:465',
    });
  }
  if (!from || !isSender(from)) {
    faults.push({
      'zh-CN': `TUCKSHOP_MAIL_FROM 是“${from ?? ''}”，格式必须像 小卖部 <post@shop.example>`,
      en: `TUCKSHOP_MAIL_FROM is "${from ?? ''}" but must be like Tuckshop <post@shop.example>`,
    });
  }
  return faults.length === before ? { url: url!, from: from! } : undefined;
}

function isSmtpUrl(text: string): boolean {
  const url = URL.parse(text);
  return /^smtps?:$/.test(url?.protocol ?? '') && url!.hostname !== '' && !url!.search;
}

/** `post@shop.example`, or with a name before it. */
function isSender(text: string): boolean {
  const address = /^[^<>\r\n"]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return normalizeMailAddress(address) !== undefined;
}
