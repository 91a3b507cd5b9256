import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { FulfilmentTables, VirtualFileRow } from './tables.ts';

/** A sealed file among the blobs. */
export type StoredFile = { blobKey: string; name: string; sizeBytes: number; sha256: Buffer };

/** An order's file; undefined if there is none. */
export function readVirtualFile(handle: Sql, orderId: Id): Promise<VirtualFileRow | undefined> {
  return fileOf(handle, orderId).executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export function lockVirtualFile(tx: Tx, orderId: Id): Promise<VirtualFileRow | undefined> {
  return fileOf(tx, orderId).forUpdate().executeTakeFirst();
}

function fileOf(handle: Sql, orderId: Id) {
  return typed<FulfilmentTables>(handle)
    .selectFrom('fulfilment.virtual_file')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId);
}

/** Writes an order's file in the place of the one it may have. */
export async function writeVirtualFile(
  tx: Tx,
  put: { orderId: Id; sellerId: Id; file: StoredFile; now: Date },
): Promise<void> {
  const { orderId, sellerId, file, now } = put;
  await sql`
    insert into fulfilment.virtual_file
      (bucket, order_id, seller_id, blob_key, name, size_bytes, sha256, put_at)
    values (${bucketOf(orderId)}, ${orderId}, ${sellerId}, ${file.blobKey}, ${file.name},
      ${file.sizeBytes}, ${file.sha256}, ${now})
    on conflict (bucket, order_id) do update set blob_key = excluded.blob_key,
      name = excluded.name, size_bytes = excluded.size_bytes, sha256 = excluded.sha256,
      put_at = excluded.put_at`.execute(tx);
}

/** Makes an order's file the buyer's; false when there is none. */
export async function writeGiven(tx: Tx, orderId: Id, now: Date): Promise<boolean> {
  const given = await sql`
    update fulfilment.virtual_file set given_at = ${now}
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and given_at is null`.execute(tx);
  return given.numAffectedRows === 1n;
}

/** Notes when the buyer first took the file. */
export async function writeOpened(handle: Sql, orderId: Id, now: Date): Promise<void> {
  await sql`
    update fulfilment.virtual_file set first_opened_at = ${now}
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}
      and first_opened_at is null and given_at is not null`.execute(handle);
}
