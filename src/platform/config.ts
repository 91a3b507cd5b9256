import { resolve } from 'node:path';

export type Config = {
  mode: 'sandbox' | 'production';
  role: 'all' | 'web' | 'worker';
  port: number;
  host: string;
  dataFolder: string;
  databaseUrl: string | undefined;
  publicOrigin: string;
  /** Where services on this machine reach the API: the provider's notices come here. */
  noticeOrigin: string;
  /** 32 bytes that encrypt stored secrets (ID numbers, second factors). */
  secretKey: Buffer | undefined;
  trustedProxies: string[];
  perMinuteMax: number;
  /** Ports of the sandbox's simulators; 0 takes any free one. */
  paymentSimulatorPort: number;
  courierSimulatorPort: number;
};

/** The settings are wrong; `faults` lists every one of them. */
export class ConfigFault extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(`the settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigFault';
    this.faults = faults;
  }
}

type Env = Record<string, string | undefined>;

/**
 * Reads every setting from the environment; the only place that does.
 * @throws ConfigFault with all faults at once. Production refuses every sandbox part and weak setting.
 */
export function readConfig(env: Env): Config {
  const faults: string[] = [];
  const mode = oneOf(env, 'TUCKSHOP_MODE', ['sandbox', 'production'], faults);
  const port = wholeNumber(env, 'PORT', 3000, faults);
  const config: Config = {
    mode,
    role: oneOf(env, 'TUCKSHOP_ROLE', ['all', 'web', 'worker'], faults),
    port,
    host: env['TUCKSHOP_HOST'] ?? '0.0.0.0',
    dataFolder: resolve(env['TUCKSHOP_DATA'] ?? './data'),
    databaseUrl: env['DATABASE_URL'],
    publicOrigin: originOf(env, port, faults),
    noticeOrigin: env['TUCKSHOP_NOTICE_ORIGIN'] ?? `http://127.0.0.1:${port}`,
    secretKey: keyOf(env, faults),
    trustedProxies: (env['TUCKSHOP_TRUSTED_PROXIES'] ?? '').split(',').filter(Boolean),
    perMinuteMax: wholeNumber(env, 'TUCKSHOP_REQUESTS_PER_MINUTE', 300, faults),
    paymentSimulatorPort: wholeNumber(
      env,
      'TUCKSHOP_PAYMENT_SIMULATOR_PORT',
      port && port + 1,
      faults,
    ),
    courierSimulatorPort: wholeNumber(
      env,
      'TUCKSHOP_COURIER_SIMULATOR_PORT',
      port && port + 2,
      faults,
    ),
  };
  if (mode === 'production') faults.push(...productionFaults(config, env));
  if (faults.length > 0) throw new ConfigFault(faults);
  return config;
}

function productionFaults(config: Config, env: Env): string[] {
  const faults: string[] = [];
  if (!config.publicOrigin.startsWith('https:')) {
    faults.push('TUCKSHOP_PUBLIC_ORIGIN must be an https address in production');
  }
  if (!config.databaseUrl) faults.push('DATABASE_URL must be set in production');
  if (!config.secretKey) faults.push('TUCKSHOP_SECRET_KEY must be set in production');
  for (const name of ['TUCKSHOP_PAYMENT_SIMULATOR_PORT', 'TUCKSHOP_COURIER_SIMULATOR_PORT']) {
    if (env[name]) faults.push(`${name} names a sandbox part, which production refuses`);
  }
  // The simulator is the only payment provider this version has.
  faults.push('production needs a payment provider, and this version has only the simulator');
  return faults;
}

function oneOf<T extends string>(env: Env, name: string, values: T[], faults: string[]): T {
  const value = env[name] ?? values[0]!;
  if (values.includes(value as T)) return value as T;
  faults.push(`${name} is "${value}" but must be one of: ${values.join(', ')}`);
  return values[0]!;
}

function wholeNumber(env: Env, name: string, fallback: number, faults: string[]): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  faults.push(`${name} is "${text}" but must be a whole number`);
  return fallback;
}

function originOf(env: Env, port: number, faults: string[]): string {
  const text = env['TUCKSHOP_PUBLIC_ORIGIN'] ?? `http://localhost:${port}`;
  if (/^https?:\/\/[^/\s]+$/.test(text)) return text;
  faults.push(`TUCKSHOP_PUBLIC_ORIGIN is "${text}" but must be like https://shop.example`);
  return text;
}

function keyOf(env: Env, faults: string[]): Buffer | undefined {
  const text = env['TUCKSHOP_SECRET_KEY'];
  if (!text) return undefined;
  const key = Buffer.from(text, 'base64');
  if (key.length === 32) return key;
  faults.push('TUCKSHOP_SECRET_KEY must be 32 bytes in base64');
  return undefined;
}
