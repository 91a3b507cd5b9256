import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const moderationRefusals: RefusalTexts = {
  'moderation/own-content': {
    status: 409,
    'zh-CN': '这是你自己发布的，不用举报，可以直接删除',
    en: 'This is your own: no need to report it, you can delete it',
  },
  'moderation/already-reported': {
    status: 409,
    'zh-CN': '你已经举报过了，我们正在处理',
    en: 'You have reported this already; it is being looked at',
  },
  'moderation/words-needed': {
    status: 422,
    'zh-CN': '选了“其他”，请补充说明一下',
    en: 'For “other”, please say in a few words what is wrong',
  },
  'moderation/too-many-reports': {
    status: 429,
    'zh-CN': '今天已经举报了 {max} 次，谢谢你，请明天再来',
    en: 'You have sent {max} reports within a day: thank you, please go on tomorrow',
  },
  'moderation/already-decided': {
    status: 409,
    'zh-CN': '这个举报已经有人处理过了',
    en: 'Somebody has decided this case already',
  },
  'moderation/own-matter': {
    status: 403,
    'zh-CN': '这是你自己发布的内容，请让另一位运营来处理',
    en: 'This is your own content: another operator must decide',
  },
};
