import {
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  randomBytes,
  verify,
} from 'node:crypto';
import type { PushTransport } from '#notifications';

type Sent = Parameters<PushTransport>[0];

/** What a browser got: the sentence and how the push service was asked to keep it. */
export type Rung = {
  message: { title: string; body: string; link: string; tag: string; unread: number };
  ttl: string;
  urgency: string;
  topic: string;
};

/** A browser at a push service: it opens what is sealed for it, and checks who sent it. */
export type PushBrowser = {
  target: { endpoint: string; p256dh: string; auth: string };
  rung: Rung[];
};

/** A push service with browsers: the transport to hand to the product, and how it answers. */
export function pushService() {
  const browsers = new Map<string, { browser: PushBrowser; open: (sent: Sent) => Rung }>();
  const answers: (number | Error)[] = [];
  let calls = 0;
  return {
    calls: () => calls,
    /** What the next calls are answered; 201 after them. An error is silence. */
    answer: (...next: (number | Error)[]) => void answers.push(...next),
    browser(): PushBrowser {
      const curve = createECDH('prime256v1');
      curve.generateKeys();
      const auth = randomBytes(16);
      const endpoint = `https://push.example/send/${randomBytes(12).toString('hex')}`;
      const browser: PushBrowser = {
        target: {
          endpoint,
          p256dh: curve.getPublicKey('base64url'),
          auth: auth.toString('base64url'),
        },
        rung: [],
      };
      browsers.set(endpoint, { browser, open: (sent) => read(sent, curve, auth) });
      return browser;
    },
    async send(sent: Sent): Promise<number> {
      calls += 1;
      const answer = answers.shift() ?? 201;
      if (answer instanceof Error) throw answer;
      const known = browsers.get(sent.endpoint);
      if (!known) return 404;
      if (answer === 201) known.browser.rung.push(known.open(sent));
      return answer;
    },
  };
}

function read(sent: Sent, curve: ReturnType<typeof createECDH>, auth: Buffer): Rung {
  const headers = new Headers(sent.headers);
  checkSender(headers.get('authorization') ?? '', new URL(sent.endpoint).origin);
  return {
    message: JSON.parse(openSealed(sent.body, curve, auth)) as Rung['message'],
    ttl: headers.get('ttl') ?? '',
    urgency: headers.get('urgency') ?? '',
    topic: headers.get('topic') ?? '',
  };
}

/** RFC 8291: what only this browser can open. */
function openSealed(body: Buffer, curve: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body[20]!);
  const sealed = body.subarray(21 + body[20]!);
  const mac = (key: Buffer, ...parts: (string | Buffer)[]) =>
    parts.reduce((hmac, part) => hmac.update(part), createHmac('sha256', key)).digest();
  const shared = mac(auth, curve.computeSecret(sender));
  const secret = mac(shared, 'WebPush: info\0', curve.getPublicKey(), sender, '\x01');
  const base = mac(salt, secret);
  const key = mac(base, 'Content-Encoding: aes128gcm\0\x01').subarray(0, 16);
  const nonce = mac(base, 'Content-Encoding: nonce\0\x01').subarray(0, 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

/** RFC 8292: signed by the house's key, for this push service, with an end. */
function checkSender(authorization: string, audience: string): void {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
    string,
    string
  >;
  if (!isSigned || aud !== audience || !/^(mailto|https):/.test(sub ?? '')) {
    throw new Error('not signed by the house for this push service');
  }
}
