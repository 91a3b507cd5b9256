import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type ReadingRow = {
  id: string;
  what: 'messages' | 'address';
  reason: string;
  at: Date;
};

/** Writes down that an operator reads what only the two of an order may read. */
export async function insertReading(
  tx: Tx,
  reading: {
    orderId: Id;
    operatorId: Id;
    what: ReadingRow['what'];
    reason: string;
    seqs: { first: number; last: number } | undefined;
    at: Date;
  },
): Promise<void> {
  const bucket = bucketOf(reading.orderId);
  const id = await newId(tx, bucket);
  await sql`
    insert into office.reading (bucket, id, order_id, operator_id, what, reason, first_seq,
      last_seq, at)
    values (${bucket}, ${id}, ${reading.orderId}, ${reading.operatorId}, ${reading.what},
      ${reading.reason}, ${reading.seqs?.first ?? null}, ${reading.seqs?.last ?? null},
      ${reading.at})`.execute(tx);
}

/** What operators read of an order, the newest first. */
export async function readReadings(handle: Sql, orderId: Id): Promise<ReadingRow[]> {
  const { rows } = await sql<ReadingRow>`
    select id, what, reason, at from office.reading
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}
    order by at desc, id desc limit 50`.execute(handle);
  return rows;
}
