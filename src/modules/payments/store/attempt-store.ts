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

/** The newest attempt of an order that can still be paid, locked. */
export async function lockOpenAttempt(tx: Tx, orderId: Id): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`
    select * from payments.attempt
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and state = 'OPEN'
    order by id desc limit 1 for update`.execute(tx);
  return rows[0];
}

export type NewAttempt = {
  orderId: Id;
  payerId: Id;
  amountFen: bigint;
  expiresAt: Date;
  now: Date;
};

export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<Id> {
  const { rows } = await sql<{ id: string }>`
    select payments.open_attempt(${bucketOf(attempt.orderId)}, ${attempt.orderId},
      ${attempt.payerId}, ${attempt.amountFen}, ${attempt.expiresAt}, ${attempt.now}) as id
  `.execute(tx);
  return rows[0]!.id;
}

/** Notes, before the provider is asked, that it will know of this attempt. */
export async function markAsked(
  handle: Sql,
  attemptId: Id,
  times: { now: Date; nextQueryAt: Date },
): Promise<void> {
  await sql`
    update payments.attempt
    set asked_at = coalesce(asked_at, ${times.now}),
      next_query_at = coalesce(next_query_at, ${times.nextQueryAt})
    where bucket = ${bucketOf(attemptId)} and id = ${attemptId} and state = 'OPEN'`.execute(handle);
}

export async function keepCashierUrl(handle: Sql, attemptId: Id, url: string): Promise<void> {
  await sql`
    update payments.attempt set cashier_url = ${url}
    where bucket = ${bucketOf(attemptId)} and id = ${attemptId}`.execute(handle);
}

/** Attempts that the provider should be asked about now; each is set back before it is asked. */
export async function takeAttemptsToQuery(
  handle: Sql,
  now: Date,
  pause: { firstMs: number; maxMs: number; afterExpiryMs: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: string }>`
    update payments.attempt a
    set queries = a.queries + 1,
      next_query_at = case
        when a.expires_at + ${`${pause.afterExpiryMs} milliseconds`}::interval < ${now} then null
        else ${now}::timestamptz + least(${pause.firstMs} * power(2, least(a.queries, 20)), ${pause.maxMs})
          * interval '1 millisecond' end
    from (select bucket, id from payments.attempt
          where state = 'OPEN' and next_query_at <= ${now}
          order by next_query_at limit 20 for update skip locked) due
    where a.bucket = due.bucket and a.id = due.id
    returning a.id`.execute(handle);
  return rows.map((row) => row.id);
}

/** Ends the open attempts of an order. @returns those the provider knows of and must close */
export async function startClosing(tx: Tx, orderId: Id, now: Date): Promise<Id[]> {
  const bucket = bucketOf(orderId);
  const { rows } = await sql<{ id: string; asked_at: Date | null }>`
    update payments.attempt
    set state = case when asked_at is null then 'CLOSED' else state end,
      closed_at = case when asked_at is null then ${now}::timestamptz end
    where bucket = ${bucket} and order_id = ${orderId} and state = 'OPEN'
    returning id, asked_at`.execute(tx);
  return rows.filter((row) => row.asked_at !== null).map((row) => row.id);
}

export async function markClosed(handle: Sql, attemptId: Id, now: Date): Promise<void> {
  await sql`
    update payments.attempt set state = 'CLOSED', closed_at = ${now}, next_query_at = null
    where bucket = ${bucketOf(attemptId)} and id = ${attemptId} and state = 'OPEN'`.execute(handle);
}

export type Success = {
  provider: string;
  merchantId: string;
  /** The notice's event; null when our own query found the success. */
  eventId: string | null;
  attemptId: Id;
  transactionId: string;
  amountFen: bigint;
  now: Date;
};

export type Acceptance = {
  result:
    | 'accepted'
    | 'duplicate'
    | 'already'
    | 'unknown'
    | 'wrong-amount'
    | 'other-transaction'
    | 'transaction-used';
  order_id: string;
  payer_id: string;
};

/** Takes in a success in one round trip (`payments.accept`). */
export async function acceptSuccess(tx: Tx, success: Success): Promise<Acceptance> {
  const claimBucket = bucketOfKey(`${success.provider}:${success.transactionId}`);
  const { rows } = await sql<Acceptance>`
    select result, order_id, payer_id from payments.accept(${bucketOf(success.attemptId)},
      ${success.provider}, ${success.eventId}, ${success.attemptId}, ${claimBucket},
      ${success.merchantId}, ${success.transactionId}, ${success.amountFen}, ${success.now})`.execute(
    tx,
  );
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

/** Writes a notice that is not a payment's success, or that must not be believed. */
export async function insertNotice(
  tx: Sql,
  notice: {
    bucket: number;
    provider: string;
    eventId: string;
    kind: string;
    outNo: string;
    sigOk: boolean;
    outcome: string;
    now: Date;
  },
): Promise<boolean> {
  const done = await sql`
    insert into payments.inbox (bucket, id, provider, event_id, kind, out_no, sig_ok, outcome, received_at)
    values (${notice.bucket}, platform.new_id(${notice.bucket}), ${notice.provider},
      ${notice.eventId}, ${notice.kind}, ${notice.outNo}, ${notice.sigOk}, ${notice.outcome},
      ${notice.now})
    on conflict (bucket, provider, event_id) where sig_ok do nothing`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** Notes who we are at a provider. */
export async function putMerchant(
  handle: Sql,
  provider: string,
  merchantId: string,
): Promise<void> {
  await sql`
    insert into payments.merchant (provider, merchant_id) values (${provider}, ${merchantId})
    on conflict do nothing`.execute(handle);
}
