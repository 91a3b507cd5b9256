import { sql, type Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';

export type KeptNotice = {
  bucket: number;
  provider: string;
  eventId: string;
  kind: string;
  outNo: string;
  sigOk: boolean;
  outcome: string;
  now: Date;
};

/**
 * Writes a notice that is not a payment's success, or that must not be believed.
 * @returns its row's id; undefined when this signed notice was kept before
 */
export async function insertNotice(handle: Sql, notice: KeptNotice): Promise<Id | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into payments.inbox
      (bucket, id, provider, event_id, kind, out_no, sig_ok, outcome, received_at)
    values (${notice.bucket}, platform.new_id(${notice.bucket}), ${notice.provider},
      ${notice.eventId}, ${notice.kind}, ${notice.outNo}, ${notice.sigOk}, ${notice.outcome},
      ${notice.now})
    on conflict (bucket, provider, event_id) where sig_ok do nothing
    returning id`.execute(handle);
  return rows[0]?.id;
}

export async function setNoticeOutcome(
  handle: Sql,
  key: { bucket: number; id: Id },
  outcome: string,
): Promise<void> {
  await sql`
    update payments.inbox set outcome = ${outcome}
    where bucket = ${key.bucket} and id = ${key.id}`.execute(handle);
}

/** Notes who we are at a provider, and since when. */
export async function putMerchant(
  handle: Sql,
  merchant: { provider: string; merchantId: string; since: Date },
): Promise<void> {
  await sql`
    insert into payments.merchant (provider, merchant_id, since)
    values (${merchant.provider}, ${merchant.merchantId}, ${merchant.since})
    on conflict do nothing`.execute(handle);
}
