import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const notificationRefusals: RefusalTexts = {
  'notifications/push-target-invalid': {
    status: 400,
    'zh-CN': '这个浏览器给出的推送地址不能用',
    en: 'The push address this browser gave cannot be used',
  },
  'notifications/link-invalid': {
    status: 404,
    'zh-CN': '这个退订链接不完整，请重新点开邮件里的链接',
    en: 'This unsubscribe link is not whole: open the one in the mail again',
  },
};
