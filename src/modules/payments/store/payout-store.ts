import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type PayoutAccountRow = {
  bank_name: string;
  account_tail: string;
  account_sealed: Buffer;
  holder_sealed: Buffer;
  bound_at: Date;
};

export type PayoutRow = PayoutAccountRow & {
  id: string;
  member_id: string;
  provider: string | null;
  amount_fen: string;
  state: 'REQUESTED' | 'SENT' | 'PAID' | 'RETURNED';
  provider_ref: string | null;
  failure: string | null;
  created_at: Date;
  handed_at: Date | null;
  finished_at: Date | null;
};

export async function readPayoutAccount(
  handle: Sql,
  memberId: Id,
): Promise<PayoutAccountRow | undefined> {
  const { rows } = await sql<PayoutAccountRow>`
    select * from payments.payout_account
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}`.execute(handle);
  return rows[0];
}

/** The bound accounts of these members; who has bound none is missing. */
export async function readAccountsOf(
  handle: Sql,
  memberIds: readonly Id[],
): Promise<{ member_id: Id; account_sealed: Buffer }[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await sql<{ member_id: Id; account_sealed: Buffer }>`
    select member_id, account_sealed from payments.payout_account
    where bucket = any(${[...new Set(memberIds.map(bucketOf))]}) and member_id = any(${memberIds})
    `.execute(handle);
  return rows;
}

export async function putPayoutAccount(
  tx: Tx,
  account: {
    memberId: Id;
    bankName: string;
    accountTail: string;
    accountSealed: Buffer;
    holderSealed: Buffer;
    boundAt: Date;
  },
): Promise<void> {
  await sql`
    insert into payments.payout_account
      (bucket, member_id, bank_name, account_sealed, account_tail, holder_sealed, bound_at)
    values (${bucketOf(account.memberId)}, ${account.memberId}, ${account.bankName},
      ${account.accountSealed}, ${account.accountTail}, ${account.holderSealed}, ${account.boundAt})
    on conflict (bucket, member_id) do update set bank_name = excluded.bank_name,
      account_sealed = excluded.account_sealed, account_tail = excluded.account_tail,
      holder_sealed = excluded.holder_sealed, bound_at = excluded.bound_at`.execute(tx);
}

/** How many withdrawals a member has asked for on the day of `at`, by the calendar of Shanghai. */
export async function countOfDay(tx: Tx, memberId: Id, at: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from payments.payout
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and (created_at at time zone 'Asia/Shanghai')::date
        = (${at}::timestamptz at time zone 'Asia/Shanghai')::date`.execute(tx);
  return rows[0]!.n;
}

export async function insertPayout(
  tx: Tx,
  payout: {
    payoutId: Id;
    memberId: Id;
    amountFen: bigint;
    transferId: Id;
    account: PayoutAccountRow;
    provider: string;
    at: Date;
  },
): Promise<void> {
  const { account } = payout;
  await sql`
    insert into payments.payout (bucket, id, member_id, amount_fen, bank_name, account_tail,
      account_sealed, holder_sealed, transfer_id, provider, created_at)
    values (${bucketOf(payout.memberId)}, ${payout.payoutId}, ${payout.memberId},
      ${payout.amountFen}, ${account.bank_name}, ${account.account_tail}, ${account.account_sealed},
      ${account.holder_sealed}, ${payout.transferId}, ${payout.provider}, ${payout.at})`.execute(
    tx,
  );
}

export async function readPayout(handle: Sql, payoutId: Id): Promise<PayoutRow | undefined> {
  const { rows } = await sql<PayoutRow>`
    select * from payments.payout where bucket = ${bucketOf(payoutId)} and id = ${payoutId}
  `.execute(handle);
  return rows[0];
}

export async function lockPayout(tx: Tx, payoutId: Id): Promise<PayoutRow | undefined> {
  const { rows } = await sql<PayoutRow>`
    select * from payments.payout where bucket = ${bucketOf(payoutId)} and id = ${payoutId}
    for update`.execute(tx);
  return rows[0];
}

/** Notes, before the bank is asked, that it will know of this payout. */
export async function markHanded(tx: Tx, payoutId: Id, at: Date): Promise<void> {
  await sql`
    update payments.payout set handed_at = ${at}
    where bucket = ${bucketOf(payoutId)} and id = ${payoutId} and handed_at is null`.execute(tx);
}

/** Payouts that no bank was asked for yet, the oldest first. */
export async function readWaiting(handle: Sql, limit: number): Promise<PayoutRow[]> {
  const { rows } = await sql<PayoutRow>`
    select * from payments.payout where state = 'REQUESTED' and handed_at is null
    order by created_at, id limit ${limit}`.execute(handle);
  return rows;
}

export async function markSent(tx: Tx, payoutId: Id): Promise<void> {
  await sql`
    update payments.payout set state = 'SENT'
    where bucket = ${bucketOf(payoutId)} and id = ${payoutId}`.execute(tx);
}

export async function markFinished(
  tx: Tx,
  payoutId: Id,
  end: {
    state: 'PAID' | 'RETURNED';
    providerRef: string | null;
    failure: string | null;
    providerAt: Date | null;
    /** When to ask after it once more. */
    recheckAt: Date | null;
    at: Date;
  },
): Promise<void> {
  await sql`
    update payments.payout set state = ${end.state}, provider_ref = ${end.providerRef},
      failure = ${end.failure}, finished_at = ${end.at}, provider_finished_at = ${end.providerAt},
      recheck_at = ${end.recheckAt}
    where bucket = ${bucketOf(payoutId)} and id = ${payoutId}`.execute(tx);
}

/** A payout that counted as paid came back; when the bank had paid it stays. */
export async function markSentBack(tx: Tx, payoutId: Id, failure: string): Promise<void> {
  await sql`
    update payments.payout set state = 'RETURNED', failure = ${failure}
    where bucket = ${bucketOf(payoutId)} and id = ${payoutId}`.execute(tx);
}

/** A page of a member's withdrawals, newest first. */
export async function readPayouts(
  handle: Sql,
  query: { memberId: Id; after: { at: string; id: Id } | undefined; limit: number },
): Promise<(PayoutRow & { at_text: string })[]> {
  const { after } = query;
  const { rows } = await sql<PayoutRow & { at_text: string }>`
    select *, created_at::text as at_text from payments.payout
    where bucket = ${bucketOf(query.memberId)} and member_id = ${query.memberId}
      and (${after?.id ?? null}::bigint is null
        or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}))
    order by created_at desc, id desc limit ${query.limit}`.execute(handle);
  return rows;
}
