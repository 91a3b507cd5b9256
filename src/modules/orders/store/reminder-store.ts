import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Side } from '../domain/remind.ts';

/** The last reminder that one side of an order gave. */
export type LastReminder = { no: number; at: Date };

/** The last reminder of one side; undefined before the first. Exact under the order's lock. */
export async function lastReminder(
  handle: Sql,
  orderId: Id,
  side: Side,
): Promise<LastReminder | undefined> {
  const { rows } = await sql<LastReminder>`
    select no, at from orders.reminder
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and role = ${side}
    order by no desc limit 1`.execute(handle);
  return rows[0];
}

/** Writes a reminder under the order's lock. */
export async function insertReminder(
  tx: Tx,
  reminder: { orderId: Id; side: Side; no: number; at: Date },
): Promise<void> {
  const { orderId, side, no, at } = reminder;
  await sql`
    insert into orders.reminder (bucket, order_id, no, role, at)
    values (${bucketOf(orderId)}, ${orderId}, ${no}, ${side}, ${at})`.execute(tx);
}
