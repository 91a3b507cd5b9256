import type { NoticeTexts } from '#notifications';

/** What members are told about notes. */
export const communityNotices: NoticeTexts = {
  'community/mentioned': {
    'zh-CN': '{nickname} 在笔记里提到了你',
    en: '{nickname} mentioned you in a note',
  },
};
