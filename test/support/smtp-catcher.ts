import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** A mail as the server got it: who for, and the lines that were sent. */
export type CaughtMail = { from: string; to: string[]; raw: string };

export type SmtpCatcher = {
  url: string;
  mails: CaughtMail[];
  /** Answers the next receiver with this instead of taking it: `550 no such mailbox`. */
  refuseNext(answer: string): void;
};

/** A mail server on this machine that takes everything in and keeps it. */
export async function smtpCatcher(): Promise<SmtpCatcher> {
  const mails: CaughtMail[] = [];
  const refusals: string[] = [];
  const server = createServer((socket) => talk(socket, mails, refusals));
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuseNext: (answer) => void refusals.push(answer),
  };
}

/** One conversation of RFC 5321, as far as a sender without a password needs it. */
function talk(socket: Socket, mails: CaughtMail[], refusals: string[]): void {
  const say = (line: string) => void socket.write(`${line}\r\n`);
  let mail: CaughtMail = { from: '', to: [], raw: '' };
  let body: string[] | undefined;
  let rest = '';
  const take = (line: string) => {
    if (body) {
      if (line !== '.') return void body.push(line.replace(/^\.\./, '.'));
      mails.push({ ...mail, raw: body.join('\r\n') });
      body = undefined;
      return say('250 taken');
    }
    const path = /<([^>]*)>/.exec(line)?.[1] ?? '';
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'MAIL') mail = { from: path, to: [], raw: '' };
    if (verb === 'RCPT') {
      const refusal = refusals.shift();
      if (refusal) return say(refusal);
      mail.to.push(path);
    }
    if (verb === 'DATA') {
      body = [];
      return say('354 go on');
    }
    say(verb === 'QUIT' ? '221 bye' : '250 ok');
  };
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop()!;
    lines.forEach(take);
  });
  say('220 catcher');
}

/** The value of a header, unfolded and with its encoded words read. */
export function headerOf({ raw }: CaughtMail, name: string): string | undefined {
  const head = raw.split('\r\n\r\n')[0]!.replace(/\r\n[ \t]+/g, ' ');
  const value = new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1];
  return value
    ?.replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_word, kind: string, text: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString() : fromQuoted(text),
    );
}

/** The part of that type, decoded: `text/plain`. */
export function bodyOf({ raw }: CaughtMail, type: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  const parts = boundary ? raw.split(`--${boundary}`).slice(1) : [raw];
  const part = parts.find((one) => one.toLowerCase().includes(`content-type: ${type}`)) ?? '';
  const [head = '', ...body] = part.replace(/^\r\n/, '').split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString();
  return /quoted-printable/i.test(head) ? fromQuoted(text.replace(/=\r\n/g, '')) : text;
}

function fromQuoted(text: string): string {
  const bytes = text
    .replace(/_/g, ' ')
    .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString();
}
