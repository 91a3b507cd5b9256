import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';

/** A stored blob, opened for reading. Whoever receives it must consume or destroy the stream. */
export type Blob = {
  readonly stream: Readable;
  /** Length in bytes. */
  readonly size: number;
  readonly contentType: string;
};

/** What a blob may be made from: bytes in memory, or a stream that is read to its end. */
export type BlobBody = Uint8Array | Readable;

/**
 * Keeps bytes under keys, and knows nothing about what they mean.
 *
 * A blob is complete or absent: a reader never sees half of one. Writing the same key again
 * replaces the blob. Keys are checked by `assertBlobKey`; a bad key is a bug, not a refusal.
 */
export interface BlobStore {
  /** Stores the body durably. The content type must be the one that the key's extension names. */
  put(key: string, body: BlobBody, options: { contentType: string }): Promise<void>;
  /** Opens the blob, or answers undefined where there is none. */
  get(key: string): Promise<Blob | undefined>;
  /** Removes the blob; removing what is not there is no error. */
  delete(key: string): Promise<void>;
  exists(key: string): Promise<boolean>;
}

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['json', 'application/json'],
  ['txt', 'text/plain; charset=utf-8'],
  ['csv', 'text/csv; charset=utf-8'],
  ['pdf', 'application/pdf'],
  ['bin', 'application/octet-stream'],
]);

const KEY_LENGTH_MAX = 200;

// Lower case only: two keys must stay two blobs on a file system that folds case.
const SEGMENT = /^[a-z0-9](?:[a-z0-9_-]|\.(?=[a-z0-9]))*$/;

/**
 * Throws unless the key is safe on every store: at most 200 characters, segments of
 * `a-z 0-9 _ - .` separated by `/`, no empty or dotted segment, and an extension we serve.
 */
export function assertBlobKey(key: string): void {
  assert.ok(key.length <= KEY_LENGTH_MAX, `blob key is longer than ${KEY_LENGTH_MAX} characters`);
  for (const segment of key.split('/')) {
    assert.match(segment, SEGMENT, `blob key has an unsafe segment: ${JSON.stringify(key)}`);
  }
  contentTypeOf(key);
}

/**
 * The content type a key's extension stands for. Keeping the type in the name lets a folder
 * hold plain files that any other server could serve as well.
 */
export function contentTypeOf(key: string): string {
  const contentType = CONTENT_TYPES.get(key.slice(key.lastIndexOf('.') + 1));
  assert.ok(contentType, `blob key has no known extension: ${JSON.stringify(key)}`);
  return contentType;
}
