import type { NoticeTexts } from '#notifications';

/** The sentences of this room's notifications; `{title}` is the goods' title. */
export const catalogNotices: NoticeTexts = {
  'catalog/reserved': {
    'zh-CN': '{actors}为你预留了：{title}',
    en: '{actors} reserved this for you: {title}',
    kind: 'duty',
  },
  'catalog/price-dropped': {
    'zh-CN': '你赞过或收藏的宝贝降价了，{fromFen} → {toFen}：{title}',
    en: 'The price of something you liked or saved is down, {fromFen} → {toFen}: {title}',
    kind: 'search',
    category: 'trade',
  },
};
