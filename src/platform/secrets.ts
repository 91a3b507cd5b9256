import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Encrypts what must be stored but never read by a database's reader, and hashes what is compared. */
export type Secrets = {
  /** AES-256-GCM; the same text gives another sealed text each time. */
  seal(plain: string): Buffer;
  /** @throws Error when the sealed bytes were altered or sealed under another key. */
  open(sealed: Buffer): string;
  /** The same for what is no text. */
  sealBytes(plain: Buffer): Buffer;
  openBytes(sealed: Buffer): Buffer;
  /** A keyed hash for comparing (person, phone) without storing the thing itself; hex. */
  fingerprint(purpose: string, text: string): string;
};

const ivBytes = 12;
const tagBytes = 16;

/** @param key 32 random bytes kept outside the database */
export function createSecrets(key: Buffer): Secrets {
  if (key.length !== 32) throw new RangeError('the secret key must be 32 bytes');
  const sealBytes = (plain: Buffer) => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  };
  const openBytes = (sealed: Buffer) => {
    const iv = sealed.subarray(0, ivBytes);
    const decipher = createDecipheriv('aes-256-gcm', key, iv);
    decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
    const body = decipher.update(sealed.subarray(ivBytes + tagBytes));
    return Buffer.concat([body, decipher.final()]);
  };
  return {
    seal: (plain) => sealBytes(Buffer.from(plain, 'utf8')),
    open: (sealed) => openBytes(sealed).toString('utf8'),
    sealBytes,
    openBytes,
    fingerprint: (purpose, text) =>
      createHmac('sha256', key).update(`${purpose}\n${text}`).digest('hex'),
  };
}
