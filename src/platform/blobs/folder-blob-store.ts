import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import {
  type Blob,
  type BlobBody,
  type BlobStore,
  assertBlobKey,
  contentTypeOf,
} from './blob-store.ts';

/** A blob store in a folder, with the one chore a folder needs. */
export interface FolderBlobStore extends BlobStore {
  /** Removes half-written files last touched before `before`; answers how many. */
  removeUnfinished(before: Date): Promise<number>;
}

const INCOMING = 'incoming';

/**
 * Keeps blobs as plain files: `<folder>/<2 hex>/<2 hex>/<key>`. The hex digits come from the
 * key's hash, so a million blobs spread over 65,536 folders. A write goes to `incoming/`, is
 * synced and then renamed, so a crash leaves the old blob or the new one, never half of one.
 * Several processes may share the folder.
 */
export function createFolderBlobStore(options: { folder: string }): FolderBlobStore {
  const folder = path.resolve(options.folder);
  return {
    put: (key, body, { contentType }) => putBlob(folder, { key, body, contentType }),
    get: (key) => getBlob(folder, key),
    delete: (key) => rm(fileOf(folder, key), { force: true }),
    exists: (key) => fileExists(fileOf(folder, key)),
    removeUnfinished: (before) => removeUnfinished(folder, before),
  };
}

function fileOf(folder: string, key: string): string {
  assertBlobKey(key);
  const hash = createHash('sha256').update(key).digest('hex');
  // `~` cannot occur in a key, so distinct keys keep distinct names.
  return path.join(folder, hash.slice(0, 2), hash.slice(2, 4), key.replaceAll('/', '~'));
}

async function putBlob(
  folder: string,
  blob: { key: string; body: BlobBody; contentType: string },
): Promise<void> {
  const target = fileOf(folder, blob.key);
  assert.equal(blob.contentType, contentTypeOf(blob.key), 'content type must fit the extension');
  const incoming = path.join(folder, INCOMING, randomUUID());
  await mkdir(path.dirname(incoming), { recursive: true });
  await mkdir(path.dirname(target), { recursive: true });
  try {
    await writeSynced(incoming, blob.body);
    await rename(incoming, target);
  } catch (error) {
    await rm(incoming, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(target));
}

async function writeSynced(file: string, body: BlobBody): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(body);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Without this the rename itself could be forgotten in a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function getBlob(folder: string, key: string): Promise<Blob | undefined> {
  const handle = await openIfPresent(fileOf(folder, key));
  if (!handle) return undefined;
  // Size and bytes come from one handle, so a replacement in between cannot mix two blobs.
  const { size } = await handle.stat();
  return { stream: handle.createReadStream(), size, contentType: contentTypeOf(key) };
}

async function openIfPresent(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

async function fileExists(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

async function removeUnfinished(folder: string, before: Date): Promise<number> {
  const incoming = path.join(folder, INCOMING);
  if (!(await folderExists(incoming))) return 0;
  let removed = 0;
  for (const name of await readdir(incoming)) {
    if (await removeIfOlder(path.join(incoming, name), before)) removed += 1;
  }
  return removed;
}

async function removeIfOlder(file: string, before: Date): Promise<boolean> {
  try {
    if ((await stat(file)).mtime >= before) return false;
    await unlink(file);
    return true;
  } catch (error) {
    // Its writer may have renamed it meanwhile: then it is finished, and not ours to remove.
    if (isAbsence(error)) return false;
    throw error;
  }
}

async function folderExists(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
