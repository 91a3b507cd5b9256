import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { CaptureRow } from './tables.ts';

/** Writes a capture whose code was just given out. */
export async function insertCapture(
  tx: Tx,
  capture: { orderId: Id; memberId: Id; stage: CaptureRow['stage']; code: string; now: Date },
): Promise<Id> {
  const bucket = bucketOf(capture.orderId);
  const id = await newId(tx, bucket);
  await sql`
    insert into aftersale.capture (bucket, id, order_id, member_id, stage, code, opened_at)
    values (${bucket}, ${id}, ${capture.orderId}, ${capture.memberId}, ${capture.stage},
      ${capture.code}, ${capture.now})`.execute(tx);
  return id;
}

export async function lockCapture(tx: Tx, captureId: Id): Promise<CaptureRow | undefined> {
  const { rows } = await sql<CaptureRow>`
    select * from aftersale.capture where bucket = ${bucketOf(captureId)} and id = ${captureId}
    for update`.execute(tx);
  return rows[0];
}

/** A capture whose pictures are filed; undefined while they are not. */
export async function readTakenCapture(handle: Sql, id: Id): Promise<CaptureRow | undefined> {
  const { rows } = await sql<CaptureRow>`
    select * from aftersale.capture
    where bucket = ${bucketOf(id)} and id = ${id} and taken_at is not null`.execute(handle);
  return rows[0];
}

/** How many captures a member has opened for an order. */
export async function countCaptures(tx: Tx, orderId: Id, memberId: Id): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from aftersale.capture
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}
      and member_id = ${memberId}`.execute(tx);
  return rows[0]!.count;
}

export async function markTaken(
  tx: Tx,
  taken: {
    captureId: Id;
    pictureIds: Id[];
    serial: string | null;
    weightGrams: number | null;
    now: Date;
    seal: Buffer;
  },
): Promise<void> {
  await sql`
    update aftersale.capture set taken_at = ${taken.now},
      picture_ids = ${taken.pictureIds}::bigint[], serial = ${taken.serial},
      weight_grams = ${taken.weightGrams}, seal = ${taken.seal}
    where bucket = ${bucketOf(taken.captureId)} and id = ${taken.captureId}`.execute(tx);
}

/** The filed captures of an order, oldest first. */
export async function readCaptures(handle: Sql, orderId: Id): Promise<CaptureRow[]> {
  const { rows } = await sql<CaptureRow>`
    select * from aftersale.capture
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and taken_at is not null
    order by taken_at, id limit 50`.execute(handle);
  return rows;
}
