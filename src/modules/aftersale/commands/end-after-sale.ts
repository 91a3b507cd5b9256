import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { AfterSaleDeps } from '../deps.ts';
import { isOver } from '../domain/after-sale.ts';
import { readAfterSale } from '../store/after-sale-store.ts';
import { carryOut, partOf, receiptOf, type AfterSaleReceipt } from './carry-out.ts';

type OfAfterSale = { afterSaleId: Id };

/** The buyer lets it be: the order goes on where it stopped. @throws aftersale/not-now, platform/not-found */
export function withdrawAfterSale(
  deps: AfterSaleDeps,
  call: Call,
  input: OfAfterSale,
): Promise<AfterSaleReceipt> {
  return move(deps, call, { ...input, name: 'withdraw' });
}

/** The replacement is right: the order goes on. @throws aftersale/not-now, platform/not-found */
export function confirmReplacement(
  deps: AfterSaleDeps,
  call: Call,
  input: OfAfterSale,
): Promise<AfterSaleReceipt> {
  return move(deps, call, { ...input, name: 'confirm-replacement' });
}

/** The buyer takes a refusal, or a wrong replacement, further. @throws aftersale/not-now, platform/not-found */
export function escalateAfterSale(
  deps: AfterSaleDeps,
  call: Call,
  input: OfAfterSale & { words: string },
): Promise<AfterSaleReceipt> {
  return move(deps, call, { ...input, name: 'escalate' });
}

async function move(
  deps: AfterSaleDeps,
  call: Call,
  input: OfAfterSale & {
    name: 'withdraw' | 'confirm-replacement' | 'escalate';
    words?: string;
  },
): Promise<AfterSaleReceipt> {
  const { memberId } = call.actor;
  const receipt = await deps.platform.run(call, async (tx) =>
    receiptOf(
      await carryOut(deps, tx, input.afterSaleId, (sale) => ({
        command: { name: input.name, by: partOf(sale, memberId), actorId: memberId },
        said: { words: input.words },
      })),
    ),
  );
  deps.platform.outbox.nudge();
  return receipt;
}

export type DecideAfterSaleInput = OfAfterSale & {
  /** What goes back to the buyer, in fen; 0 lets the order go on. */
  refundFen: bigint;
  /** Both sides read it. */
  reason: string;
};

/**
 * An operator who takes no part in it ends an after-sale, whatever it waits for. Where the protection
 * fund would pay, it is a proposal until another operator decides the same.
 * @throws aftersale/own-matter, aftersale/amount, aftersale/whole-only, aftersale/not-now,
 *   platform/not-found
 */
export async function decideAfterSale(
  deps: AfterSaleDeps,
  call: Call,
  input: DecideAfterSaleInput,
): Promise<AfterSaleReceipt> {
  const { platform, rooms } = deps;
  const operatorId = call.actor.memberId;
  const actor = { by: 'operator', actorId: operatorId } as const;
  const receipt = await platform.run(call, async (tx) => {
    await refuseOwnMatter(deps, tx, operatorId, input.afterSaleId);
    const { refundFen, reason: words } = input;
    const after = await carryOut(deps, tx, input.afterSaleId, () =>
      refundFen > 0n
        ? {
            command: { ...actor, name: 'decide-refund', amountFen: refundFen },
            said: { words, amountFen: refundFen },
          }
        : { command: { ...actor, name: 'decide-close' }, said: { words } },
    );
    await rooms.admin.recordAudit(tx, {
      operatorId,
      action: isOver(after.state) ? 'aftersale/decide' : 'aftersale/propose',
      subject: `order:${after.orderId}`,
      reason: input.reason,
      details: { afterSaleId: after.id, refundFen: input.refundFen.toString() },
    });
    return receiptOf(after);
  });
  platform.outbox.nudge();
  return receipt;
}

/** @throws aftersale/own-matter where the operator is a side of it, or one person with a side */
async function refuseOwnMatter(
  { rooms }: AfterSaleDeps,
  tx: Tx,
  operatorId: Id,
  afterSaleId: Id,
): Promise<void> {
  const { buyerId, sellerId } =
    (await readAfterSale(tx, afterSaleId)) ?? refuse('platform/not-found');
  const isOwn = await rooms.identity.isOneOf(tx, operatorId, [buyerId, sellerId]);
  if (isOwn) refuse('aftersale/own-matter');
}
