import * as z from 'zod';
import { fenNumber, instant } from '../wire.ts';

/** What WeChat Pay answers and tells, checked before anything is believed. */

const sealed = z.object({
  algorithm: z.literal('AEAD_AES_256_GCM'),
  nonce: z.string(),
  associated_data: z.string().optional(),
  ciphertext: z.string(),
});

export const errorAnswer = z.object({ code: z.string() });

export const certificatesAnswer = z.object({
  data: z
    .array(
      z.object({
        serial_no: z.string(),
        expire_time: instant,
        encrypt_certificate: sealed,
      }),
    )
    .min(1),
});

export const nativeAnswer = z.object({ code_url: z.string().min(1) });
export const h5Answer = z.object({ h5_url: z.url() });
export const jsapiAnswer = z.object({ prepay_id: z.string().min(1) });

const money = z.object({ total: fenNumber, currency: z.literal('CNY') });
const trade = { mchid: z.string(), out_trade_no: z.string() };

/** A payment, asked for or told of; what is paid says when and by which transaction. */
export const tradeAnswer = z.discriminatedUnion('trade_state', [
  z.object({
    ...trade,
    trade_state: z.enum(['NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR', 'ACCEPT']),
  }),
  z.object({
    ...trade,
    // REFUND: paid, and something of it went back.
    trade_state: z.enum(['SUCCESS', 'REFUND']),
    transaction_id: z.string().min(1).max(64),
    success_time: instant,
    amount: money,
  }),
]);

export const refundAnswer = z.object({
  refund_id: z.string(),
  out_refund_no: z.string(),
  create_time: instant,
  status: z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']),
  amount: z.object({ refund: fenNumber }),
});

/** A refund in a notice; when it stands in the bill is only in the answer to a query. */
export const refundTold = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string(),
  out_refund_no: z.string(),
  refund_status: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']),
});

const transferState = z.enum([
  'ACCEPTED',
  'PROCESSING',
  'WAIT_USER_CONFIRM',
  'TRANSFERING',
  'SUCCESS',
  'FAIL',
  'CANCELING',
  'CANCELLED',
]);

export const transferTaken = z.object({
  transfer_bill_no: z.string(),
  create_time: instant,
  state: transferState,
  fail_reason: z.string().optional(),
});

/** A transfer, asked for or told of. */
export const transferAnswer = z.object({
  mch_id: z.string(),
  out_bill_no: z.string(),
  transfer_bill_no: z.string(),
  transfer_amount: fenNumber,
  state: transferState,
  fail_reason: z.string().optional(),
  update_time: instant,
});

export const shareAnswer = z.object({
  order_id: z.string(),
  state: z.enum(['PROCESSING', 'FINISHED']),
  receivers: z
    .array(
      z.object({
        result: z.enum(['PENDING', 'SUCCESS', 'CLOSED']),
        fail_reason: z.string().optional(),
      }),
    )
    .optional(),
});

export const shareReturnAnswer = z.object({
  return_id: z.string(),
  result: z.enum(['PROCESSING', 'SUCCESS', 'FAILED']),
  fail_reason: z.string().optional(),
});

export const billAnswer = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string(),
  download_url: z.url(),
});

export const noticeBody = z.object({
  id: z.string().min(1).max(100),
  create_time: instant,
  event_type: z.string(),
  resource: sealed.extend({ original_type: z.string() }),
});
