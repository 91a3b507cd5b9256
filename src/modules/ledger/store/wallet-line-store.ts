import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { WalletLineRow } from './tables.ts';

/** A page of a member's wallet lines, newest first; `at_text` keeps every digit for the cursor. */
export async function readWalletLines(
  handle: Sql,
  query: { memberId: Id; after: { at: string; id: Id } | undefined; limit: number },
): Promise<(WalletLineRow & { at_text: string })[]> {
  const after = query.after;
  const { rows } = await sql<WalletLineRow & { at_text: string }>`
    select *, at::text as at_text from ledger.wallet_line
    where bucket = ${bucketOf(query.memberId)} and member_id = ${query.memberId}
      and (${after?.id ?? null}::bigint is null
        or (at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}))
    order by at desc, id desc limit ${query.limit}`.execute(handle);
  return rows;
}
