import { sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { book, postPair } from '../store/booking-store.ts';
import { lockWithdrawable } from '../store/maturing-store.ts';

/** Money on its way from a wallet to the member's bank. */
export type WithdrawalBooking = { memberId: Id; payoutId: Id; amountFen: bigint; at: Date };

/**
 * Takes the amount out of the wallet, on its way to the bank.
 * @returns the transfer's id
 * @throws ledger/insufficient-balance, ledger/not-yet-available
 */
export async function withdraw(tx: Tx, booking: WithdrawalBooking): Promise<Id> {
  const wallet = await lockWithdrawable(tx, booking.memberId, booking.at);
  const { amountFen } = booking;
  if (amountFen <= wallet.availableFen && amountFen > wallet.withdrawableFen) {
    refuse('ledger/not-yet-available', {
      withdrawableFen: Number(wallet.withdrawableFen),
      availableAt: wallet.nextAt?.toISOString() ?? '',
    });
  }
  const transferId = await move(tx, booking, 'withdraw', 'wallet', 'in-transit');
  await moveWallet(tx, booking, transferId, 'withdraw', -booking.amountFen);
  return transferId;
}

/** The bank has the money. @returns the transfer's id */
export function withdrawalPaid(
  tx: Tx,
  booking: WithdrawalBooking & { provider: string },
): Promise<Id> {
  return move(tx, booking, 'withdraw-paid', 'in-transit', `world:${booking.provider}`);
}

/**
 * The bank did not take the money: it is back in the wallet, where it repays first what is owed.
 * @returns the transfer's id
 */
export async function withdrawalReturned(tx: Tx, booking: WithdrawalBooking): Promise<Id> {
  const transferId = await move(tx, booking, 'withdraw-returned', 'in-transit', 'wallet');
  await moveWallet(tx, booking, transferId, 'withdraw-returned', booking.amountFen);
  const { memberId, at } = booking;
  await book(tx, sql`select ledger.repay_debt(${memberId}, ${transferId}, null, ${at})`);
  return transferId;
}

type Place = 'wallet' | 'in-transit' | `world:${string}`;

function move(
  tx: Tx,
  booking: WithdrawalBooking,
  kind: string,
  ...[from, to]: [Place, Place]
): Promise<Id> {
  const bucket = bucketOf(booking.memberId);
  const account = (place: Place) => {
    if (place === 'wallet') return `wallet:${booking.memberId}`;
    return place === 'in-transit' ? `in-transit:${bucket}` : place;
  };
  return postPair(tx, {
    bucket,
    kind,
    ref: booking.payoutId,
    orderId: null,
    actorId: booking.memberId,
    at: booking.at,
    from: account(from),
    to: account(to),
    amountFen: booking.amountFen,
  });
}

function moveWallet(
  tx: Tx,
  booking: WithdrawalBooking,
  ...[transferId, kind, amountFen]: [Id, string, bigint]
): Promise<void> {
  return book(
    tx,
    sql`select ledger.move_wallet(${booking.memberId}, ${transferId}, ${kind}, null,
      ${amountFen}, null, null, ${booking.at})`,
  );
}
