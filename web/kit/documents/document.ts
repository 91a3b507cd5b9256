/** A long text of the house: rules, terms, privacy. */
export interface HouseDocument {
  readonly title: string;
  /** What it is about, in one breath. */
  readonly summary: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string;
  readonly paragraphs?: readonly string[];
  readonly items?: readonly string[];
}

/** A document in both languages. */
export type BothLanguages = Readonly<Record<'zh-CN' | 'en', HouseDocument>>;
