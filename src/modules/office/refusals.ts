import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const officeRefusals: RefusalTexts = {
  'office/takes-two': {
    status: 409,
    'zh-CN': '发起的人不能自己批准，请另一位运营处理',
    en: 'Whoever proposed it does not approve it: another operator must',
  },
  'office/own-money': {
    status: 409,
    'zh-CN': '涉及自己的钱，请其他运营处理',
    en: 'It is your own money: other operators must see to it',
  },
  'office/verify-first': {
    status: 403,
    'zh-CN': '调账要由两位实名的人经手：请先在“我 → 实名认证”完成实名',
    en: 'Two persons move money by hand, so we must know who you are: verify your real name first, under Me',
  },
  'office/move-over': {
    status: 409,
    'zh-CN': '这笔调账已经处理过了',
    en: 'This move was carried out or withdrawn already',
  },
  'office/move-expired': {
    status: 409,
    'zh-CN': '这笔调账没有及时批准，已经失效；需要的话请重新发起',
    en: 'This move was not approved in time: propose it anew if it is still wanted',
  },
  'office/move-too-large': {
    status: 422,
    'zh-CN': '单笔调账最多 {mostFen} 分',
    en: 'One move is {mostFen} fen at most',
  },
  'office/same-wallet': {
    status: 422,
    'zh-CN': '转出和转入是同一个钱包',
    en: 'Both sides are the same wallet',
  },
  'office/not-of-order': {
    status: 422,
    'zh-CN': '这位成员不是该订单的买卖双方',
    en: 'The member is not a party of that order',
  },
  'office/no-messages': {
    status: 404,
    'zh-CN': '双方没有聊过天',
    en: 'The two have no messages',
  },
  'office/no-address': {
    status: 404,
    'zh-CN': '这笔订单没有收货地址',
    en: 'The order has no address',
  },
  'office/review-date': {
    status: 422,
    'zh-CN': '复核日期要在今天之后，最多 {days} 天',
    en: 'The date of the review lies after today, by {days} days at most',
  },
};
