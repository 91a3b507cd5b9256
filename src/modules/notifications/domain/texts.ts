import assert from 'node:assert/strict';
import { yuanText } from '#platform/money.ts';
import type { Locale } from '#platform/refusal.ts';
import { kindRules, usualKind, type Category, type Kind } from './kinds.ts';

/**
 * A type's sentence in each language; `{name}` stands for a parameter and `{actors}` for those who
 * did it (小林, 小林和阿周, 小林等 5 人). A type is of its room's usual kind unless it says another.
 */
export type NoticeText = { 'zh-CN': string; en: string; kind?: Kind; category?: Category };
export type NoticeTexts = Record<string, NoticeText>;
export type StoredParams = Record<string, string | number>;

/** Above the sentence where it is told outside the product. */
const titles: Record<Locale, Record<Category, string>> = {
  'zh-CN': {
    trade: '小卖部 · 交易',
    people: '小卖部 · 互动',
    house: '小卖部',
    talk: '小卖部 · 私信',
  },
  en: { trade: 'Tuckshop: trade', people: 'Tuckshop', house: 'Tuckshop', talk: 'Tuckshop: chat' },
};
const unknownText: Record<Locale, string> = { 'zh-CN': '有一条新动态', en: 'Something is new' };

/** The types that rooms have registered. A type is registered before it is told. */
export function createTextBook() {
  const all = new Map<string, NoticeText>();
  return {
    add(texts: NoticeTexts): void {
      for (const [type, text] of Object.entries(texts)) {
        assert(!all.has(type), `notification type ${type} is registered twice`);
        all.set(type, text);
      }
    },
    /** What a type is worth; one that a later version no longer knows is its room's usual kind. */
    titleOf: (kind: Kind, locale: Locale): string => titles[locale][kindRules[kind].category],
    kindOf: (type: string): Kind => all.get(type)?.kind ?? usualKind(type),
    categoryOf(type: string): Category {
      const text = all.get(type);
      assert(text, `notification type ${type} is not registered`);
      return text.category ?? kindRules[text.kind ?? usualKind(type)].category;
    },
    /** A type that a later version no longer knows is still shown, in general words. */
    render(type: string, params: StoredParams, locale: Locale): string {
      const sentence = all.get(type)?.[locale];
      if (!sentence) return unknownText[locale];
      return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
        Object.hasOwn(params, name) ? wordOf(name, params[name]!, locale) : whole,
      );
    },
  };
}

export type TextBook = ReturnType<typeof createTextBook>;

/** `小林`, `小林和阿周`, `小林等 5 人`: names that are known, of so many different ones. */
export function actorsText(names: string[], count: number, locale: Locale): string {
  const [first, second] = names;
  if (first === undefined) return locale === 'en' ? 'Somebody' : '有人';
  if (count <= 1) return first;
  if (count === 2 && second !== undefined) {
    return locale === 'en' ? `${first} and ${second}` : `${first}和${second}`;
  }
  if (locale !== 'en') return `${first}等 ${count} 人`;
  return `${first} and ${count - 1} ${count === 2 ? 'other' : 'others'}`;
}

/** Parameters as they are stored: fen as integers, times in ISO 8601. */
export function storedParams(
  params: Record<string, string | number | bigint | Date>,
): StoredParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === 'bigint') return [name, Number(value)];
      return [name, value instanceof Date ? value.toISOString() : value];
    }),
  );
}

/** `…Fen` is shown as an amount, `…At` as a time in China, everything else as it is. */
function wordOf(name: string, value: string | number, locale: Locale): string {
  if (name.endsWith('Fen')) return amountOf(BigInt(value));
  if (name.endsWith('At')) return timeOf(String(value), locale);
  return String(value);
}

/** `¥1,680.50`, as pages write it. */
function amountOf(fen: bigint): string {
  return `¥${yuanText(fen).replace(/\B(?=(?:\d{3})+\.)/g, ',')}`;
}

function timeOf(iso: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'Asia/Shanghai',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(Date.parse(iso));
}
