import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const communityRefusals: RefusalTexts = {
  'community/picture-needed': {
    status: 422,
    'zh-CN': '请至少放一张图片',
    en: 'Please add at least one picture',
  },
  'community/too-many-pictures': {
    status: 422,
    'zh-CN': '一篇笔记最多放 {max} 张图片',
    en: 'A note holds at most {max} pictures',
  },
  'community/body-too-long': {
    status: 422,
    'zh-CN': '正文太长了，最多 {max} 字',
    en: 'The text is too long: at most {max} characters',
  },
  'community/topic-invalid': {
    status: 422,
    'zh-CN': '「{topic}」不能作为话题：只用文字和数字，最多 30 字',
    en: '“{topic}” cannot be a topic: letters and digits only, at most 30',
  },
  'community/too-many-topics': {
    status: 422,
    'zh-CN': '一篇笔记最多 {max} 个话题（正文里的 # 也算）',
    en: 'A note has at most {max} topics, those in its text included',
  },
  'community/screened': {
    status: 422,
    'zh-CN': '内容里有不适合发布的信息，请修改后再发',
    en: 'Something in the text should not be published: please change it',
  },
  'community/too-many-notes': {
    status: 429,
    'zh-CN': '今天已经发了 {max} 篇笔记，歇一歇再发吧',
    en: 'You have published {max} notes within a day: please go on later',
  },
  'community/taken-down': {
    status: 410,
    'zh-CN': '这篇笔记已被下架：{reason}',
    en: 'This note was taken down: {reason}',
  },
};
