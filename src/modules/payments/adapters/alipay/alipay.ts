import type * as z from 'zod';
import { dayMs, hourMs } from '#platform/clock.ts';
import { yuanText } from '#platform/money.ts';
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
import { Denial, orUnknown, outage, shanghaiText } from '../wire.ts';
import * as answers from './alipay-answers.ts';
import { downloadBill } from './alipay-bill.ts';
import {
  createAlipayCaller,
  refundRef,
  type AlipayCaller,
  type AlipayOptions,
} from './alipay-client.ts';
import { createAlipayNoticeReader } from './alipay-notices.ts';
import { createAlipayShares } from './alipay-shares.ts';
import { createAlipayTransfers } from './alipay-transfers.ts';

export type { AlipayOptions } from './alipay-client.ts';

/** The longest a second-level merchant's settlement may wait, and how long a trade can be refunded. */
const freezeMs = 365 * dayMs;
const refundMs = 365 * dayMs;
/** A day's bill is there by nine the next morning; an hour is added. */
const billReadyMs = 10 * hourMs;

/** Alipay as the house's provider. */
export function createAlipayProvider(options: AlipayOptions): PaymentProvider {
  const caller = createAlipayCaller(options);
  const queryRefund = (key: RefundKey) => findRefund(caller, key);
  const transfers = createAlipayTransfers(options, caller);
  return {
    name: 'alipay',
    merchantId: `${options.appId}/${options.sellerId}`,
    capabilities: capabilitiesOf(options),
    // Its gateway leads on to whichever of its hosts is in charge.
    cashierOrigins: options.gateway
      ? [new URL(options.gateway).origin, 'https://*.alipaydev.com']
      : ['https://*.alipay.com'],
    noticeAnswers: {
      taken: { status: 200, type: 'text/plain; charset=utf-8', body: 'success' },
      refused: { status: 401, type: 'text/plain; charset=utf-8', body: 'failure' },
    },
    ...paymentDesk(options, caller),
    refund: (order) => refund(caller, order),
    queryRefund,
    ...transfers,
    downloadBill: (day) => downloadBill(options, caller, day),
    verifyNotice: createAlipayNoticeReader(options, caller, {
      queryRefund,
      queryTransfer: transfers.queryTransfer,
    }),
    shares: createAlipayShares(caller),
  };
}

function capabilitiesOf({ paysOut, subMerchantId }: AlipayOptions): ProviderCapabilities {
  return {
    // Its pages do not open inside WeChat.
    clients: ['desktop', 'phone'],
    hold: subMerchantId ? 'freeze' : 'books',
    freezeMsMax: subMerchantId ? freezeMs : null,
    split: subMerchantId !== undefined,
    payout: paysOut ? 'bank-account' : 'none',
    refundAfterSettlement: true,
    refundMsMax: refundMs,
    billReadyMs,
    disputes: false,
  };
}

const isNoTrade = ({ code }: Denial) => code === 'ACQ.TRADE_NOT_EXIST';

function paymentDesk(options: AlipayOptions, caller: AlipayCaller) {
  const queryPayment = async (outTradeNo: string): Promise<PaymentStatus> => {
    const content = { out_trade_no: outTradeNo };
    const asked = caller.call(answers.tradeAnswer, 'alipay.trade.query', content);
    const found = await orUnknown(asked, isNoTrade);
    return 'state' in found ? found : statusOf(found);
  };
  return {
    queryPayment,
    createPayment: async (order: PaymentOrder) => ({
      providerRef: order.outTradeNo,
      cashier: { kind: 'page' as const, url: cashierUrl(options, caller, order) },
    }),
    async closePayment(outTradeNo: string): Promise<'CLOSED' | 'PAID'> {
      try {
        await caller.call(answers.anyAnswer, 'alipay.trade.close', { out_trade_no: outTradeNo });
        return 'CLOSED';
      } catch (error) {
        if (!(error instanceof Denial)) throw error;
        const { state } = await queryPayment(outTradeNo);
        if (state === 'PENDING') throw error;
        return state === 'PAID' ? 'PAID' : 'CLOSED';
      }
    },
  };
}

