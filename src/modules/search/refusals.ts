import type { RefusalTexts } from '#platform/refusal.ts';

/** What this room refuses, in the members' languages. */
export const searchRefusals: RefusalTexts = {
  'search/nothing-to-save': {
    status: 422,
    'zh-CN': '先输入想找的东西，再保存搜索',
    en: 'Say what you are looking for before you save the search',
  },
  'search/too-many-saved': {
    status: 409,
    'zh-CN': '最多保存 {max} 个搜索，先删掉几个再来',
    en: 'You can keep {max} saved searches: delete some first',
  },
  'search/too-fast': {
    status: 429,
    'zh-CN': '操作太频繁了，请 {retryAfterSeconds} 秒后再试',
    en: 'That was quick: try again in {retryAfterSeconds} seconds',
  },
};
