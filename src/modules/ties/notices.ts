import type { NoticeTexts } from '#notifications';

/** What members are told about ties: follows only, never a block or a mute. */
export const tiesNotices: NoticeTexts = {
  'ties/followed': {
    'zh-CN': '{actors}关注了你',
    en: '{actors} followed you',
    kind: 'follow',
  },
};
