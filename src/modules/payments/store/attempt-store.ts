import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, bucketOfKey, type Id } from '#platform/ids.ts';

export type AttemptRow = {
  bucket: number;
  id: string;
  order_id: string;
  payer_id: string;
  amount_fen: string;
  state: 'OPEN' | 'PAID' | 'CLOSED';
  created_at: Date;
  expires_at: Date;
  asked_at: Date | null;
  cashier_url: string | null;
  provider: string | null;
  asked_provider: string | null;
  provider_ref: string | null;
  queries: number;
  transaction_id: string | null;
  paid_at: Date | null;
  outcome: 'held' | 'due-back' | null;
};

export async function readAttempt(handle: Sql, attemptId: Id): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`
    select * from payments.attempt where bucket = ${bucketOf(attemptId)} and id = ${attemptId}
  `.execute(handle);
  return rows[0];
}

/** The attempt by which an order can be paid now. */
export async function readOpenAttempt(handle: Sql, orderId: Id): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`
    select * from payments.attempt
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and state = 'OPEN'
  `.execute(handle);
  return rows[0];
}

export type NewAttempt = {
  orderId: Id;
  payerId: Id;
  amountFen: bigint;
  expiresAt: Date;
  now: Date;
};

/** The attempt an order may be paid by: the open one, or a new one. */
export async function attemptToPay(tx: Tx, wanted: NewAttempt): Promise<Id> {
  const { rows } = await sql<{ id: string }>`
    select payments.attempt_to_pay(${bucketOf(wanted.orderId)}, ${wanted.orderId},
      ${wanted.payerId}, ${wanted.amountFen}, ${wanted.expiresAt}, ${wanted.now}) as id
  `.execute(tx);
  return rows[0]!.id;
}

/**
 * Notes, before the provider is asked, that it will know of this attempt.
 * @returns the attempt; undefined when it can no longer be paid
 */
export async function markAsked(
  handle: Sql,
  attemptId: Id,
  asking: { provider: string; now: Date; nextQueryAt: Date },
): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`
    update payments.attempt
    set asked_at = coalesce(asked_at, ${asking.now}),
      asked_provider = case when asked_at is null then ${asking.provider} else asked_provider end,
      next_query_at = coalesce(next_query_at, ${asking.nextQueryAt})
    where bucket = ${bucketOf(attemptId)} and id = ${attemptId} and state = 'OPEN'
      and expires_at > ${asking.now}
    returning *`.execute(handle);
  return rows[0];
}

/** Keeps how to get to the cashier, and what the provider calls the payment. */
export async function keepCashier(
  handle: Sql,
  attemptId: Id,
  opened: { cashier: string; providerRef: string },
): Promise<void> {
  await sql`
    update payments.attempt
    set cashier_url = ${opened.cashier}, provider_ref = ${opened.providerRef}
    where bucket = ${bucketOf(attemptId)} and id = ${attemptId}
      and (cashier_url, provider_ref) is distinct from (${opened.cashier}, ${opened.providerRef})
  `.execute(handle);
}

export type Success = {
  provider: string;
  merchantId: string;
  /** The notice's event; null when our own query found the success. */
  eventId: string | null;
  attemptId: Id;
  transactionId: string;
  /** Where the transaction is claimed; see `claimBucketOf`. */
  claimBucket: number;
  amountFen: bigint;
  /** When the payer paid, by the provider's clock. */
  paidAt: Date;
  now: Date;
};

export type AcceptResult =
  | 'accepted'
  | 'duplicate'
  | 'already'
  | 'unknown'
  | 'wrong-amount'
  | 'other-transaction'
  | 'transaction-used';

export type Acceptance = {
  result: AcceptResult;
  order_id: string;
  payer_id: string;
};

/** The bucket in which a provider's transaction is claimed, whatever order it pays. */
export function claimBucketOf(provider: string, transactionId: string): number {
  return bucketOfKey(`${provider}:${transactionId}`);
}

/** Takes in a success in one round trip (`payments.accept`). */
export async function acceptSuccess(tx: Tx, success: Success): Promise<Acceptance> {
  const { provider, merchantId, eventId, attemptId, transactionId, claimBucket } = success;
  const { rows } = await sql<Acceptance>`
    select result, order_id, payer_id from payments.accept(${bucketOf(attemptId)}, ${provider},
      ${eventId}, ${attemptId}, ${claimBucket}, ${merchantId}, ${transactionId},
      ${success.amountFen}, ${success.paidAt}, ${success.now})`.execute(tx);
  return rows[0]!;
}

export async function markDueBack(tx: Tx, attemptId: Id): Promise<void> {
  await sql`
    update payments.attempt set outcome = 'due-back'
    where bucket = ${bucketOf(attemptId)} and id = ${attemptId}`.execute(tx);
}

/** The attempt whose money an order holds. */
export async function readHeldAttempt(tx: Tx, orderId: Id): Promise<AttemptRow> {
  const { rows } = await sql<AttemptRow>`
    select * from payments.attempt
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and outcome = 'held'
    limit 1`.execute(tx);
  if (!rows[0]) throw new Error(`order ${orderId} holds no payment`);
  return rows[0];
}
