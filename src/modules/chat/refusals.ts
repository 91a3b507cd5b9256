import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const chatRefusals: RefusalTexts = {
  'chat/with-yourself': {
    status: 422,
    'zh-CN': '不能和自己聊天哦',
    en: 'You cannot start a conversation with yourself',
  },
  'chat/too-many-conversations': {
    status: 429,
    'zh-CN': '今天已经新开了 {max} 个对话，明天再认识新朋友吧',
    en: 'You have started {max} conversations within a day: please go on tomorrow',
  },
  'chat/too-many-messages': {
    status: 429,
    'zh-CN': '发得太快了，请 {retryAfterSeconds} 秒后再发',
    en: 'Too fast: try again in {retryAfterSeconds} seconds',
  },
  'chat/screened': {
    status: 422,
    'zh-CN': '这条消息里有不适合发送的内容，请改一改再发',
    en: 'Something in this message should not be sent: please change it',
  },
  'chat/card-not-available': {
    status: 422,
    'zh-CN': '这张卡片现在不能发送，可能已经下架',
    en: 'This card cannot be sent: what it shows may be gone',
  },
  'chat/wait-for-answer': {
    status: 403,
    'zh-CN': '对方回复之后才能继续发；想问商品，请从商品页进来聊',
    en: 'Wait for their answer before you write again; to ask about goods, start from the listing',
  },
  'chat/client-id-reused': {
    status: 409,
    'zh-CN': '这个消息编号已用于另一条消息',
    en: 'This client id was used for another message',
  },
};
