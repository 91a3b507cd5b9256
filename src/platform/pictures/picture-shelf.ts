import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { BlobStore } from '../blobs/blob-store.ts';
import { dayMs, type Clock } from '../clock.ts';
import { newId, type Database, type Sql, type Tx } from '../db/database.ts';
import { bucketOf, type Id } from '../ids.ts';
import { countOnce } from '../rate-limits.ts';
import { refuse } from '../refusal.ts';
import type { RoomParts } from '../room.ts';
import type { PictureProcessor } from './picture-processor.ts';
import { pictureParts } from './picture-routes.ts';
import { mediaUrl, variantKey, type PictureView } from './picture-view.ts';
import {
  findSameFile,
  insertPicture,
  selectOwnViews,
  selectViews,
  type StoredVariant,
  selectFiles,
  type PictureFile,
} from './picture-rows.ts';
import type { PictureVariant, ProcessedPicture } from './processed-picture.ts';

/** Keeps members' pictures: re-encoded sizes in the blob store, what is known of them in a table. */
export type PictureShelf = {
  /**
   * Checks, re-encodes and keeps one picture; the very same file of the same member is kept once.
   * @throws pictures/… (see the processor), pictures/too-many-today, platform/busy
   */
  keep(picture: NewPicture): Promise<PictureView>;
  /**
   * Keeps a picture that the product brings along, its sizes made before; the same one for many
   * members lies in the blob store once. Uploads are never kept this way.
   */
  keepReady(picture: { ownerId: Id; alt: string; ready: ProcessedPicture }): Promise<Id>;
  /** The pictures with these ids, by id; unknown ids are absent. */
  getMany(ids: readonly Id[], handle?: Sql): Promise<Map<Id, PictureView>>;
  /**
   * Makes sure that each picture is this member's own and answers them in the order asked.
   * @throws pictures/not-yours
   */
  assertOwn(tx: Sql, ownerId: Id, ids: readonly Id[]): Promise<PictureView[]>;
  /** What is known of some pictures' files, in the order asked; unknown ones are left out. */
  filesOf(handle: Sql, ids: readonly Id[]): Promise<PictureFile[]>;
  /** The bytes of one size of a picture by the address it is served under; undefined: not there. */
  read(url: string): Promise<Buffer | undefined>;
  /** The shelf's routes and refusals, for the composition root. */
  parts: RoomParts;
};

/** `mark`: words written across the picture; what it was without them is not kept. */
export type NewPicture = { ownerId: Id; bytes: Buffer; alt?: string; mark?: string };

export type PictureShelfParts = {
  database: Database;
  clock: Clock;
  blobs: BlobStore;
  pictures: PictureProcessor;
};

/** Eleven full notes a day: decoding is the dearest work a member may ask of us. */
const uploadsPerDay = { kind: 'pictures/upload', max: 200, perMs: dayMs };

/** The shelf on a database, a blob store and a processor. */
export function createPictureShelf(parts: PictureShelfParts): PictureShelf {
  const keepPicture = (picture: NewPicture) => keep(parts, picture);
  return {
    keep: keepPicture,
    keepReady: (picture) => keepReady(parts, picture),
    getMany: async (ids, handle = parts.database.sql) =>
      ids.length === 0 ? new Map() : selectViews(handle, ids),
    assertOwn,
    filesOf: selectFiles,
    read: (url) => readVariant(parts.blobs, url),
    parts: pictureParts(keepPicture, parts.blobs),
  };
}

async function readVariant(blobs: BlobStore, url: string): Promise<Buffer | undefined> {
  const key = url.startsWith(mediaUrl('')) ? url.slice(mediaUrl('').length) : '';
  if (!variantKey.test(key)) return undefined;
  const blob = await blobs.get(key);
  return blob && buffer(blob.stream);
}

async function assertOwn(tx: Sql, ownerId: Id, ids: readonly Id[]): Promise<PictureView[]> {
  const own = await selectOwnViews(tx, ownerId, ids);
  return ids.map((id) => own.get(id) ?? refuse('pictures/not-yours'));
}

async function keep(parts: PictureShelfParts, picture: NewPicture): Promise<PictureView> {
  const file = {
    ownerId: picture.ownerId,
    sha256: fileHash(picture),
    alt: picture.alt ?? '',
  };
  const known = await findSameFile(parts.database.sql, file);
  if (known) return known;
  // Counted before the work and even when it fails: what is limited is our own labour.
  await parts.database.transaction((tx) => countUpload(tx, picture.ownerId, parts.clock.now()));
  const processed = await parts.pictures.process(picture.bytes, picture.mark);
  const variants = await storeVariants(parts.blobs, processed.variants);
  const isNew = await writeRow(parts, file, { ...processed, variants });
  // A rival upload of the same file was faster: its sizes stay, ours go.
  if (!isNew) await Promise.all(variants.map(({ key }) => parts.blobs.delete(key)));
  return (await findSameFile(parts.database.sql, file))!;
}

/** The same file with and without a mark are two pictures. */
function fileHash({ bytes, mark }: NewPicture): string {
  const hash = createHash('sha256').update(bytes);
  return (mark === undefined ? hash : hash.update(`\0${mark}`)).digest('hex');
}

type File = { ownerId: Id; sha256: string; alt: string };
type Kept = Omit<ProcessedPicture, 'variants'> & { variants: StoredVariant[] };

/** Writes what is known of a picture; false where this member has kept the very same file before. */
async function writeRow(parts: PictureShelfParts, file: File, kept: Kept): Promise<boolean> {
  const { sql } = parts.database;
  return insertPicture(sql, {
    ...file,
    id: await newId(sql, bucketOf(file.ownerId)),
    width: kept.width,
    height: kept.height,
    variants: kept.variants,
    thumbhash: kept.placeholder,
    colour: kept.dominantColour,
    phash: kept.perceptualHash,
    createdAt: parts.clock.now(),
  });
}

async function keepReady(
  parts: PictureShelfParts,
  { ownerId, alt, ready }: { ownerId: Id; alt: string; ready: ProcessedPicture },
): Promise<Id> {
  const file = { ownerId, sha256: ready.sha256, alt };
  const known = await findSameFile(parts.database.sql, file);
  if (known) return known.id;
  const variants = await Promise.all(
    ready.variants.map(async ({ width, bytes, contentType }) => {
      const key = `${ready.sha256.slice(0, 32)}-${width}.webp`;
      if (!(await parts.blobs.exists(key))) await parts.blobs.put(key, bytes, { contentType });
      return { key, width };
    }),
  );
  await writeRow(parts, file, { ...ready, variants });
  return (await findSameFile(parts.database.sql, file))!.id;
}

async function countUpload(tx: Tx, ownerId: Id, now: Date): Promise<void> {
  const waitSeconds = await countOnce(tx, uploadsPerDay, ownerId, now);
  if (waitSeconds > 0) {
    refuse('pictures/too-many-today', { max: uploadsPerDay.max, retryAfterSeconds: waitSeconds });
  }
}

/** Keys are unguessable: a picture is seen by those who were shown its address. */
async function storeVariants(
  blobs: BlobStore,
  variants: readonly PictureVariant[],
): Promise<StoredVariant[]> {
  const token = randomBytes(16).toString('hex');
  return Promise.all(
    variants.map(async ({ width, bytes, contentType }) => {
      const key = `${token}-${width}.webp`;
      await blobs.put(key, bytes, { contentType });
      return { key, width };
    }),
  );
}
