import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { AfterSaleDeps } from '../deps.ts';
import { needsReturn, type Command } from '../domain/decide.ts';
import type { Said, StoredAfterSale } from '../store/after-sale-store.ts';
import { carryOut, partOf, receiptOf, type AfterSaleReceipt } from './carry-out.ts';

export type AnswerAfterSaleInput = { afterSaleId: Id } & (
  | {
      answer: 'accept';
      /** Where the goods go back to, one of the seller's own addresses; only for a return. */
      addressId?: Id | undefined;
      /** Which history the answer was given to, so that nothing unseen is accepted. */
      eventCount?: number | undefined;
    }
  | { answer: 'refuse'; words?: string | undefined; pictureIds?: Id[] | undefined }
  | { answer: 'counter'; amountFen: bigint; words?: string | undefined }
);

/**
 * The one whose turn it is accepts, refuses, or names another amount. A seller who accepts a return
 * says where it goes; a buyer's refusal of an amount leaves the way to dispute open.
 * @throws aftersale/changed, aftersale/address-needed, aftersale/counters-spent, aftersale/amount,
 *   the codes of `decide`, identity/address-not-found, platform/not-found
 */
export async function answerAfterSale(
  deps: AfterSaleDeps,
  call: Call,
  input: AnswerAfterSaleInput,
): Promise<AfterSaleReceipt> {
  const { platform } = deps;
  const { memberId } = call.actor;
  const receipt = await platform.run(call, async (tx) => {
    const returnAddressSealed = await sealedAddress(deps, tx, memberId, input);
    if (input.answer === 'refuse' && input.pictureIds) {
      await platform.pictureShelf.assertOwn(tx, memberId, input.pictureIds);
    }
    const after = await carryOut(deps, tx, input.afterSaleId, (sale) => {
      const by = partOf(sale, memberId);
      const command = { ...commandOf(sale, by, input), by, actorId: memberId } as Command;
      if (command.name === 'accept-return' && !returnAddressSealed) {
        refuse('aftersale/address-needed');
      }
      return { command, said: { ...saidOf(input), returnAddressSealed } };
    });
    return receiptOf(after);
  });
  platform.outbox.nudge();
  return receipt;
}

function commandOf(sale: StoredAfterSale, by: 'buyer' | 'seller', input: AnswerAfterSaleInput) {
  if (input.answer === 'counter') {
    return { name: by === 'seller' ? 'counter' : 'counter-back', amountFen: input.amountFen };
  }
  if (input.answer === 'refuse') {
    if (by === 'buyer') return { name: 'decline-counter' };
    return { name: sale.type === 'CANCEL' ? 'refuse-cancel' : 'refuse' };
  }
  if (input.eventCount !== undefined && input.eventCount !== sale.eventCount) {
    refuse('aftersale/changed');
  }
  if (by === 'buyer') return { name: 'accept-counter' };
  return { name: needsReturn(sale) ? 'accept-return' : 'accept-refund' };
}

function saidOf(input: AnswerAfterSaleInput): Said {
  if (input.answer === 'accept') return {};
  if (input.answer === 'refuse') return { words: input.words, pictureIds: input.pictureIds };
  return { words: input.words, amountFen: input.amountFen };
}

async function sealedAddress(
  deps: AfterSaleDeps,
  tx: Tx,
  memberId: Id,
  input: AnswerAfterSaleInput,
): Promise<Buffer | undefined> {
  if (input.answer !== 'accept' || !input.addressId) return undefined;
  return sealAddress(deps, tx, memberId, input.addressId);
}

/** A copy of a member's own address as it is now, sealed. @throws identity/address-not-found */
async function sealAddress(deps: AfterSaleDeps, tx: Tx, memberId: Id, addressId: Id) {
  const address = await deps.rooms.identity.addressSnapshot(tx, memberId, addressId);
  return deps.platform.secrets.seal(JSON.stringify(address));
}

/**
 * The seller, whose silence accepted a return, says where the goods go back to.
 * @throws aftersale/not-now, identity/address-not-found, platform/not-found
 */
export async function giveReturnAddress(
  deps: AfterSaleDeps,
  call: Call,
  input: { afterSaleId: Id; addressId: Id },
): Promise<AfterSaleReceipt> {
  const { memberId } = call.actor;
  const receipt = await deps.platform.run(call, async (tx) => {
    const returnAddressSealed = await sealAddress(deps, tx, memberId, input.addressId);
    const after = await carryOut(deps, tx, input.afterSaleId, (sale) => ({
      command: { name: 'give-return-address', by: partOf(sale, memberId), actorId: memberId },
      said: { returnAddressSealed },
    }));
    return receiptOf(after);
  });
  deps.platform.outbox.nudge();
  return receipt;
}
