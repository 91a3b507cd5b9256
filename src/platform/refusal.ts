export type Locale = 'zh-CN' | 'en';
export const locales: readonly Locale[] = ['zh-CN', 'en'];

export type RefusalParams = Record<string, string | number>;
/** One refusal's status and its sentence in each language; `{name}` stands for a parameter. */
export type RefusalText = { status: number; 'zh-CN': string; en: string };
export type RefusalTexts = Record<string, RefusalText>;

/** Something the caller can mend: answered as a 4xx problem; the transaction rolls back. */
export class Refusal extends Error {
  readonly code: string;
  readonly params: RefusalParams;
  constructor(code: string, params: RefusalParams = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
  }
}

/** A party outside (provider, courier, model) that does not answer as it should: retried or 503. */
export class Outage extends Error {
  readonly party: string;
  constructor(party: string, cause?: unknown) {
    super(`${party} is unavailable`, { cause });
    this.name = 'Outage';
    this.party = party;
  }
}

/** An outage of a party that was never reached: nothing can have arrived there. */
export class Unreached extends Outage {}

/** Ends a command with a coded refusal. */
export function refuse(code: string, params: RefusalParams = {}): never {
  throw new Refusal(code, params);
}

/** Narrows a caught error to a refusal, optionally of one code. */
export function isRefusal(error: unknown, code?: string): error is Refusal {
  return error instanceof Refusal && (code === undefined || error.code === code);
}

export const platformRefusals: RefusalTexts = {
  'platform/invalid-input': {
    status: 400,
    'zh-CN': '有些内容填写不正确：{fields}',
    en: 'Some of the input is not right: {fields}',
  },
  'platform/not-found': { status: 404, 'zh-CN': '没有找到这个内容', en: 'There is nothing here' },
  'platform/sign-in-required': {
    status: 401,
    'zh-CN': '请先登录',
    en: 'Please sign in first',
  },
  'platform/not-allowed': {
    status: 403,
    'zh-CN': '你没有权限这样做',
    en: 'You are not allowed to do this',
  },
  'platform/cross-site': {
    status: 403,
    'zh-CN': '这个请求来自别的网站，已拒绝',
    en: 'This request came from another site and was turned away',
  },
  'platform/second-factor-required': {
    status: 403,
    'zh-CN': '请先完成两步验证',
    en: 'Please pass the second factor first',
  },
  'platform/too-many-requests': {
    status: 429,
    'zh-CN': '操作太频繁了，请 {retryAfterSeconds} 秒后再试',
    en: 'Too many requests: try again in {retryAfterSeconds} seconds',
  },
  'platform/payload-too-large': {
    status: 413,
    'zh-CN': '内容太大了',
    en: 'The request is too large',
  },
  'platform/unsupported-media-type': {
    status: 415,
    'zh-CN': '不支持这种内容格式',
    en: 'This content type is not supported',
  },
  'platform/idempotency-mismatch': {
    status: 409,
    'zh-CN': '这个请求编号已用于另一个请求',
    en: 'This idempotency key was used for another request',
  },
  'platform/idempotency-key-invalid': {
    status: 400,
    'zh-CN': '请求编号格式不正确',
    en: 'The idempotency key is not valid',
  },
  'platform/busy': {
    status: 503,
    'zh-CN': '现在有点忙，请稍后再试；没有任何改动',
    en: 'Busy right now: please try again shortly; nothing was changed',
  },
  'platform/outage': {
    status: 503,
    'zh-CN': '{party} 暂时无法使用，请稍后再试',
    en: '{party} is unavailable for the moment: please try again',
  },
  'platform/internal': {
    status: 500,
    'zh-CN': '出了点问题，我们已记录（编号 {traceId}）',
    en: 'Something went wrong; it was recorded (trace {traceId})',
  },
};

export type RefusalCatalogue = {
  /** The sentence of a code in a language, its parameters filled in. */
  text(code: string, locale: Locale, params?: RefusalParams): string;
  status(code: string): number;
  codes(): string[];
};

/** Joins the rooms' refusal texts into one catalogue; a code written twice is a bug. */
export function createRefusalCatalogue(...parts: RefusalTexts[]): RefusalCatalogue {
  const all = new Map<string, RefusalText>();
  for (const part of [platformRefusals, ...parts]) {
    for (const [code, text] of Object.entries(part)) {
      if (all.has(code)) throw new Error(`refusal ${code} is written twice`);
      all.set(code, text);
    }
  }
  const find = (code: string) => {
    const text = all.get(code);
    if (!text) throw new Error(`refusal ${code} has no text`);
    return text;
  };
  return {
    text: (code, locale, params = {}) => fill(find(code)[locale], params),
    status: (code) => find(code).status,
    codes: () => [...all.keys()],
  };
}

function fill(sentence: string, params: RefusalParams): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in params ? String(params[name]) : whole,
  );
}
