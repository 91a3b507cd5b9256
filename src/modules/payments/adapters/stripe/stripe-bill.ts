import type { Stripe } from 'stripe';
import { dayMs, hourMs } from '#platform/clock.ts';
import type { BillLine } from '../../provider.ts';
import { shaped } from '../wire.ts';
import * as answers from './stripe-answers.ts';
import { askedAll } from './stripe-client.ts';

/**
 * What moved on the account's balance on a Shanghai day. Amounts and times are those of the
 * payment, refund or transfer itself: the balance may be in another currency, a moment later.
 * What does not bear a number of ours is the account's own affair.
 */
export async function downloadBalance(stripe: Stripe, day: string): Promise<BillLine[]> {
  const from = Date.parse(`${day}T00:00:00+08:00`);
  const until = from + dayMs;
  const created = { gte: from / 1000, lt: (until + hourMs) / 1000 };
  const list = stripe.balanceTransactions.list({ created, expand: ['data.source'], limit: 100 });
  const moved = await askedAll(list);
  const lines = moved.flatMap(({ type, source }) => lineOf(type, source));
  return lines.filter(({ at }) => at.getTime() >= from && at.getTime() < until);
}

function lineOf(type: string, source: unknown): BillLine[] {
  if (type === 'charge' || type === 'payment') {
    if (!bearsNumber(source, 'out_trade_no')) return [];
    const {
      payment_intent: transactionId,
      metadata,
      amount,
      created,
    } = shaped(answers.charge, source);
    if (!transactionId) return [];
    const outNo = metadata['out_trade_no']!;
    return [{ kind: 'payment', transactionId, outNo, amountFen: amount, at: created }];
  }
  if (type === 'refund' || type === 'payment_refund') {
    if (!bearsNumber(source, 'out_refund_no')) return [];
    const { id, metadata, amount, created } = shaped(answers.refund, source);
    const outNo = metadata!['out_refund_no']!;
    return [{ kind: 'refund', transactionId: id, outNo, amountFen: amount, at: created }];
  }
  if (type !== 'transfer' || !bearsNumber(source, 'out_transfer_no')) return [];
  const { id, metadata, amount, created } = shaped(answers.transfer, source);
  const outNo = metadata['out_transfer_no']!;
  return [{ kind: 'transfer', transactionId: id, outNo, amountFen: amount, at: created }];
}

function bearsNumber(source: unknown, name: string): boolean {
  const metadata = (source as { metadata?: Record<string, string> | null } | null)?.metadata;
  return typeof metadata?.[name] === 'string';
}
