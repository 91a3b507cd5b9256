import type { MemberPair } from '#identity';
import type { Sql } from '#platform/db/database.ts';
import type { PaymentsDeps } from '../deps.ts';
import { readAccountsOf } from '../store/payout-store.ts';

/** For each pair of members, in order, whether both have bound the same bank account. */
export async function sharePayoutAccount(
  { platform }: Pick<PaymentsDeps, 'platform'>,
  handle: Sql,
  pairs: readonly MemberPair[],
): Promise<boolean[]> {
  const rows = await readAccountsOf(handle, [...new Set(pairs.flat())]);
  const numbers = new Map(
    rows.map((row) => [row.member_id, plainNumber(platform.secrets.open(row.account_sealed))]),
  );
  return pairs.map(([one, other]) => {
    const number = numbers.get(one);
    return number !== undefined && number === numbers.get(other);
  });
}

/** People write the digits of their accounts in groups. */
const plainNumber = (account: string): string => account.replace(/[\s-]/g, '');
