import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const adminRefusals: RefusalTexts = {
  'admin/second-factor-missing': {
    status: 409,
    'zh-CN': '还没有设置两步验证，请先绑定验证器',
    en: 'There is no second factor yet: set one up first',
  },
  'admin/second-factor-wrong': {
    status: 403,
    'zh-CN': '动态码不对，还可以再试 {triesLeft} 次',
    en: 'That code is not right; {triesLeft} tries left',
  },
  'admin/second-factor-replayed': {
    status: 409,
    'zh-CN': '这个动态码已经用过，请等下一个',
    en: 'This code was used already: wait for the next one',
  },
  'admin/second-factor-locked': {
    status: 429,
    'zh-CN': '错误次数太多，请 {retryAfterSeconds} 秒后再试',
    en: 'Too many wrong codes: try again in {retryAfterSeconds} seconds',
  },
};
