import { sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Gives the pieces of every line back to their listings, through the catalog's own function. */
export async function returnStock(tx: Tx, orderId: Id): Promise<void> {
  const bucket = bucketOf(orderId);
  await sql`select orders.return_lines(${bucket}, ${orderId})`.execute(tx);
}
