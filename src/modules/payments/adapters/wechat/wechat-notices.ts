import type * as z from 'zod';
import { createNonceWindow } from '#platform/signing.ts';
import type {
  NoticeHeaders,
  NoticeVerdict,
  RefundKey,
  SettlingStatus,
  UnknownStatus,
} from '../../provider.ts';
import { outage, parsed } from '../wire.ts';
import * as answers from './wechat-answers.ts';
import { signedOf, type WechatCaller, type WechatOptions } from './wechat-client.ts';
import { isSignatureProbe, isSignedBy, openSealed } from './wechat-signing.ts';
import { transferStatus } from './wechat-transfers.ts';

type QueryRefund = (refund: RefundKey) => Promise<SettlingStatus | UnknownStatus>;
type Envelope = z.output<typeof answers.noticeBody>;

/**
 * Reads WeChat's notices: first the signature and its age, then what is sealed inside. A notice
 * that is well signed and cannot be opened is no stranger's: the key is wrong on our side, so it
 * is an outage, and WeChat tells it again.
 */
export function createNoticeReader(
  options: WechatOptions,
  call: WechatCaller,
  queryRefund: QueryRefund,
): (headers: NoticeHeaders, rawBody: Buffer) => Promise<NoticeVerdict> {
  const nonces = createNonceWindow();
  return async (headers, rawBody) => {
    const signed = signedOf(headers, rawBody);
    if (isSignatureProbe(signed.signature)) return 'probe';
    const key = await call.keys.find(signed.serial);
    const now = options.clock.now();
    if (!key || !isSignedBy(key, signed, now)) return 'forged';
    if (!nonces.claim(`${signed.timestamp}:${signed.nonce}`, now)) return 'forged';
    const envelope = parsed(answers.noticeBody, rawBody.toString('utf8'));
    return readNotice(envelope, opened(options, envelope), queryRefund);
  };
}

function opened({ apiKey }: WechatOptions, { resource }: Envelope): string {
  try {
    return openSealed(apiKey, resource);
  } catch (error) {
    throw outage(
      new Error('a notice of WeChat does not open under our API v3 key', { cause: error }),
    );
  }
}

/** The event types say too little: news of shares bear the name of a payment's. */
async function readNotice(
  { id: eventId, resource }: Envelope,
  text: string,
  queryRefund: QueryRefund,
): Promise<NoticeVerdict> {
  switch (resource.original_type) {
    case 'transaction':
      return readPayment(eventId, text);
    case 'refund':
      return readRefund(eventId, text, queryRefund);
    case 'mch_payment':
      return readTransfer(eventId, text);
    default:
      return 'irrelevant';
  }
}

function readPayment(eventId: string, text: string): NoticeVerdict {
  const told = parsed(answers.tradeAnswer, text);
  if (told.trade_state !== 'SUCCESS') return 'irrelevant';
  return {
    eventId,
    type: 'payment.succeeded',
    outNo: told.out_trade_no,
    transactionId: told.transaction_id,
    amountFen: told.amount.total,
    merchantId: told.mchid,
    occurredAt: told.success_time,
  };
}

/** A refund's end is looked up: only there is the day on whose bill it stands. */
async function readRefund(
  eventId: string,
  text: string,
  queryRefund: QueryRefund,
): Promise<NoticeVerdict> {
  const told = parsed(answers.refundTold, text);
  const { out_refund_no: outNo, out_trade_no: outTradeNo, transaction_id: transactionId } = told;
  const found = await queryRefund({ outRefundNo: outNo, outTradeNo, transactionId });
  if (found.state !== 'SUCCEEDED' && found.state !== 'FAILED') return 'irrelevant';
  return {
    eventId,
    type: found.state === 'SUCCEEDED' ? 'refund.succeeded' : 'refund.failed',
    outNo,
    transactionId: found.providerRef,
    amountFen: found.amountFen,
    merchantId: told.mchid,
    occurredAt: found.finishedAt!,
    ...(found.reason && { reason: found.reason }),
  };
}

function readTransfer(eventId: string, text: string): NoticeVerdict {
  const told = parsed(answers.transferAnswer, text);
  const status = transferStatus(told);
  if (status.state === 'PROCESSING') return 'irrelevant';
  return {
    eventId,
    type: status.state === 'SUCCEEDED' ? 'transfer.succeeded' : 'transfer.failed',
    outNo: told.out_bill_no,
    transactionId: told.transfer_bill_no,
    amountFen: told.transfer_amount,
    merchantId: told.mch_id,
    occurredAt: told.update_time,
    ...(status.reason && { reason: status.reason }),
  };
}
