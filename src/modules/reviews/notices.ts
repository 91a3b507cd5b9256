import type { NoticeTexts } from '#notifications';

/** What members are told about reviews; `{title}` is the goods' title. */
export const reviewNotices: NoticeTexts = {
  'reviews/open.buyer': {
    'zh-CN': '交易完成，可以评价卖家了：{title}',
    en: 'The trade is complete: you can review the seller now: {title}',
  },
  'reviews/open.seller': {
    'zh-CN': '交易完成，可以评价买家了：{title}',
    en: 'The trade is complete: you can review the buyer now: {title}',
  },
  'reviews/other-in': {
    'zh-CN': '对方已评价，你评价后双方都能看到：{title}',
    en: 'The other side has filed a review. Both are shown once you have, too: {title}',
  },
  'reviews/both-in': {
    'zh-CN': '双方都已评价，现在可以看了：{title}',
    en: 'Both have reviewed, so both reviews are shown now: {title}',
  },
  'reviews/shown': {
    'zh-CN': '评价时间已过，对方的评价公开了：{title}',
    en: 'The time for reviews is over, and the other side’s is shown now: {title}',
  },
  'reviews/replied': {
    'zh-CN': '对方回复了你的评价：{title}',
    en: 'Your review was answered: {title}',
  },
};

/** Where on the order's page the reviews stand. */
export const linkOf = (orderId: string): string => `/orders/${orderId}#review`;
