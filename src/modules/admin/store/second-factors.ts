import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type SecondFactorRow = {
  secret_sealed: Buffer;
  issued_by: 'command' | 'console';
  confirmed_at: Date | null;
  last_step: string | null;
  failures: number;
  failures_from: Date | null;
};

/** An operator's second factor, locked until the transaction ends. */
export async function lockSecondFactor(
  tx: Sql,
  memberId: Id,
): Promise<SecondFactorRow | undefined> {
  const { rows } = await sql<SecondFactorRow>`
    select secret_sealed, issued_by, confirmed_at, last_step, failures, failures_from
    from admin.second_factor
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} for update`.execute(tx);
  return rows[0];
}

/** Puts a new secret in the place of any former one. */
export async function putSecondFactor(
  tx: Sql,
  memberId: Id,
  factor: { secretSealed: Buffer; issuedBy: 'command' | 'console'; now: Date },
): Promise<void> {
  await sql`
    insert into admin.second_factor (bucket, member_id, secret_sealed, issued_by, issued_at)
    values (${bucketOf(memberId)}, ${memberId}, ${factor.secretSealed}, ${factor.issuedBy},
      ${factor.now})
    on conflict (bucket, member_id) do update set secret_sealed = excluded.secret_sealed,
      issued_by = excluded.issued_by, issued_at = excluded.issued_at, confirmed_at = null,
      last_step = null, failures = 0, failures_from = null`.execute(tx);
}

/** Notes a try before it is judged. */
export async function noteTry(
  tx: Sql,
  memberId: Id,
  tries: { failures: number; failuresFrom: Date },
): Promise<void> {
  await sql`
    update admin.second_factor set failures = ${tries.failures},
      failures_from = ${tries.failuresFrom}
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}`.execute(tx);
}

/** Accepts the code of a step, if it is newer than the last one accepted. */
export async function acceptStep(
  tx: Sql,
  memberId: Id,
  { step, now }: { step: number; now: Date },
): Promise<boolean> {
  const result = await sql`
    update admin.second_factor set last_step = ${step}::bigint,
      confirmed_at = coalesce(confirmed_at, ${now}), failures = 0, failures_from = null
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and (last_step is null or last_step < ${step}::bigint)`.execute(tx);
  return result.numAffectedRows === 1n;
}
