import { isHandedBack, isOver, type AfterSale } from './after-sale.ts';
import type { Command } from './decide.ts';
import * as rules from './rules.ts';

/** The fields a command changes besides the state; `sale` already stands in the new one. Pure. */
export function changesOf(
  sale: AfterSale,
  command: Command,
  now: Date,
  refundFen: bigint,
): Partial<AfterSale> {
  const own = ownChanges(sale, command, now);
  if (!isOver(sale.state)) return { ...own, dueAt: dueOf({ ...sale, ...own }, now) };
  return { ...own, dueAt: null, refundedFen: refundFen, endedAt: now, endReason: command.name };
}

function ownChanges(sale: AfterSale, command: Command, now: Date): Partial<AfterSale> {
  switch (command.name) {
    case 'counter':
      return { offeredFen: command.amountFen, counters: sale.counters + 1 };
    case 'counter-back':
      return { askedFen: command.amountFen, offeredFen: null, counters: sale.counters + 1 };
    case 'ship-return':
      return {
        isByHand: command.isByHand,
        returnFreightFen: command.isByHand ? 0n : command.freightFen,
        parcel: { isTracked: command.isTracked, sentAt: now, deliveredAt: null },
      };
    case 'ship-replacement':
      return { parcel: { isTracked: command.isTracked, sentAt: now, deliveredAt: null } };
    case 'return-arrives':
    case 'replacement-arrives':
      return { parcel: { ...sale.parcel!, deliveredAt: sale.parcel!.deliveredAt ?? now } };
    default:
      return {};
  }
}

/** When the clock of a state runs out. */
export function dueOf(sale: AfterSale, now: Date): Date | null {
  switch (sale.state) {
    case 'WAIT_SELLER':
      return later(now, sale.type === 'CANCEL' ? rules.cancelReplyMs : rules.sellerReplyMs);
    case 'WAIT_BUYER':
      return later(now, rules.buyerReplyMs);
    case 'WAIT_RETURN_ADDRESS':
      return later(now, rules.returnAddressMs);
    case 'WAIT_BUYER_RETURN':
      return later(now, rules.buyerReturnMs);
    case 'WAIT_SELLER_RECEIVE':
      return parcelDue(sale, rules.sellerReceiveMs);
    case 'WAIT_REPLACEMENT':
      return later(now, rules.replacementMs);
    case 'WAIT_REPLACEMENT_RECEIPT':
      return parcelDue(sale, rules.replacementCheckMs);
    case 'REFUSED':
      return later(now, rules.escalateWithinMs);
    default:
      return null;
  }
}

function parcelDue(sale: AfterSale, checkMs: number): Date {
  const { sentAt, deliveredAt, isTracked } = sale.parcel!;
  if (deliveredAt) return later(deliveredAt, checkMs);
  if (isHandedBack(sale)) return later(sentAt, checkMs);
  return later(sentAt, isTracked ? rules.returnLostMs : rules.returnUntrackedMs);
}

function later(at: Date, byMs: number): Date {
  return new Date(at.getTime() + byMs);
}
