import * as z from 'zod';
import { shanghaiTime, yuan } from '../wire.ts';

/** What Alipay answers and tells, checked before anything is believed. */

export const businessAnswer = z.object({ code: z.string(), sub_code: z.string().optional() });

export const tradeAnswer = z.object({
  trade_no: z.string().min(1),
  out_trade_no: z.string(),
  trade_status: z.enum(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED']),
  total_amount: yuan,
  send_pay_date: shanghaiTime.optional(),
});

export const anyAnswer = z.object({});

/** Without a status nothing was refunded under this number. */
export const refundAnswer = z.object({
  trade_no: z.string().optional(),
  refund_status: z.string().optional(),
  refund_amount: yuan.optional(),
  gmt_refund_pay: shanghaiTime.optional(),
});

const transferState = z.enum(['SUCCESS', 'DEALING', 'WAIT_PAY', 'FAIL', 'CLOSED', 'REFUND']);

export const transferTaken = z.object({
  order_id: z.string(),
  status: transferState,
  trans_date: shanghaiTime.optional(),
});

export const transferAnswer = z.object({
  order_id: z.string(),
  status: transferState,
  trans_amount: yuan,
  pay_date: shanghaiTime.optional(),
  error_code: z.string().optional(),
});

export const settleAnswer = z.object({
  trade_no: z.string(),
  settle_no: z.string().optional(),
});

export const settleQueryAnswer = z.object({
  out_request_no: z.string(),
  royalty_detail_list: z
    .array(z.object({ state: z.string(), error_code: z.string().optional() }))
    .default([]),
});

export const billAnswer = z.object({ bill_download_url: z.url() });

/** A notice about a trade; `gmt_refund` is there where it was a refund that changed it. */
export const tradeTold = z.object({
  notify_id: z.string().min(1).max(100),
  app_id: z.string(),
  seller_id: z.string(),
  out_trade_no: z.string(),
  trade_no: z.string().min(1),
  trade_status: z.string(),
  total_amount: yuan,
  gmt_payment: shanghaiTime.optional(),
  gmt_refund: z.string().optional(),
  out_biz_no: z.string().optional(),
});

/** A message about a transfer. */
export const messageTold = z.object({
  notify_id: z.string().min(1).max(100),
  app_id: z.string(),
  msg_method: z.string(),
  biz_content: z.string(),
});
export const transferTold = z.object({ out_biz_no: z.string() });
