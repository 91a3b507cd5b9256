import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const tiesRefusals: RefusalTexts = {
  'ties/with-yourself': {
    status: 409,
    'zh-CN': '这是你自己',
    en: 'This is you',
  },
  'ties/blocked': {
    status: 403,
    'zh-CN': '你们之间暂时不能互动',
    en: 'You two cannot be in touch at the moment',
  },
  'ties/unblock-first': {
    status: 409,
    'zh-CN': '你已拉黑对方，请先解除拉黑',
    en: 'You have blocked this member: unblock them first',
  },
  'ties/following-full': {
    status: 409,
    'zh-CN': '最多关注 {max} 人，请先取消关注一些',
    en: 'You can follow at most {max} members: unfollow some first',
  },
  'ties/list-full': {
    status: 409,
    'zh-CN': '名单已满（{max} 人），请先移出一些',
    en: 'The list is full ({max} members): take some off first',
  },
  'ties/too-fast': {
    status: 429,
    'zh-CN': '操作太频繁了，请稍后再试',
    en: 'That was a lot at once: please try again later',
  },
};
