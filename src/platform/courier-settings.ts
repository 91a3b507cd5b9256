import type { Env, SettingFault } from './config.ts';

export type Kuaidi100Settings = {
  customer: string;
  key: string;
  salt: string;
  pollUrl: string;
  guessUrl: string;
};

/** What production asks of the courier that is set up. */
export function courierFaults(kuaidi100: Kuaidi100Settings | undefined, env: Env): SettingFault[] {
  const faults: SettingFault[] = [];
  if (!isAnySet(env, kuaidi100Names)) {
    faults.push({
      'zh-CN': `生产模式需要真实的物流查询：请设置 ${kuaidi100Names.join('、')}`,
      en: `production needs a courier: set ${kuaidi100Names.join(', ')}`,
    });
  }
  if (kuaidi100 && !kuaidi100.pollUrl.startsWith('https:')) {
    faults.push({
      'zh-CN': '生产模式下 TUCKSHOP_KUAIDI100_URL 必须是 https 地址',
      en: 'TUCKSHOP_KUAIDI100_URL must be an https address in production',
    });
  }
  return faults;
}

const kuaidi100Names = [
  'TUCKSHOP_KUAIDI100_CUSTOMER',
  'TUCKSHOP_KUAIDI100_KEY',
  'TUCKSHOP_KUAIDI100_SALT',
] as const;
const isAnySet = (env: Env, names: readonly string[]) => names.some((name) => env[name]);

/** All three or none; none of them is shown, since they are secrets. */
export function readCourierSettings(
  env: Env,
  faults: SettingFault[],
): Kuaidi100Settings | undefined {
  if (!isAnySet(env, kuaidi100Names)) return undefined;
  const before = faults.length;
  const [customer, key, salt] = kuaidi100Names.map((name) => {
    const text = env[name] ?? '';
    if (/^[\x21-\x7e]{8,64}$/.test(text)) return text;
    faults.push({
      'zh-CN': `${name} 必须是 8 到 64 个字母、数字或符号；三项 TUCKSHOP_KUAIDI100_ 设置要么都填，要么都不填`,
      en: `${name} must be 8 to 64 letters, digits or signs; of the three TUCKSHOP_KUAIDI100_ settings set all or none`,
    });
    return text;
  });
  const pollUrl = baseUrlOf(env, 'TUCKSHOP_KUAIDI100_URL', 'https://poll.kuaidi100.com', faults);
  const guessUrl = env['TUCKSHOP_KUAIDI100_URL'] ? pollUrl : 'https://www.kuaidi100.com';
  if (faults.length > before) return undefined;
  return { customer: customer!, key: key!, salt: salt!, pollUrl, guessUrl };
}

function baseUrlOf(env: Env, name: string, fallback: string, faults: SettingFault[]): string {
  const text = env[name] || fallback;
  if (/^https?:\/\/[^\s?#]*[^\s?#/]$/.test(text)) return text;
  faults.push({
    'zh-CN': `${name} 是“${text}”，格式必须像 ${fallback}`,
    en: `${name} is "${text}" but must be like ${fallback}`,
  });
  return text;
}
