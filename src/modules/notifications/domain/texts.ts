import assert from 'node:assert/strict';
import { yuanText } from '#platform/money.ts';
import type { Locale } from '#platform/refusal.ts';

/** Where a notification is listed: trades, people (chat, notes), or the house itself. */
export const categories = ['trade', 'people', 'house'] as const;
export type Category = (typeof categories)[number];

/** A type's sentence in each language; `{name}` stands for a parameter. */
export type NoticeText = { 'zh-CN': string; en: string; category?: Category };
export type NoticeTexts = Record<string, NoticeText>;
export type StoredParams = Record<string, string | number>;

const rooms: Record<string, Category> = {
  orders: 'trade',
  payments: 'trade',
  fulfilment: 'trade',
  ledger: 'trade',
  catalog: 'trade',
  community: 'people',
  chat: 'people',
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
    categoryOf(type: string): Category {
      const text = all.get(type);
      assert(text, `notification type ${type} is not registered`);
      return text.category ?? rooms[type.split('/')[0]!] ?? 'house';
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
