import type { NoticeTexts } from '#notifications';

/** What members are told about reactions, in both languages. */
export const reactionsNotices: NoticeTexts = {
  'reactions/commented': {
    'zh-CN': '{who} 评论了你的笔记「{title}」：{words}',
    en: '{who} commented on your note “{title}”: {words}',
    category: 'people',
  },
  'reactions/replied': {
    'zh-CN': '{who} 回复了你：{words}',
    en: '{who} replied to you: {words}',
    category: 'people',
  },
  'reactions/liked': {
    'zh-CN': '{who} 赞了你的笔记「{title}」',
    en: '{who} likes your note “{title}”',
    category: 'people',
  },
  'reactions/liked-comment': {
    'zh-CN': '{who} 赞了你的评论：{words}',
    en: '{who} likes your comment: {words}',
    category: 'people',
  },
  'reactions/saved': {
    'zh-CN': '{who} 收藏了你的笔记「{title}」',
    en: '{who} saved your note “{title}”',
    category: 'people',
  },
};
