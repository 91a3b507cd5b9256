import type { Translation } from '../texts.ts';
import type { talk as zh } from '../zh/talk.ts';

export const talk: Translation<typeof zh> = {
  'chat/title': 'Messages',
  'chat/notices': 'Notices',
  'chat/no-notices': 'No notices yet',
  'chat/talks': 'Chats',
  'chat/empty': 'No chats yet: ask about something you like',
  'chat/browse': 'Look around',
  'chat/card-listing': '[Listing]',
  'chat/card-order': '[Order]',
  'chat/unread': '{count} unread',
  'chat/about': 'About',
  'chat/write': 'Say something…',
  'chat/send': 'Send',
  'chat/sending': 'Sending',
  'chat/failed': 'Not sent: press to try again',
  'chat/read': 'Read',
  'chat/earlier': 'Earlier messages',
  'chat/send-card': 'Send a listing',
  'chat/send-order': 'Send an order',
  'chat/safe': 'Pay here, where the money is held for you; never transfer it elsewhere first.',
  'chat/doubtful': 'Be careful: this message may be risky',
  'chat/buy': 'Buy',
  'chat/gone': 'No longer to be seen',
  'chat/choose-card': 'Which listing?',
  'chat/no-goods': 'You have nothing for sale yet',
};
