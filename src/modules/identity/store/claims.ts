import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOfKey, type Id } from '#platform/ids.ts';

/**
 * Claims a phone for a member; false when it is another's. A rival claim in flight is waited for,
 * so of several at once exactly one gets it.
 */
export async function claimPhone(
  tx: Sql,
  phoneFingerprint: string,
  memberId: Id,
  now: Date,
): Promise<boolean> {
  const result = await sql`
    insert into identity.phone_claim (bucket, phone_fingerprint, member_id, claimed_at)
    values (${bucketOfKey(phoneFingerprint)}, ${phoneFingerprint}, ${memberId}, ${now})
    on conflict do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Gives a phone back that the member no longer has. */
export async function releasePhone(tx: Sql, phoneFingerprint: string, owner: Id): Promise<void> {
  await sql`
    delete from identity.phone_claim
    where bucket = ${bucketOfKey(phoneFingerprint)} and phone_fingerprint = ${phoneFingerprint}
      and member_id = ${owner}`.execute(tx);
}

/** Whose phone this is. */
export async function ownerOfPhone(handle: Sql, phoneFingerprint: string): Promise<Id | undefined> {
  const { rows } = await sql<{ member_id: Id }>`
    select member_id from identity.phone_claim
    where bucket = ${bucketOfKey(phoneFingerprint)}
      and phone_fingerprint = ${phoneFingerprint}`.execute(handle);
  return rows[0]?.member_id;
}

/** Claims a real person's one selling identity; answers who has it. */
export async function claimSellingPerson(
  tx: Sql,
  personHash: string,
  memberId: Id,
  now: Date,
): Promise<Id> {
  const bucket = bucketOfKey(personHash);
  await sql`
    insert into identity.selling_person (bucket, person_hash, member_id, claimed_at)
    values (${bucket}, ${personHash}, ${memberId}, ${now})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ member_id: Id }>`
    select member_id from identity.selling_person
    where bucket = ${bucket} and person_hash = ${personHash}`.execute(tx);
  return rows[0]!.member_id;
}
