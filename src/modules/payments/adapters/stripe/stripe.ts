import type { Stripe } from 'stripe';
import type * as z from 'zod';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type {
  PaymentOrder,
  PaymentProvider,
  PaymentStatus,
  ProviderCapabilities,
  RefundKey,
  RefundOrder,
  SettlingStatus,
  UnknownStatus,
} from '../../provider.ts';
import { Denial, orUnknown, outage, shaped } from '../wire.ts';
import * as answers from './stripe-answers.ts';
import { downloadBalance } from './stripe-bill.ts';
import {
  asked,
  askedAll,
  createStripeClient,
  currency,
  isMissing,
  type StripeOptions,
} from './stripe-client.ts';
import { refundStatus } from './stripe-refunds.ts';
import { createStripeNoticeReader } from './stripe-notices.ts';
import { createStripeTransfers } from './stripe-transfers.ts';

export type { StripeOptions } from './stripe-client.ts';

/** How long a payment by each way can be refunded; by card there is no end. */
const refundMs = { card: Infinity, alipay: 90 * dayMs, wechat_pay: 180 * dayMs };

/** Balance transactions are there at once; an hour lets the last ones settle. */
const capabilitiesOf = ({ methods }: StripeOptions): ProviderCapabilities => ({
  clients: ['desktop', 'phone', 'wechat'],
  hold: 'books',
  freezeMsMax: null,
  split: true,
  payout: 'connected-account',
  refundAfterSettlement: true,
  refundMsMax: shortest(methods.map((method) => refundMs[method])),
  billReadyMs: hourMs,
  disputes: true,
});

function shortest(times: number[]): number | null {
  const least = Math.min(...times);
  return least === Infinity ? null : least;
}

/**
 * Stripe as the house's provider, by separate charges and transfers: the payment is the
 * platform's, and what is owed to others is transferred to their connected accounts.
 */
export function createStripeProvider(options: StripeOptions): PaymentProvider {
  const stripe = createStripeClient(options);
  const { shares, ...transfers } = createStripeTransfers(stripe);
  return {
    name: 'stripe',
    merchantId: options.accountId,
    capabilities: capabilitiesOf(options),
    cashierOrigins: ['https://checkout.stripe.com'],
    ...paymentDesk(options, stripe),
    refund: (order) => refund(stripe, order),
    queryRefund: (key) => findRefund(stripe, key),
    ...transfers,
    downloadBill: (day) => downloadBalance(stripe, day),
    verifyNotice: createStripeNoticeReader(options, stripe),
    shares,
  };
}

function paymentDesk(options: StripeOptions, stripe: Stripe) {
  const find = async (outTradeNo: string, ref: string) => {
    const expand = ['payment_intent.latest_charge'];
    const call = asked(stripe.checkout.sessions.retrieve(ref, { expand }));
    const found = await orUnknown(call, isMissing);
    if ('state' in found) return undefined;
    const session = shaped(answers.session, found);
    if (session.client_reference_id === outTradeNo) return session;
    throw outage(new Error(`session ${ref} is not of payment ${outTradeNo}`));
  };
  const queryPayment = async (outTradeNo: string, ref?: string | null): Promise<PaymentStatus> => {
    if (!ref) return searchPayment(stripe, outTradeNo);
    const session = await find(outTradeNo, ref);
    if (!session) return { state: 'UNKNOWN' };
    if (session.status === 'expired') return { state: 'CLOSED' };
    if (session.payment_status !== 'paid') return { state: 'PENDING' };
    const intent = session.payment_intent;
    return paidBy(typeof intent === 'object' ? intent?.latest_charge : null);
  };
  return {
    queryPayment,
    createPayment: (order: PaymentOrder) => createSession(options, stripe, order),
    async closePayment(outTradeNo: string, ref?: string | null): Promise<'CLOSED' | 'PAID'> {
      if (!ref) {
        // Nobody has got its address: it ends by itself, unless it was paid all the same.
        const { state } = await searchPayment(stripe, outTradeNo);
        return state === 'PAID' ? 'PAID' : 'CLOSED';
      }
      try {
        await asked(stripe.checkout.sessions.expire(ref));
        return 'CLOSED';
      } catch (error) {
        if (!(error instanceof Denial)) throw error;
        const { state } = await queryPayment(outTradeNo, ref);
        if (state === 'PENDING') throw error;
        return state === 'PAID' ? 'PAID' : 'CLOSED';
      }
    },
  };
}

