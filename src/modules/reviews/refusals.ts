import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const reviewsRefusals: RefusalTexts = {
  'reviews/not-yet': {
    status: 409,
    'zh-CN': '交易完成后才能评价',
    en: 'Reviews are taken once the trade is complete',
  },
  'reviews/time-over': {
    status: 409,
    'zh-CN': '评价时间已过（交易完成后 14 天内可以评价）',
    en: 'The time for reviews is over: it is 14 days after the end of the trade',
  },
  'reviews/already-filed': {
    status: 409,
    'zh-CN': '你已经评价过了',
    en: 'You have reviewed this trade already',
  },
  'reviews/withdrawn-once': {
    status: 409,
    'zh-CN': '你撤回过这笔交易的评价，不能再写一次',
    en: 'You withdrew your review of this trade; there is no second one',
  },
  'reviews/already-withdrawn': {
    status: 409,
    'zh-CN': '这条评价已经撤回了',
    en: 'This review has been withdrawn already',
  },
  'reviews/related-persons': {
    status: 409,
    'zh-CN': '同一个人或共用收款账户的账号之间不能互评',
    en: 'Accounts of one person, or with one payout account, do not review each other',
  },
  'reviews/tag-unknown': {
    status: 422,
    'zh-CN': '请选择列出的标签，每个一次',
    en: 'Choose from the listed tags, each once',
  },
  'reviews/screened': {
    status: 422,
    'zh-CN': '内容里有不适合发布的信息，请修改后再发',
    en: 'Something in the text should not be published: please change it',
  },
  'reviews/still-blind': {
    status: 409,
    'zh-CN': '评价公开后才能回复',
    en: 'A review can be answered once it is shown',
  },
  'reviews/gone': {
    status: 409,
    'zh-CN': '这条评价已经不在了',
    en: 'This review is no longer there',
  },
  'reviews/already-replied': {
    status: 409,
    'zh-CN': '已经回复过了，每条评价只能回复一次',
    en: 'It has been answered already: a review takes one reply',
  },
};
