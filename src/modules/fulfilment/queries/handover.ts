import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { readPickupCode, readVirtualGoods } from '../store/handover-store.ts';
import { readVirtualFile, writeOpened } from '../store/virtual-file-store.ts';
import type { VirtualFileView } from '../types.ts';

/** The six digits for the buyer of an order; null when there are none or they were used. */
export async function pickupCode(
  deps: FulfilmentDeps,
  handle: Sql,
  orderId: Id,
): Promise<string | null> {
  const row = await readPickupCode(handle, orderId);
  return row && !row.redeemed_at ? deps.platform.secrets.open(row.sealed_code) : null;
}

/** What the buyer of an order was given; null when nothing was yet. */
export async function virtualGoods(
  deps: FulfilmentDeps,
  handle: Sql,
  orderId: Id,
): Promise<string | null> {
  const row = await readVirtualGoods(handle, orderId);
  return row ? deps.platform.secrets.open(row.sealed_text) : null;
}

/** The file that lies in an order; null when none does. */
export async function virtualFile(handle: Sql, orderId: Id): Promise<VirtualFileView | null> {
  const row = await readVirtualFile(handle, orderId);
  return row ? { name: row.name, sizeBytes: row.size_bytes, givenAt: row.given_at } : null;
}

/** The bytes the buyer of an order was given, and notes that they were taken. */
export async function openVirtualFile(
  { platform }: FulfilmentDeps,
  orderId: Id,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  const handle = platform.database.sql;
  const row = await readVirtualFile(handle, orderId);
  if (!row?.given_at) return undefined;
  const blob = await platform.blobs.get(row.blob_key);
  assert.ok(blob, `the file of order ${orderId} is gone`);
  const bytes = platform.secrets.openBytes(await buffer(blob.stream));
  await writeOpened(handle, orderId, platform.clock.now());
  return { name: row.name, bytes };
}
