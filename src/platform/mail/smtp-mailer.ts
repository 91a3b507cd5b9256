import { createTransport } from 'nodemailer';
import { log } from '../log.ts';
import type { Messenger, OutgoingMail } from '../messenger.ts';
import { Outage, Unreached } from '../refusal.ts';
import type { SmtpSettings } from './smtp-settings.ts';

const connectMs = 10_000;
const talkMs = 20_000;

/**
 * Hands mails to an SMTP server, one connection each. Attachments by path or address are switched
 * off: a mail holds what our templates made, and nothing is read from disk or fetched for it.
 */
export function createSmtpMailer({ url, from }: SmtpSettings): Pick<Messenger, 'sendMail'> {
  const transport = createTransport({
    url,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: talkMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async sendMail(mail) {
      try {
        await transport.sendMail({ from, ...partsOf(mail) });
      } catch (error) {
        // Neither the address nor the server's own words: both may name the receiver.
        const { code = 'unknown', responseCode = 0, syscall } = error as MailError;
        log.warn('mail/not-taken', { template: mail.template, code, responseCode });
        const isUnreached = syscall === 'connect' || code === 'EDNS';
        throw isUnreached ? new Unreached('mail') : new Outage('mail');
      }
    },
  };
}

/** What the transport says of a failure; `syscall` where the network did. */
type MailError = { code?: string; responseCode?: number; syscall?: string };

function partsOf({ to, subject, text, html, unsubscribeUrl }: OutgoingMail) {
  const headers = {
    // RFC 3834: no out-of-office answer is wanted.
    'Auto-Submitted': 'auto-generated',
    ...(unsubscribeUrl && {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  };
  return { to: { name: '', address: to }, subject, text, headers, ...(html && { html }) };
}
