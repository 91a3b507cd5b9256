import type { Actor } from '#platform/actor.ts';
import { encodeCursor, requirePlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import type { PayoutAccountView } from '../commands/bind-payout-account.ts';
import type { PaymentsDeps } from '../deps.ts';
import { readPayoutAccount, readPayouts } from '../store/payout-store.ts';

export type WithdrawalView = {
  id: Id;
  amountFen: bigint;
  bankName: string;
  accountTail: string;
  state: 'REQUESTED' | 'SENT' | 'PAID' | 'RETURNED';
  failure: string | null;
  createdAt: Date;
  finishedAt: Date | null;
};

/** The caller's bound bank account, its number masked; null when none is bound. */
export async function getPayoutAccount(
  deps: PaymentsDeps,
  actor: Actor,
): Promise<PayoutAccountView | null> {
  const row = await readPayoutAccount(deps.platform.database.sql, actor.memberId);
  if (!row) return null;
  return {
    bankName: row.bank_name,
    accountTail: row.account_tail,
    holderName: deps.platform.secrets.open(row.holder_sealed),
    boundAt: row.bound_at,
  };
}

/** The caller's withdrawals, newest first. */
export async function listWithdrawals(
  deps: PaymentsDeps,
  actor: Actor,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ items: WithdrawalView[]; nextCursor: string | null }> {
  const rows = await readPayouts(deps.platform.database.sql, {
    memberId: actor.memberId,
    after: requirePlace(input.cursor),
    limit: input.limit + 1,
  });
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  const items = shown.map((row) => ({
    id: row.id,
    amountFen: BigInt(row.amount_fen),
    bankName: row.bank_name,
    accountTail: row.account_tail,
    state: row.state,
    failure: row.failure,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }));
  return { items, nextCursor: last ? encodeCursor([last.at_text, last.id]) : null };
}
