import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, bucketOfKey, type Id } from '#platform/ids.ts';

export type SealedKeys = { publicKey: string; privateSealed: Buffer };

/** The house's push keys: those that are there, or the given ones for good. */
export async function keepPushKeys(handle: Sql, fresh: SealedKeys, now: Date): Promise<SealedKeys> {
  await sql`
    insert into notifications.push_key (bucket, id, public_key, private_key_sealed, made_at)
    values (0, 1, ${fresh.publicKey}, ${fresh.privateSealed}, ${now})
    on conflict do nothing`.execute(handle);
  return (await findPushKeys(handle))!;
}

export async function findPushKeys(handle: Sql): Promise<SealedKeys | undefined> {
  const { rows } = await sql<{ public_key: string; private_key_sealed: Buffer }>`
    select public_key, private_key_sealed from notifications.push_key
    where bucket = 0 and id = 1`.execute(handle);
  return rows[0] && { publicKey: rows[0].public_key, privateSealed: rows[0].private_key_sealed };
}

export type NewSubscription = {
  memberId: Id;
  sessionId: Id;
  fingerprint: string;
  sealed: Buffer;
  now: Date;
};

/** Gives a browser to a member, whoever had it before; it lives as long as the session. */
export async function putSubscription(tx: Tx, wanted: NewSubscription): Promise<void> {
  const { memberId, fingerprint, now } = wanted;
  const bucket = bucketOf(memberId);
  await sql`
    insert into notifications.push_claim (bucket, endpoint_fingerprint, member_id, claimed_at)
    values (${bucketOfKey(fingerprint)}, ${fingerprint}, ${memberId}, ${now})
    on conflict (bucket, endpoint_fingerprint) do update set
      member_id = excluded.member_id, claimed_at = excluded.claimed_at`.execute(tx);
  await sql`
    insert into notifications.push_subscription (bucket, id, member_id, session_id,
      endpoint_fingerprint, subscription_sealed, created_at)
    values (${bucket}, platform.new_id(${bucket}), ${memberId}, ${wanted.sessionId},
      ${fingerprint}, ${wanted.sealed}, ${now})
    on conflict (bucket, member_id, endpoint_fingerprint) do update set
      session_id = excluded.session_id, subscription_sealed = excluded.subscription_sealed,
      created_at = excluded.created_at`.execute(tx);
}

/** Keeps a member's latest browsers and lets the oldest go. */
export async function keepLatest(tx: Tx, memberId: Id, max: number): Promise<void> {
  const bucket = bucketOf(memberId);
  await sql`
    delete from notifications.push_subscription
    where bucket = ${bucket} and id in (
      select id from notifications.push_subscription
      where bucket = ${bucket} and member_id = ${memberId}
      order by created_at desc, id desc offset ${max})`.execute(tx);
}

/** Ends a member's browser; one of another member stays. */
export async function dropSubscription(tx: Sql, memberId: Id, fingerprint: string): Promise<void> {
  await sql`
    delete from notifications.push_subscription
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and endpoint_fingerprint = ${fingerprint}`.execute(tx);
  await sql`
    delete from notifications.push_claim
    where bucket = ${bucketOfKey(fingerprint)} and endpoint_fingerprint = ${fingerprint}
      and member_id = ${memberId}`.execute(tx);
}

export type SubscriptionRow = {
  id: Id;
  session_id: Id;
  endpoint_fingerprint: string;
  subscription_sealed: Buffer;
};

/** The browsers a member has and nobody has taken over. */
export async function findSubscriptions(handle: Sql, memberId: Id): Promise<SubscriptionRow[]> {
  const { rows } = await sql<SubscriptionRow>`
    select id, session_id, endpoint_fingerprint, subscription_sealed
    from notifications.push_subscription
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} order by id`.execute(handle);
  if (rows.length === 0) return rows;
  const fingerprints = rows.map((row) => row.endpoint_fingerprint);
  const { rows: claims } = await sql<{ endpoint_fingerprint: string }>`
    select endpoint_fingerprint from notifications.push_claim
    where bucket = any(${fingerprints.map(bucketOfKey)}::smallint[])
      and endpoint_fingerprint = any(${fingerprints}) and member_id = ${memberId}`.execute(handle);
  const own = new Set(claims.map((claim) => claim.endpoint_fingerprint));
  return rows.filter((row) => own.has(row.endpoint_fingerprint));
}
