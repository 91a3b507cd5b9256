import type { NoticeTexts } from '#notifications';

/** What is told outside the product about messages; what was said stays in the conversation. */
export const chatNotices: NoticeTexts = {
  'chat/message': {
    'zh-CN': '{actors}给你发来了新消息',
    en: '{actors} sent you a message',
    kind: 'message',
  },
};

/** The messages of a conversation are one line, which is read when they are. */
export const groupOf = (conversationId: string): string => `chat:${conversationId}`;
