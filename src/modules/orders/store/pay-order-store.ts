import { sql, sqlStateOf, type Database, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { AcceptResult, Success } from '#payments';

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

/**
 * Takes a success in and holds its money in one statement (`orders.accept_payment`), which is its
 * own transaction. Undefined, with nothing written, when the order does not wait for this payment.
 */
export async function acceptPaymentAtOnce(
  database: Database,
  success: Success & { lateRefundMs: number },
): Promise<AcceptResult | undefined> {
  const { provider, eventId, attemptId, claimBucket, merchantId, transactionId } = success;
  const lateRefund = `${success.lateRefundMs} milliseconds`;
  const accept = sql<{ result: AcceptResult }>`
    select orders.accept_payment(${bucketOf(attemptId)}, ${provider}, ${eventId}, ${attemptId},
      ${claimBucket}, ${merchantId}, ${transactionId}, ${success.amountFen}, ${success.paidAt},
      ${lateRefund}::interval, ${success.now}) as result`;
  try {
    const { rows } = await database.statement((handle) => accept.execute(handle));
    return rows[0]!.result;
  } catch (error) {
    if (sqlStateOf(error) === 'TS007') return undefined;
    throw error;
  }
}
