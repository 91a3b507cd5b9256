import type { NoticeTexts } from '#notifications';

/** The sentences of this room's notifications. */
export const searchNotices: NoticeTexts = {
  'search/found-one': {
    'zh-CN': '你订阅的「{q}」上新了：{title}',
    en: 'New for your saved search “{q}”: {title}',
    category: 'trade',
  },
  'search/found-several': {
    'zh-CN': '你订阅的「{q}」上新了 {count} 件：{title} 等',
    en: '{count} new for your saved search “{q}”: {title} and more',
    category: 'trade',
  },
};
