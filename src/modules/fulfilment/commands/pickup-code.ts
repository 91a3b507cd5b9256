import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Secrets } from '#platform/secrets.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { judgeCode, type CodeVerdict } from '../domain/pickup.ts';
import { insertPickupCode, lockPickupCode, writeCodeState } from '../store/handover-store.ts';
import type { PickupCodeRow } from '../store/tables.ts';

/** Makes the six digits that a buyer will show at pickup; an order that has some keeps them. */
export async function createPickupCode(
  deps: FulfilmentDeps,
  tx: Tx,
  order: { orderId: Id; sellerId: Id },
): Promise<void> {
  const { clock, secrets } = deps.platform;
  const sealed = secrets.seal(randomInt(1_000_000).toString().padStart(6, '0'));
  await insertPickupCode(tx, { ...order, sealed, now: clock.now() });
}

export type CodeTry = { orderId: Id; code: string; now: Date };

/**
 * Checks a code in a transaction of its own, so that a wrong one counts although the command
 * that brought it is refused. A code that was used already passes: whether this is a retry of
 * the command that used it is for that command to say.
 * @throws fulfilment/no-pickup-code, fulfilment/pickup-code-wrong, fulfilment/pickup-code-paused
 */
export async function checkPickupCode(deps: FulfilmentDeps, attempt: CodeTry): Promise<void> {
  const verdict = await deps.platform.database.transaction(async (tx) => {
    const row = await lockPickupCode(tx, attempt.orderId);
    const judged = judge(deps.platform.secrets, row, attempt);
    if (judged.outcome === 'wrong') await writeCodeState(tx, attempt.orderId, judged.after);
    return judged;
  });
  if (verdict.outcome !== 'used') refuseUnlessRight(verdict);
}

/**
 * Uses a code up, once; of two at the same time, the second finds it used. The caller holds the
 * order's lock and has had the code checked before: a wrong code here is refused but not counted,
 * because the refusal takes the count back with everything else.
 * @throws the same as `checkPickupCode`, and fulfilment/pickup-code-used
 */
export async function redeemPickupCode(
  deps: FulfilmentDeps,
  tx: Tx,
  attempt: CodeTry,
): Promise<void> {
  const row = await lockPickupCode(tx, attempt.orderId);
  refuseUnlessRight(judge(deps.platform.secrets, row, attempt));
  const used = { tries: 0, pauses: row!.pauses, pausedUntil: null, redeemedAt: attempt.now };
  await writeCodeState(tx, attempt.orderId, used);
  for (const tell of deps.listeners.pickedUp) {
    await tell(tx, { orderId: attempt.orderId, at: attempt.now });
  }
}

function judge(secrets: Secrets, row: PickupCodeRow | undefined, attempt: CodeTry): CodeVerdict {
  if (!row) refuse('fulfilment/no-pickup-code');
  const state = {
    tries: row.tries,
    pauses: row.pauses,
    pausedUntil: row.paused_until,
    redeemedAt: row.redeemed_at,
  };
  return judgeCode(state, isSame(secrets.open(row.sealed_code), attempt.code), attempt.now);
}

function isSame(code: string, tried: string): boolean {
  const [a, b] = [Buffer.from(code), Buffer.from(tried)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refuseUnlessRight(verdict: CodeVerdict): void {
  switch (verdict.outcome) {
    case 'right':
      return;
    case 'used':
      return refuse('fulfilment/pickup-code-used');
    case 'paused': {
      const { retryAfterSeconds } = verdict;
      return refuse('fulfilment/pickup-code-paused', { retryAfterSeconds });
    }
    case 'wrong':
      return refuse('fulfilment/pickup-code-wrong', { triesLeft: verdict.triesLeft });
  }
}
