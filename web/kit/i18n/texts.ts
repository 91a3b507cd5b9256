import type { zh } from './zh/index.ts';

/** The languages every text of the product exists in; Chinese is the first. */
export type Locale = 'zh-CN' | 'en';
export const locales: readonly Locale[] = ['zh-CN', 'en'];

type Chinese = typeof zh;

/** Any text of the product. */
export type TextKey = keyof Chinese;

/** One language's texts; a key missing here does not compile. */
export type Catalogue = Readonly<Record<TextKey, string>>;

/** The texts some pages need. */
export type PartialCatalogue = Readonly<Partial<Catalogue>>;

/** The same keys as another part, in another language. */
export type Translation<Part> = Readonly<Record<keyof Part, string>>;

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** What a text must be handed: one value for each `{name}` of its Chinese wording. */
export type TextParams<Key extends TextKey> = [Names<Chinese[Key]>] extends [never]
  ? []
  : [params: Readonly<Record<Names<Chinese[Key]>, string | number>>];

/** A text that needs nothing filled in. */
export type PlainTextKey = {
  [Key in TextKey]: TextParams<Key> extends [] ? Key : never;
}[TextKey];

/** Looks a text up; parameters are checked against the Chinese wording. */
export type Translate = <Key extends TextKey>(key: Key, ...params: TextParams<Key>) => string;

/** A `Translate` over one language's texts, read anew each time: areas may be added meanwhile. */
export function createTranslate(catalogue: () => PartialCatalogue): Translate {
  return (key, ...[params]) => fillText(catalogue()[key] ?? key, params ?? {});
}

const placeholder = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;

/**
 * Fills `{name}` with a parameter and `{name:day|days}` with the form its number asks for.
 * @example fillText('{n} {n:day|days}', { n: 2 }) === '2 days'
 */
export function fillText(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(placeholder, (whole, name: string, one?: string, other?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined) return String(value);
    return Number(value) === 1 ? one : (other ?? one);
  });
}
