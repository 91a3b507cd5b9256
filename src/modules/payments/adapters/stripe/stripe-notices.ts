import { Stripe } from 'stripe';
import type * as z from 'zod';
import { secondMs } from '#platform/clock.ts';
import { signingWindowMs } from '#platform/signing.ts';
import type { NoticeHeaders, NoticeVerdict } from '../../provider.ts';
import { outage, shaped } from '../wire.ts';
import * as answers from './stripe-answers.ts';
import { asked, type StripeOptions } from './stripe-client.ts';
import { refundStatus } from './stripe-refunds.ts';

type Event = z.output<typeof answers.event>;

/** Reads Stripe's notices: its library checks the signature over the bytes as they came, and their age. */
export function createStripeNoticeReader(
  options: StripeOptions,
  stripe: Stripe,
): (headers: NoticeHeaders, rawBody: Buffer) => Promise<NoticeVerdict> {
  return async (headers, rawBody) => {
    let told: unknown;
    try {
      told = stripe.webhooks.constructEvent(
        rawBody,
        String(headers['stripe-signature'] ?? ''),
        options.webhookSecret,
        signingWindowMs / secondMs,
        undefined,
        options.clock.now().getTime(),
      );
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError) return 'forged';
      throw outage(error);
    }
    const event = shaped(answers.event, told);
    const merchantId = event.account ?? options.accountId;
    const verdict = await readEvent(stripe, event);
    return typeof verdict === 'string' ? verdict : { ...verdict, eventId: event.id, merchantId };
  };
}

type Told = Omit<Exclude<NoticeVerdict, string>, 'eventId' | 'merchantId'>;

async function readEvent(stripe: Stripe, event: Event): Promise<Told | 'irrelevant'> {
  const { object } = event.data;
  switch (event.type) {
    case 'charge.succeeded':
      return readCharge(object);
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return readRefund(object);
    case 'charge.dispute.created':
    case 'charge.dispute.closed':
      return readDispute(stripe, event);
    default:
      return 'irrelevant';
  }
}

function readCharge(object: unknown): Told | 'irrelevant' {
  const charge = shaped(answers.charge, object);
  const outNo = charge.metadata['out_trade_no'];
  if (!outNo || !charge.payment_intent) return 'irrelevant';
  return {
    type: 'payment.succeeded',
    outNo,
    transactionId: charge.payment_intent,
    amountFen: charge.amount,
    occurredAt: charge.created,
  };
}

function readRefund(object: unknown): Told | 'irrelevant' {
  const outNo = shaped(answers.refund, object).metadata?.['out_refund_no'];
  const status = refundStatus(object);
  if (!outNo || status.state === 'PROCESSING') return 'irrelevant';
  return {
    type: status.state === 'SUCCEEDED' ? 'refund.succeeded' : 'refund.failed',
    outNo,
    transactionId: status.providerRef,
    amountFen: status.amountFen,
    occurredAt: status.finishedAt!,
    ...(status.reason && { reason: status.reason }),
  };
}

/** A payer takes the payment back through their bank; whose payment it is, the payment itself says. */
async function readDispute(stripe: Stripe, event: Event): Promise<Told | 'irrelevant'> {
  const dispute = shaped(answers.dispute, event.data.object);
  if (!dispute.payment_intent) return 'irrelevant';
  const found = await asked(stripe.paymentIntents.retrieve(dispute.payment_intent));
  const intent = shaped(answers.intent, found);
  const outNo = intent.metadata['out_trade_no'];
  if (!outNo) return 'irrelevant';
  return {
    type: disputeType(event.type, dispute.status),
    outNo,
    transactionId: intent.id,
    amountFen: dispute.amount,
    occurredAt: event.created,
    reason: dispute.reason,
    dispute: { id: dispute.id, evidenceBy: dispute.evidence_details?.due_by ?? null },
  };
}

function disputeType(eventType: string, status: string) {
  if (eventType === 'charge.dispute.created') return 'dispute.opened';
  return status === 'lost' ? 'dispute.lost' : 'dispute.won';
}
