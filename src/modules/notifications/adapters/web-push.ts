import { createECDH } from 'node:crypto';
import type { PushTarget } from '../domain/endpoint.ts';
import type { PushRequest } from './push-transport.ts';

/** The pair by which push services know a house (RFC 8292), base64url. */
export type PushKeys = { publicKey: string; privateKey: string };

export type PushOptions = {
  keys: PushKeys;
  /** Whom a push service may write to: an https or mailto address. */
  contact: string;
  ttlSeconds: number;
  urgency: 'high' | 'normal' | 'low';
  /** A later message of one topic takes the place of one that was not delivered yet. */
  topic: string;
};

/** A new pair on P-256. */
export function makePushKeys(): PushKeys {
  const curve = createECDH('prime256v1');
  curve.generateKeys();
  return {
    publicKey: curve.getPublicKey('base64url'),
    // A private key that begins with zeroes is shorter than push services take it.
    privateKey: Buffer.from(curve.getPrivateKey('hex').padStart(64, '0'), 'hex').toString(
      'base64url',
    ),
  };
}

/** Seals a message for one browser (RFC 8291, aes128gcm) and signs it as ours. */
export async function sealPush(
  target: PushTarget,
  message: string,
  { keys, contact, ttlSeconds, urgency, topic }: PushOptions,
): Promise<PushRequest> {
  // Read where it is used: a start does not wait for it.
  const { default: webPush } = await import('web-push');
  const details = webPush.generateRequestDetails(
    { endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } },
    message,
    {
      vapidDetails: { subject: contact, ...keys },
      TTL: ttlSeconds,
      urgency,
      topic,
      contentEncoding: 'aes128gcm',
    },
  );
  const headers = Object.fromEntries(
    Object.entries(details.headers).map(([name, value]) => [name, String(value)]),
  );
  return { endpoint: details.endpoint, headers, body: details.body as Buffer };
}
