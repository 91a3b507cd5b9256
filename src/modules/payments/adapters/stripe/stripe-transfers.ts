import type { Stripe } from 'stripe';
import type {
  SettlingStatus,
  ShareDesk,
  ShareKey,
  ShareOrder,
  ShareStatus,
  TakeBackOrder,
  TransferOrder,
  UnknownStatus,
} from '../../provider.ts';
import { Denial, outage, shaped } from '../wire.ts';
import * as answers from './stripe-answers.ts';
import { asked, askedAll, currency } from './stripe-client.ts';

/** Transfers to connected accounts: whole payouts, and shares of one payment. */
export function createStripeTransfers(stripe: Stripe) {
  const queryTransfer = async (outTransferNo: string): Promise<SettlingStatus | UnknownStatus> => {
    const [found] = await transfersOf(stripe, outTransferNo);
    return found ? transferStatus(found) : { state: 'UNKNOWN' };
  };
  return {
    queryTransfer,
    /** Looked up first: a key is remembered for a day only. */
    async transfer(order: TransferOrder): Promise<SettlingStatus> {
      const known = await queryTransfer(order.outTransferNo);
      if (known.state !== 'UNKNOWN') return known;
      const { outTransferNo } = order;
      const wanted = {
        amount: Number(order.amountFen),
        currency,
        destination: order.account,
        transfer_group: outTransferNo,
        metadata: { out_transfer_no: outTransferNo },
      };
      const idempotencyKey = `transfer-${outTransferNo}`;
      const made = await asked(stripe.transfers.create(wanted, { idempotencyKey }));
      return transferStatus(shaped(answers.transfer, made));
    },
    shares: createShares(stripe),
  };
}

async function transfersOf(stripe: Stripe, group: string) {
  const list = stripe.transfers.list({ transfer_group: group, limit: 100 });
  const all = await askedAll(list);
  return all.map((one) => shaped(answers.transfer, one));
}

type Transfer = Awaited<ReturnType<typeof transfersOf>>[number];

/** A transfer is done when it is made; one that was taken back whole never was. */
function transferStatus(told: Transfer): SettlingStatus {
  const common = { providerRef: told.id, amountFen: told.amount, finishedAt: told.created };
  return told.reversed
    ? { ...common, state: 'FAILED', reason: 'REVERSED' }
    : { ...common, state: 'SUCCEEDED' };
}

/**
 * Shares wait for nothing but the payment itself: each is a transfer with the payment as its
 * source. Nothing is frozen, so nothing is released.
 */
function createShares(stripe: Stripe): ShareDesk {
  return {
    share: (order) => share(stripe, order),
    async queryShare(key) {
      const [first, ...rest] = await sharesOf(stripe, key);
      if (!first) return { state: 'UNKNOWN' };
      const isGone = [first, ...rest].every(({ reversed }) => reversed);
      if (isGone) return { providerRef: first.id, state: 'FAILED', reason: 'REVERSED' };
      return { providerRef: first.id, state: 'SUCCEEDED' };
    },
    release: ({ transactionId }) =>
      Promise.resolve({ providerRef: transactionId, state: 'SUCCEEDED' }),
    takeBack: (order) => takeBack(stripe, order),
  };
}

async function sourceOf(stripe: Stripe, transactionId: string) {
  const told = await asked(stripe.paymentIntents.retrieve(transactionId));
  const { latest_charge: charge, transfer_group: group } = shaped(answers.intent, told);
  if (!charge || !group) throw outage(new Error(`payment ${transactionId} has no charge`));
  return { charge: typeof charge === 'string' ? charge : charge.id, group };
}

async function sharesOf(stripe: Stripe, { outShareNo, transactionId }: ShareKey) {
  const { group } = await sourceOf(stripe, transactionId);
  const all = await transfersOf(stripe, group);
  return all.filter(({ metadata }) => metadata['out_share_no'] === outShareNo);
}

async function share(stripe: Stripe, { parts, ...key }: ShareOrder): Promise<ShareStatus> {
  const source = await sourceOf(stripe, key.transactionId);
  const known = await sharesOf(stripe, key);
  for (const [place, { account, amountFen, reason }] of parts.entries()) {
    if (known.some(({ metadata }) => metadata['part'] === String(place))) continue;
    const wanted = {
      amount: Number(amountFen),
      currency,
      destination: account,
      source_transaction: source.charge,
      transfer_group: source.group,
      description: reason,
      metadata: { out_share_no: key.outShareNo, part: String(place) },
    };
    const idempotencyKey = `share-${key.outShareNo}-${place}`;
    await asked(stripe.transfers.create(wanted, { idempotencyKey }));
  }
  return { providerRef: source.group, state: 'SUCCEEDED' };
}

async function takeBack(stripe: Stripe, order: TakeBackOrder): Promise<ShareStatus> {
  const shares = await sharesOf(stripe, order);
  const from = shares.find(({ destination }) => destination === order.account);
  if (!from) throw new Denial(404, 'no_such_share');
  const { outReturnNo } = order;
  const wanted = { amount: Number(order.amountFen), metadata: { out_return_no: outReturnNo } };
  const idempotencyKey = `return-${outReturnNo}`;
  const made = await asked(stripe.transfers.createReversal(from.id, wanted, { idempotencyKey }));
  return { providerRef: made.id, state: 'SUCCEEDED' };
}
