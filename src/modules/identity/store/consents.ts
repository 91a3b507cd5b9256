import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Writes down that a member agreed to these versions of the documents. */
export async function insertConsents(
  tx: Sql,
  memberId: Id,
  { terms, privacy, at }: { terms: string; privacy: string; at: Date },
): Promise<void> {
  const bucket = bucketOf(memberId);
  await sql`
    insert into identity.consent (bucket, id, member_id, document, version, agreed_at)
    values (${bucket}, platform.new_id(${bucket}), ${memberId}, 'terms', ${terms}, ${at}),
      (${bucket}, platform.new_id(${bucket}), ${memberId}, 'privacy', ${privacy}, ${at})
    on conflict (bucket, member_id, document, version) do nothing`.execute(tx);
}
