import { createHash } from 'node:crypto';
import type { Locale } from '../refusal.ts';

const words = {
  'zh-CN': {
    title: '请稍等一下',
    form: '什么都没有改动。返回上一页，你填写的内容还在。',
    again: '再试一次',
    home: '回首页',
    name: '小卖部',
  },
  en: {
    title: 'One moment, please',
    form: 'Nothing was changed. Go back, and what you typed is still there.',
    again: 'Try again',
    home: 'Go home',
    name: 'Tuckshop',
  },
} as const;

const style = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-content:center;justify-items:center;padding:24px;
box-sizing:border-box;background:#faf7f2;color:#1d1a17;text-align:center;
font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{margin:0 0 8px;font-size:22px}p{margin:0 0 8px;max-width:28em;color:#6e6860}
a{display:inline-block;margin-top:16px;padding:10px 28px;border-radius:999px;background:#c93418;
color:#fff;text-decoration:none}
@media (prefers-color-scheme:dark){body{background:#1b1917;color:#f3eee7}p{color:#aaa299}}`;
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'`;

/**
 * A page for who asked too often: made without the pages' own machinery, which it protects.
 * @param again the address to try again; null for a form, which only going back can send again
 */
export function busyPage(said: { locale: Locale; sentence: string; again: string | null }) {
  const { locale, sentence, again } = said;
  const text = words[locale];
  const link = again === null ? ['/', text.home] : [`/${again.replace(/^[/\\]+/, '')}`, text.again];
  const form = again === null ? `<p>${text.form}</p>` : '';
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.title} - ${text.name}</title><style>${style}</style></head>
<body><h1>${text.title}</h1><p>${escaped(sentence)}</p>${form}
<a href="${escaped(link[0]!)}">${link[1]!}</a></body></html>
`;
  return { html, headers: { 'content-security-policy': policy } };
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign]!);
}
