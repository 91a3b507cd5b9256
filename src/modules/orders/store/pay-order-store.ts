import { sql, type Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';

/**
 * The ordinary payment in one round trip: the waiting order moves on and its money is held.
 * Answers false, changing nothing, when the order does not wait for exactly this payment. The
 * step it writes equals `decide`'s; a test holds the two against each other.
 */
export async function payWaitingOrder(
  tx: Tx,
  paid: {
    bucket: number;
    orderId: Id;
    amountFen: bigint;
    provider: string;
    lateRefundMs: number;
    at: Date;
  },
): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select orders.pay_waiting_order(${paid.bucket}, ${paid.orderId}, ${paid.amountFen},
      ${paid.provider}, ${`${paid.lateRefundMs} milliseconds`}::interval, ${paid.at}) as held
  `.execute(tx);
  return rows[0]!.held;
}
