import type { Clock } from '#platform/clock.ts';
import { sql, type Database } from '#platform/db/database.ts';
import type { Messenger, OutgoingMail } from '#platform/messenger.ts';
import type { Secrets } from '#platform/secrets.ts';

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
  /** Counts up from 1. */
  number: number;
  at: Date;
};

export type MessageCapture = Messenger & {
  /** Takes a message in instead of sending it. */
  send(message: MessageToCapture): Promise<void>;
  sendMail(mail: OutgoingMail): Promise<void>;
  /** The captured messages, newest first; of one receiver where `to` is given. */
  list(filter?: { to?: string; limit?: number }): Promise<CapturedMessage[]>;
};

export type MessageCaptureOptions = {
  database: Database;
  secrets: Secrets;
  clock: Clock;
  limit?: number;
};

type Row = { number: number; sealed: Buffer };

/**
 * Where the sandbox's texts and e-mails end: sealed in the database, so that all its processes show
 * the same ones, the oldest forgotten past `limit`.
 */
export function createMessageCapture(options: MessageCaptureOptions): MessageCapture {
  const { database, secrets, clock, limit = 1000 } = options;
  const markOf = (to: string) => secrets.fingerprint('sandbox/receiver', to);
  const take = async (message: MessageToCapture) => {
    const code = message.code ?? /(?<!\d)\d{6}(?!\d)/.exec(message.text)?.[0];
    const sealed = secrets.seal(JSON.stringify({ ...message, code, at: clock.now() }));
    await sql`
      with taken as (
        insert into platform.captured_message (receiver, sealed)
        values (${markOf(message.to)}, ${sealed}) returning number)
      delete from platform.captured_message old using taken
      where old.number <= taken.number - ${limit}::int`.execute(database.sql);
  };
  const opened = ({ number, sealed }: Row): CapturedMessage => {
    const message = JSON.parse(secrets.open(sealed)) as MessageToCapture & { at: string };
    return { ...message, number, at: new Date(message.at) };
  };
  return {
    send: take,
    sendMail: ({ to, template, subject, text, html }) =>
      take({ channel: 'email', to, template, subject, text, ...(html && { html }) }),
    async list({ to, limit: most = limit } = {}) {
      const receiver = to === undefined ? null : markOf(to);
      const { rows } = await sql<Row>`
        select number, sealed from platform.captured_message
        where ${receiver}::text is null or receiver = ${receiver}
        order by number desc limit ${most}`.execute(database.sql);
      return rows.map(opened);
    },
  };
}
