import { sign, type KeyObject } from 'node:crypto';

/** A minimal X.509 certificate that signs itself, for parties whose certificates tests stand in for. */
export function selfSigned(options: {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** Hexadecimal, its first digit below 8. */
  serial: string;
  from: Date;
  until: Date;
}): string {
  const algorithm = sequence(objectId('2a864886f70d01010b'), tlv(0x05));
  const name = sequence(
    tlv(0x31, sequence(objectId('550403'), tlv(0x0c, Buffer.from('Tuckshop test')))),
  );
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from(options.serial, 'hex')),
    algorithm,
    name,
    sequence(time(options.from), time(options.until)),
    name,
    options.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, options.privateKey);
  const whole = sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString('base64').match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

function lengthOf(bytes: number): Buffer {
  if (bytes < 128) return Buffer.from([bytes]);
  const long = bytes < 256 ? [bytes] : [bytes >> 8, bytes & 255];
  return Buffer.from([0x80 | long.length, ...long]);
}

const sequence = (...parts: Buffer[]) => tlv(0x30, ...parts);
const objectId = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const time = (at: Date) =>
  tlv(0x18, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`));
