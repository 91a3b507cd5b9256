import { version } from './app.ts';
import type { Config } from '#platform/config.ts';
import type { Locale } from '#platform/refusal.ts';
import { accountsShown, phoneOf } from '../db/seed/town.ts';
import type { Words } from './start-words.ts';

/** What stands there once everything runs: the address, and who may be tried. */
export function bannerOf({ publicOrigin }: Config): Words {
  return {
    'zh-CN': inChinese(publicOrigin, accountLines('zh-CN')),
    en: inEnglish(publicOrigin, accountLines('en')),
  };
}

function accountLines(locale: Locale): string {
  return accountsShown
    .map(({ place, gloss }) => `    ${phoneOf(place)}  ${gloss[locale]}`)
    .join('\n');
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
