import type { NoticeTexts } from '#notifications';

/** What members are told about circles. */
export const circlesNotices: NoticeTexts = {
  'circles/asked': {
    'zh-CN': '{nickname} 申请加入「{circle}」',
    en: '{nickname} asks to join “{circle}”',
    category: 'people',
  },
  'circles/accepted': {
    'zh-CN': '欢迎加入「{circle}」，你的申请通过了',
    en: 'Welcome to “{circle}”: you were let in',
    category: 'people',
  },
  'circles/declined': {
    'zh-CN': '你加入「{circle}」的申请没有通过',
    en: 'Your request to join “{circle}” was declined',
    category: 'people',
  },
  'circles/removed': {
    'zh-CN': '你已被移出「{circle}」',
    en: 'You were removed from “{circle}”',
    category: 'people',
  },
  'circles/keeper': {
    'zh-CN': '你现在是「{circle}」的圈主了',
    en: 'You keep “{circle}” now',
    category: 'people',
  },
};
