import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const reactionsRefusals: RefusalTexts = {
  'reactions/comment-empty': {
    status: 422,
    'zh-CN': '先写点什么再发吧',
    en: 'Please write something first',
  },
  'reactions/comment-too-long': {
    status: 422,
    'zh-CN': '评论最多 {max} 字',
    en: 'A comment holds at most {max} characters',
  },
  'reactions/comment-gone': {
    status: 409,
    'zh-CN': '这条评论已经不在了',
    en: 'This comment is no longer there',
  },
  'reactions/screened': {
    status: 422,
    'zh-CN': '内容里有不适合发布的信息，请修改后再发',
    en: 'Something in the text should not be published: please change it',
  },
  'reactions/too-fast': {
    status: 429,
    'zh-CN': '操作太快了，请 {retryAfterSeconds} 秒后再试',
    en: 'That was a lot at once: try again in {retryAfterSeconds} seconds',
  },
  'reactions/pin-top-only': {
    status: 422,
    'zh-CN': '只能置顶评论，不能置顶回复',
    en: 'Only a comment can be pinned, not a reply',
  },
  'reactions/collection-name-taken': {
    status: 409,
    'zh-CN': '已经有一个叫「{name}」的收藏夹了',
    en: 'You already have a collection called “{name}”',
  },
  'reactions/too-many-collections': {
    status: 409,
    'zh-CN': '最多建 {max} 个收藏夹',
    en: 'You can have at most {max} collections',
  },
  'reactions/default-collection': {
    status: 409,
    'zh-CN': '默认收藏夹不能改名或删除',
    en: 'The default collection can be neither renamed nor deleted',
  },
  'reactions/too-many-saves': {
    status: 409,
    'zh-CN': '收藏已满（{max} 篇），请先清理一些',
    en: 'You have saved {max} notes, as many as there can be: remove some first',
  },
};
