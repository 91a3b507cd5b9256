import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import {
  nextDigestAt,
  usualPreferences,
  type Choices,
  type Digest,
  type Preferences,
} from '../domain/preferences.ts';

type PreferenceRow = {
  choices: Choices;
  quiet_from: number;
  quiet_to: number;
  quiet_off_at: Date | null;
  duties_pass_at: Date | null;
  digest: Digest;
  locale: Locale;
};

/** What a member chose, and the defaults where they chose nothing. */
export async function readPreferences(handle: Sql, memberId: Id): Promise<Preferences> {
  const { rows } = await sql<PreferenceRow>`
    select choices, quiet_from, quiet_to, quiet_off_at, duties_pass_at, digest, locale
    from notifications.preference
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}`.execute(handle);
  return rows[0] ? fromRow(rows[0]) : usualPreferences;
}

/** The same, locked until the transaction ends; a member without a row gets one. */
export async function lockPreferences(
  tx: Tx,
  memberId: Id,
  locale: Locale,
  now: Date,
): Promise<Preferences> {
  const { rows } = await sql<PreferenceRow>`
    insert into notifications.preference as p (bucket, member_id, locale, changed_at)
    values (${bucketOf(memberId)}, ${memberId}, ${locale}, ${now})
    on conflict (bucket, member_id) do update set changed_at = p.changed_at
    returning choices, quiet_from, quiet_to, quiet_off_at, duties_pass_at, digest, locale`.execute(
    tx,
  );
  return fromRow(rows[0]!);
}

/** Writes a locked member's wishes; a digest that stays as it is keeps its next morning. */
export async function writePreferences(
  tx: Tx,
  memberId: Id,
  wants: Preferences,
  now: Date,
): Promise<void> {
  const next = nextDigestAt(wants.digest, now) ?? null;
  await sql`
    update notifications.preference set choices = ${JSON.stringify(wants.choices)}::jsonb,
      quiet_from = ${wants.quietFrom}, quiet_to = ${wants.quietTo},
      quiet_off_at = case when ${wants.isQuietOn} then null
        else coalesce(quiet_off_at, ${now}::timestamptz) end,
      duties_pass_at = case when ${wants.dutiesPass}
        then coalesce(duties_pass_at, ${now}::timestamptz) end,
      next_digest_at = case when digest = ${wants.digest} then next_digest_at
        else ${next}::timestamptz end,
      digest = ${wants.digest}, locale = ${wants.locale}, changed_at = ${now}
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}`.execute(tx);
}

function fromRow(row: PreferenceRow): Preferences {
  return {
    choices: row.choices,
    quietFrom: row.quiet_from,
    quietTo: row.quiet_to,
    isQuietOn: row.quiet_off_at === null,
    dutiesPass: row.duties_pass_at !== null,
    digest: row.digest,
    locale: row.locale,
  };
}
