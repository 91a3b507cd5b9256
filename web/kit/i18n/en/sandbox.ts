import type { Translation } from '../texts.ts';
import type { sandbox as zh } from '../zh/sandbox.ts';

export const sandbox: Translation<typeof zh> = {
  'sandbox/title': 'Demo tools',
  'sandbox/intro':
    'The text messages this demo has sent, and a clock you can push ahead to see what each deadline does.',
  'sandbox/api': 'Browse the API',
  'sandbox/clock': 'It is now',
  'sandbox/ahead': '{span} ahead of real time',
  'sandbox/on-time': 'the same as real time',
  'sandbox/move': 'Push ahead',
  'sandbox/moved': 'The clock was pushed {span} ahead',
  'sandbox/messages': 'Messages',
  'sandbox/to': 'to {to}',
  'sandbox/no-messages': 'No messages yet',
  'sandbox/no-messages-text': 'Ask for a code on the sign-in page and it appears here.',
  'sandbox/refresh': 'Refresh',
  'sandbox/failed': 'This could not be read. Please try again',
  'sandbox/needs-script': 'This page needs JavaScript; here is the raw data:',
};