/** Without the session's name (a crash before it was written down), by what we wrote on the payment. */
async function searchPayment(stripe: Stripe, outTradeNo: string): Promise<PaymentStatus> {
  const query = `metadata['out_trade_no']:'${outTradeNo.replaceAll(/[^\w-]/g, '')}'`;
  const expand = ['data.latest_charge'];
  const { data } = await asked(stripe.paymentIntents.search({ query, expand, limit: 10 }));
  const paid = data.find(({ status }) => status === 'succeeded');
  if (paid) return paidBy(shaped(answers.intent, paid).latest_charge);
  return { state: data.length > 0 ? 'PENDING' : 'UNKNOWN' };
}

function paidBy(
  charge: z.output<typeof answers.charge> | string | null | undefined,
): PaymentStatus {
  if (typeof charge !== 'object' || !charge?.payment_intent) {
    throw outage(new Error('a paid session without its charge'));
  }
  const { payment_intent: transactionId, amount: amountFen, created: paidAt } = charge;
  return { state: 'PAID', transactionId, amountFen, paidAt };
}

/**
 * A session ends at the earliest half an hour after it was made, and everything under one key must
 * be the same each time: so it ends half an hour after ours, and is closed before.
 */
const sessionMsMin = 30 * minuteMs;

async function createSession(options: StripeOptions, stripe: Stripe, order: PaymentOrder) {
  const { outTradeNo } = order;
  const metadata = { out_trade_no: outTradeNo };
  const product = { name: order.description };
  const price = { currency, unit_amount: Number(order.amountFen), product_data: product };
  const made = await asked(
    stripe.checkout.sessions.create(
      {
        mode: 'payment',
        line_items: [{ quantity: 1, price_data: price }],
        allowed_payment_method_types: [...options.methods],
        ...(options.methods.includes('wechat_pay') && {
          payment_method_options: { wechat_pay: { client: 'web' as const } },
        }),
        client_reference_id: outTradeNo,
        metadata,
        payment_intent_data: { metadata, transfer_group: outTradeNo },
        success_url: order.returnUrl,
        cancel_url: order.returnUrl,
        expires_at: Math.floor((order.expiresAt.getTime() + sessionMsMin) / 1000),
      },
      { idempotencyKey: `pay-${outTradeNo}` },
    ),
  );
  const { id: providerRef, url } = shaped(answers.session, made);
  if (!url) throw new Denial(400, 'session_ended');
  return { providerRef, cashier: { kind: 'page' as const, url } };
}

/** Noes that say that this payment can never be refunded as asked. */
const refundNoes = ['charge_disputed', 'charge_expired_for_capture'];

/** Looked up first: a key is remembered for a day only, and a refund is asked after for longer. */
async function refund(stripe: Stripe, order: RefundOrder): Promise<SettlingStatus> {
  const known = await findRefund(stripe, order);
  if (known.state !== 'UNKNOWN') return known;
  const { outRefundNo, amountFen, transactionId } = order;
  const wanted = {
    payment_intent: transactionId,
    amount: Number(amountFen),
    metadata: { out_refund_no: outRefundNo },
  };
  try {
    const idempotencyKey = `refund-${outRefundNo}`;
    return refundStatus(await asked(stripe.refunds.create(wanted, { idempotencyKey })));
  } catch (error) {
    if (!(error instanceof Denial) || !refundNoes.includes(error.code)) throw error;
    return { state: 'FAILED', providerRef: '', amountFen, reason: error.code };
  }
}

async function findRefund(
  stripe: Stripe,
  { outRefundNo, transactionId }: Pick<RefundKey, 'outRefundNo' | 'transactionId'>,
): Promise<SettlingStatus | UnknownStatus> {
  const list = stripe.refunds.list({ payment_intent: transactionId, limit: 100 });
  const all = await orUnknown(askedAll(list), isMissing);
  if ('state' in all) return all;
  const found = all.find(({ metadata }) => metadata?.['out_refund_no'] === outRefundNo);
  return found ? refundStatus(found) : { state: 'UNKNOWN' };
}
