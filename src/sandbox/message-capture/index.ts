import type { Clock } from '#platform/clock.ts';
import type { Messenger, OutgoingMail } from '#platform/messenger.ts';

export type MessageToCapture = {
  channel: 'sms' | 'email';
  to: string;
  /** Which template it was made from: `identity/sign-in-code`. */
  template: string;
  text: string;
  /** Of an e-mail. */
  subject?: string;
  html?: string;
  /** The code it carries, if it carries one; else the first six digits of the text, if any. */
  code?: string;
};

export type CapturedMessage = MessageToCapture & {
  /** Counts up from 1 for as long as the process lives. */
  number: number;
  at: Date;
};

export type MessageCapture = Messenger & {
  /** Takes a message in instead of sending it. */
  send(message: MessageToCapture): Promise<void>;
  sendMail(mail: OutgoingMail): Promise<void>;
  /** The captured messages, newest first; of one receiver where `to` is given. */
  list(filter?: { to?: string; limit?: number }): CapturedMessage[];
};

/** Where the sandbox's texts and e-mails end: in memory, the oldest forgotten past `limit`. */
export function createMessageCapture(options: { clock: Clock; limit?: number }): MessageCapture {
  const { clock, limit = 1000 } = options;
  const messages: CapturedMessage[] = [];
  let count = 0;
  const take = (message: MessageToCapture) => {
    count += 1;
    const code = message.code ?? /(?<!\d)\d{6}(?!\d)/.exec(message.text)?.[0];
    messages.unshift({ ...message, code, number: count, at: clock.now() });
    messages.length = Math.min(messages.length, limit);
  };
  return {
    send: async (message) => take(message),
    sendMail: async ({ to, template, subject, text, html }) =>
      take({ channel: 'email', to, template, subject, text, ...(html && { html }) }),
    list({ to, limit: most = limit } = {}) {
      const wanted = to === undefined ? messages : messages.filter((one) => one.to === to);
      return wanted.slice(0, most);
    },
  };
}
