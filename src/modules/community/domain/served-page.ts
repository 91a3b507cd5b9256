import { timingSafeEqual } from 'node:crypto';
import type { Id } from '#platform/ids.ts';
import { feedKinds, servedLifeMs, type FeedKind } from './feed-rules.ts';

/** One page of a feed as it was served: what an impression may speak of. */
export type ServedPage = {
  /** Names the serving; 63 bits, decimal. */
  request: Id;
  servedAt: Date;
  /** Undefined for guests: their impressions carry no identity. */
  readerId: Id | undefined;
  kind: FeedKind;
  /** Place of the first note, counted over all pages of the feed since its first. */
  firstPosition: number;
  notes: readonly { noteId: Id; source: string }[];
};

/** Signs a text; the same text gives the same signature. */
export type Sign = (text: string) => string;

const version = 1;
const headBytes = 1 + 6 + 8 + 8 + 1 + 4;
const macLength = 32;

/**
 * Writes a page down as its request id: what was served, and a signature over it. The page need not
 * be stored, and nobody can make up an impression of a note that was not on it.
 */
export function requestIdOf(page: ServedPage, sources: readonly string[], sign: Sign): string {
  const bytes = Buffer.alloc(headBytes + page.notes.length * 9);
  bytes.writeUInt8(version, 0);
  bytes.writeUIntBE(page.servedAt.getTime(), 1, 6);
  bytes.writeBigUInt64BE(BigInt(page.request), 7);
  bytes.writeBigUInt64BE(BigInt(page.readerId ?? '0'), 15);
  bytes.writeUInt8(feedKinds.indexOf(page.kind), 23);
  bytes.writeUInt32BE(page.firstPosition, 24);
  let at = headBytes;
  for (const { noteId, source } of page.notes) {
    bytes.writeBigUInt64BE(BigInt(noteId), at);
    bytes.writeUInt8(sources.indexOf(source), at + 8);
    at += 9;
  }
  const text = bytes.toString('base64url');
  return `${text}.${sign(text).slice(0, macLength)}`;
}

/** Reads a request id back; undefined when it is none of ours or its page is older than a day. */
export function servedPageOf(
  requestId: string,
  sources: readonly string[],
  { sign, now }: { sign: Sign; now: Date },
): ServedPage | undefined {
  const [text = '', mac = ''] = requestId.split('.');
  const own = Buffer.from(sign(text).slice(0, macLength));
  const given = Buffer.from(mac);
  if (own.length !== given.length || !timingSafeEqual(own, given)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes[0] !== version) return undefined;
  const servedAt = new Date(bytes.readUIntBE(1, 6));
  if (now.getTime() - servedAt.getTime() > servedLifeMs) return undefined;
  const reader = bytes.readBigUInt64BE(15);
  const count = (bytes.length - headBytes) / 9;
  return {
    request: bytes.readBigUInt64BE(7).toString(),
    servedAt,
    readerId: reader === 0n ? undefined : reader.toString(),
    kind: feedKinds[bytes.readUInt8(23)]!,
    firstPosition: bytes.readUInt32BE(24),
    notes: Array.from({ length: count }, (_, place) => ({
      noteId: bytes.readBigUInt64BE(headBytes + place * 9).toString(),
      source: sources[bytes.readUInt8(headBytes + place * 9 + 8)]!,
    })),
  };
}
