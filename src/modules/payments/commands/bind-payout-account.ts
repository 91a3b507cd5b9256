import type { Call } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import { putPayoutAccount } from '../store/payout-store.ts';

export type PayoutAccountView = {
  bankName: string;
  accountTail: string;
  holderName: string;
  boundAt: Date;
};

/**
 * Binds the bank account withdrawals go to. The holder is the caller's verified name and nothing
 * the caller types.
 * @throws payments/real-name-needed
 * @source rules.json withdraw.sameNameOnly
 */
export async function bindPayoutAccount(
  deps: PaymentsDeps,
  call: Call,
  input: { bankName: string; account: string },
): Promise<PayoutAccountView> {
  const { platform, rooms } = deps;
  const { memberId } = call.actor;
  return platform.run(call, async (tx) => {
    const holderName = await rooms.identity.verifiedName(tx, memberId);
    if (!holderName) refuse('payments/real-name-needed');
    const boundAt = platform.clock.now();
    const accountTail = input.account.slice(-4);
    await putPayoutAccount(tx, {
      memberId,
      bankName: input.bankName,
      accountTail,
      accountSealed: platform.secrets.seal(input.account),
      holderSealed: platform.secrets.seal(holderName),
      boundAt,
    });
    return { bankName: input.bankName, accountTail, holderName, boundAt };
  });
}
