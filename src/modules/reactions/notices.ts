import type { NoticeTexts } from '#notifications';

/** What members are told about reactions, in both languages. */
export const reactionsNotices: NoticeTexts = {
  'reactions/commented': {
    'zh-CN': '{actors}评论了你的笔记「{title}」：{words}',
    en: '{actors} commented on your note “{title}”: {words}',
    kind: 'comment',
  },
  'reactions/replied': {
    'zh-CN': '{actors}回复了你：{words}',
    en: '{actors} replied to you: {words}',
    kind: 'comment',
  },
  'reactions/liked': {
    'zh-CN': '{actors}赞了你的笔记「{title}」',
    en: '{actors} liked your note “{title}”',
    kind: 'like',
  },
  'reactions/liked-comment': {
    'zh-CN': '{actors}赞了你的评论：{words}',
    en: '{actors} liked your comment: {words}',
    kind: 'like',
  },
  'reactions/saved': {
    'zh-CN': '{actors}收藏了你的笔记「{title}」',
    en: '{actors} saved your note “{title}”',
    kind: 'like',
  },
};