/** A trade that was refunded whole is closed as one that was never paid is; only the date tells. */
function statusOf(found: z.output<typeof answers.tradeAnswer>): PaymentStatus {
  const { trade_status: status, send_pay_date: paidAt } = found;
  if (status === 'WAIT_BUYER_PAY') return { state: 'PENDING' };
  if (paidAt) {
    return { state: 'PAID', transactionId: found.trade_no, amountFen: found.total_amount, paidAt };
  }
  if (status !== 'TRADE_CLOSED') throw outage(new Error('a paid trade without a date'));
  return { state: 'CLOSED' };
}

/** The page of a desktop or of a phone: a signed address, opened by the payer's browser alone. */
function cashierUrl(options: AlipayOptions, caller: AlipayCaller, order: PaymentOrder): string {
  const isDesktop = order.client.kind === 'desktop';
  const { subMerchantId } = options;
  const totalAmount = yuanText(order.amountFen);
  const content = {
    out_trade_no: order.outTradeNo,
    total_amount: totalAmount,
    subject: order.description.slice(0, 128),
    product_code: isDesktop ? 'FAST_INSTANT_TRADE_PAY' : 'QUICK_WAP_WAY',
    time_expire: shanghaiText(order.expiresAt),
    ...(!isDesktop && { quit_url: order.returnUrl }),
    ...(subMerchantId && {
      sub_merchant: { merchant_id: subMerchantId },
      settle_info: {
        settle_period_time: '365d',
        settle_detail_infos: [{ trans_in_type: 'defaultSettle', amount: totalAmount }],
      },
    }),
  };
  const method = isDesktop ? 'alipay.trade.page.pay' : 'alipay.trade.wap.pay';
  const { notifyUrl, returnUrl } = order;
  return caller.page(method, { content, notifyUrl, returnUrl });
}

/** Noes that say that this trade can never be refunded as asked. */
const refundNoes = [
  'ACQ.TRADE_HAS_FINISHED',
  'ACQ.TRADE_NOT_ALLOW_REFUND',
  'ACQ.BUYER_NOT_EXIST',
  'ACQ.BUYER_ERROR',
];

/** Asked for, then looked up: only the query says whether money moved, and when. */
async function refund(caller: AlipayCaller, order: RefundOrder): Promise<SettlingStatus> {
  const { amountFen, outRefundNo } = order;
  const content = {
    out_trade_no: order.outTradeNo,
    refund_amount: yuanText(amountFen),
    refund_reason: order.reason.slice(0, 80),
    out_request_no: outRefundNo,
  };
  let denial: Denial | undefined;
  try {
    await caller.call(answers.anyAnswer, 'alipay.trade.refund', content);
  } catch (error) {
    if (!(error instanceof Denial)) throw error;
    denial = error;
  }
  const found = await findRefund(caller, order);
  if (found.state !== 'UNKNOWN') return found;
  const providerRef = refundRef(order.transactionId, outRefundNo);
  if (!denial) return { state: 'PROCESSING', providerRef, amountFen };
  if (!refundNoes.includes(denial.code)) throw denial;
  return { state: 'FAILED', providerRef, amountFen, reason: denial.code };
}

async function findRefund(
  caller: AlipayCaller,
  { outTradeNo, outRefundNo }: RefundKey,
): Promise<SettlingStatus | UnknownStatus> {
  const content = {
    out_trade_no: outTradeNo,
    out_request_no: outRefundNo,
    query_options: ['gmt_refund_pay'],
  };
  const found = await orUnknown(
    caller.call(answers.refundAnswer, 'alipay.trade.fastpay.refund.query', content),
    (denial) => isNoTrade(denial) || denial.code === 'TRADE_NOT_EXIST',
  );
  if ('state' in found) return found;
  if (found.refund_status !== 'REFUND_SUCCESS') return { state: 'UNKNOWN' };
  const { trade_no: tradeNo, refund_amount: amountFen, gmt_refund_pay: finishedAt } = found;
  if (!tradeNo || !amountFen || !finishedAt) throw outage(new Error('a refund without its parts'));
  return {
    state: 'SUCCEEDED',
    providerRef: refundRef(tradeNo, outRefundNo),
    amountFen,
    finishedAt,
  };
}
