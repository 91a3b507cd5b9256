import { inflateRawSync } from 'node:zlib';
import { outage } from '../wire.ts';

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const unpackedMax = 256 * 1024 * 1024;

/** The files in a ZIP archive; names are bytes, since their encoding is the sender's. */
export function readZip(bytes: Buffer): { name: Buffer; body: Buffer }[] {
  try {
    return entriesOf(bytes);
  } catch (error) {
    throw outage(error);
  }
}

function entriesOf(bytes: Buffer): { name: Buffer; body: Buffer }[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const files: { name: Buffer; body: Buffer }[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let place = 0; place < count; place += 1) {
    if (bytes.readUInt32LE(at) !== entryMark) throw new Error('no ZIP archive');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    files.push({ name, body: bodyOf(bytes, at) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= 0; at -= 1) {
    if (bytes.readUInt32LE(at) === endMark) return at;
  }
  throw new Error('no ZIP archive');
}

function bodyOf(bytes: Buffer, entry: number): Buffer {
  const method = bytes.readUInt16LE(entry + 10);
  const packed = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const body = bytes.subarray(start, start + packed);
  if (body.length !== packed) throw new Error('a ZIP archive that was cut short');
  if (method === 0) return body;
  if (method !== 8) throw new Error(`a ZIP archive packed by method ${method}`);
  return inflateRawSync(body, { maxOutputLength: unpackedMax });
}
