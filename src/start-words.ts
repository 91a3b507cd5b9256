import { version } from './app.ts';
import type { Config } from '#platform/config.ts';
import type { Locale } from '#platform/refusal.ts';
import { phoneOf } from '../db/seed/seed.ts';
import { townsmen } from '../db/seed/town.ts';

export type Words = Record<Locale, string>;

/** What the start says on its way, to the person at the terminal. */
export const progress = {
  database: { 'zh-CN': '正在启动数据库……', en: 'Starting the database ...' },
  schema: (steps: number): Words => ({
    'zh-CN': `数据库结构：完成 ${steps} 步`,
    en: `Database schema: ${steps} steps applied`,
  }),
  stopping: { 'zh-CN': '\n正在停止……', en: '\nStopping ...' },
  notClean: (name: string, why: string): Words => ({
    'zh-CN': `${name} 没有正常停止：${why}`,
    en: `${name} did not stop cleanly: ${why}`,
  }),
  failed: { 'zh-CN': '小卖部没有启动起来。', en: 'Tuckshop could not start.' },
} satisfies Record<string, Words | ((...values: never[]) => Words)>;

/** The accounts worth trying first. */
const placesShown = [1, 2, 3, 8, 9, 11];

/** What stands there once everything runs: the address, and who may be tried. */
export function banner({ publicOrigin }: Config, locale: Locale): string {
  const accounts = townsmen
    .filter(({ place }) => placesShown.includes(place))
    .map(({ place, gloss }) => `    ${phoneOf(place)}  ${gloss[locale]}`)
    .join('\n');
  return locale === 'en' ? inEnglish(publicOrigin, accounts) : inChinese(publicOrigin, accounts);
}

function inEnglish(origin: string, accounts: string): string {
  return `
  Tuckshop 小卖部 ${version}

  Open        ${origin}
  API         ${origin}/api/v1/openapi.json
  Messages    ${origin}/sandbox   (codes by SMS are caught and shown here)

  Sign in with any of these numbers; the code appears on the messages page:
${accounts}

  Stop with Ctrl-C; everything is kept.`;
}

function inChinese(origin: string, accounts: string): string {
  return `
  小卖部 Tuckshop ${version}

  打开        ${origin}
  接口        ${origin}/api/v1/openapi.json
  短信        ${origin}/sandbox   （验证码不会真的发出，在这里查看）

  用下面任意一个手机号登录，验证码在短信页上：
${accounts}

  按 Ctrl-C 停止，所有数据都会保留。`;
}
