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
  'community/too-many-mentions': {
    status: 422,
    'zh-CN': '一篇笔记最多 @ {max} 个人',
    en: 'A note names at most {max} members',
  },
  'community/city-unknown': {
    status: 422,
    'zh-CN': '没有找到「{city}」，请从列表里选一个城市',
    en: '“{city}” is not in the list: please choose a city from it',
  },
  'community/one-place': {
    status: 422,
    'zh-CN': '城市和圈子只能选一个作为地点',
    en: 'Choose either a city or a circle as the place',
  },
  'community/not-in-circle': {
    status: 403,
    'zh-CN': '你不在这个圈子里',
    en: 'You are not in this circle',
  },
  'community/edited-meanwhile': {
    status: 409,
    'zh-CN': '这篇笔记刚在别处改过，请先看看最新的内容',
    en: 'This note was changed elsewhere meanwhile: please look at it first',
  },
  'community/too-many-edits': {
    status: 422,
    'zh-CN': '这篇笔记已经改了 {max} 次，不能再改了',
    en: 'This note was changed {max} times already and stays as it is',
  },
  'community/too-many-drafts': {
    status: 422,
    'zh-CN': '草稿最多存 {max} 篇，请先删掉几篇',
    en: 'At most {max} drafts are kept: please delete some first',
  },
  'community/draft-changed': {
    status: 409,
    'zh-CN': '这篇草稿在另一台设备上改过了',
    en: 'This draft was changed on another device',
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
