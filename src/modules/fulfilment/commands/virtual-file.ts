import { createHash, randomUUID } from 'node:crypto';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { virtualFileBytesMax } from '../domain/rules.ts';
import {
  lockVirtualFile,
  writeGiven,
  writeVirtualFile,
  type StoredFile,
} from '../store/virtual-file-store.ts';

const contentType = 'application/octet-stream';

/**
 * Seals a file and keeps it among the blobs, belonging to nobody yet.
 * @throws fulfilment/virtual-file-size
 */
export async function storeVirtualFile(
  { platform }: FulfilmentDeps,
  file: { name: string; bytes: Buffer },
): Promise<StoredFile> {
  const sizeBytes = file.bytes.length;
  if (sizeBytes === 0 || sizeBytes > virtualFileBytesMax) {
    refuse('fulfilment/virtual-file-size', { maxMb: virtualFileBytesMax / 1024 / 1024 });
  }
  const blobKey = `virtual/${randomUUID()}.bin`;
  await platform.blobs.put(blobKey, platform.secrets.sealBytes(file.bytes), { contentType });
  const sha256 = createHash('sha256').update(file.bytes).digest();
  return { blobKey, name: file.name, sizeBytes, sha256 };
}

/** Throws a stored file away that belongs to nobody, or no longer. */
export function dropVirtualFile({ platform }: FulfilmentDeps, blobKey: string): Promise<void> {
  return platform.blobs.delete(blobKey);
}

/**
 * Lays a stored file into an order, in the place of one that was laid there before. The caller
 * holds the order's lock, and drops what is answered once this is committed.
 * @returns the blob that was replaced
 * @throws fulfilment/virtual-goods-sent once the order's file is the buyer's
 */
export async function putVirtualFile(
  tx: Tx,
  put: { orderId: Id; sellerId: Id; file: StoredFile; now: Date },
): Promise<string | undefined> {
  const before = await lockVirtualFile(tx, put.orderId);
  if (before?.given_at) refuse('fulfilment/virtual-goods-sent');
  await writeVirtualFile(tx, put);
  return before?.blob_key;
}

/** Gives the buyer the file that lies in the order, for good; false when none does. */
export function giveVirtualFile(tx: Tx, order: { orderId: Id; now: Date }): Promise<boolean> {
  return writeGiven(tx, order.orderId, order.now);
}
