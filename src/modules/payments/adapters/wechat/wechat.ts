import type * as z from 'zod';
import { dayMs, hourMs } from '#platform/clock.ts';
import type {
  Cashier,
  PaymentOrder,
  PaymentProvider,
  PaymentStatus,
  ProviderCapabilities,
  RefundKey,
  RefundOrder,
  SettlingStatus,
} from '../../provider.ts';
import { Denial, orUnknown, shanghaiInstant } from '../wire.ts';
import * as answers from './wechat-answers.ts';
import { downloadTradeBill } from './wechat-bill.ts';
import { createWechatCaller, type WechatCaller, type WechatOptions } from './wechat-client.ts';
import { createNoticeReader } from './wechat-notices.ts';
import { createWechatShares } from './wechat-shares.ts';
import { cashierParameters } from './wechat-signing.ts';
import { createWechatTransfers } from './wechat-transfers.ts';

export type { WechatOptions } from './wechat-client.ts';

/** How long a payment stays frozen for sharing when nobody ends it, and how long it can be refunded. */
const freezeMs = 30 * dayMs;
const refundMs = 365 * dayMs;
/** A day's bill is made from nine in the morning and whole by ten. */
const billReadyMs = 10 * hourMs;

/** WeChat Pay's API v3 as the house's provider, for a merchant of its own. */
export function createWechatProvider(options: WechatOptions): PaymentProvider {
  const call = createWechatCaller(options);
  const desk = paymentDesk(options, call);
  const queryRefund = (key: Pick<RefundKey, 'outRefundNo'>) => findRefund(call, key.outRefundNo);
  return {
    name: 'wechat',
    merchantId: options.merchantId,
    capabilities: capabilitiesOf(options),
    cashierOrigins: ['https://wx.tenpay.com'],
    noticeAnswers: {
      taken: { status: 204, type: 'application/json', body: '' },
      refused: {
        status: 401,
        type: 'application/json',
        body: JSON.stringify({ code: 'FAIL', message: 'signature' }),
      },
    },
    ...desk,
    refund: (order) => refund(options, call, order),
    queryRefund,
    ...createWechatTransfers(options, call),
    downloadBill: (day) => downloadTradeBill(call, day),
    verifyNotice: createNoticeReader(options, call, queryRefund),
    shares: createWechatShares(options, call),
  };
}

function capabilitiesOf({ freeze, transferScene }: WechatOptions): ProviderCapabilities {
  return {
    clients: ['desktop', 'phone', 'wechat'],
    hold: freeze ? 'freeze' : 'books',
    freezeMsMax: freeze ? freezeMs : null,
    split: freeze,
    payout: transferScene ? 'wechat-user' : 'none',
    refundAfterSettlement: true,
    refundMsMax: refundMs,
    billReadyMs,
    disputes: false,
  };
}

function paymentDesk(options: WechatOptions, call: WechatCaller) {
  const queryPayment = async (outTradeNo: string): Promise<PaymentStatus> => {
    const path = `${tradePath(outTradeNo)}?mchid=${options.merchantId}`;
    const found = await orUnknown(
      call.json(answers.tradeAnswer, { method: 'GET', path }),
      ({ status, code }) => status === 404 || /^ORDER_?NOT_?EXIST$/.test(code),
    );
    if ('state' in found) return found;
    if (found.trade_state === 'SUCCESS' || found.trade_state === 'REFUND') {
      const { transaction_id: transactionId, success_time: paidAt, amount } = found;
      return { state: 'PAID', transactionId, amountFen: amount.total, paidAt };
    }
    const isOver = found.trade_state === 'CLOSED' || found.trade_state === 'REVOKED';
    return { state: isOver ? 'CLOSED' : 'PENDING' };
  };
  return {
    queryPayment,
    createPayment: async (order: PaymentOrder) => ({
      providerRef: order.outTradeNo,
      cashier: await openCashier(options, call, order),
    }),
    async closePayment(outTradeNo: string): Promise<'CLOSED' | 'PAID'> {
      const body = { mchid: options.merchantId };
      try {
        await call.done({ method: 'POST', path: `${tradePath(outTradeNo)}/close`, body });
        return 'CLOSED';
      } catch (error) {
        if (!(error instanceof Denial)) throw error;
        // Its codes for "paid", "closed" and "unknown" have changed over the years: the state has not.
        const { state } = await queryPayment(outTradeNo);
        if (state === 'PENDING') throw error;
        return state === 'PAID' ? 'PAID' : 'CLOSED';
      }
    },
  };
}

const tradePath = (outTradeNo: string) =>
  `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}`;

/** Native on a desktop, H5 on a phone, JSAPI inside WeChat where we know who the payer is there. */
async function openCashier(
  options: WechatOptions,
  call: WechatCaller,
  order: PaymentOrder,
): Promise<Cashier> {
  const { client } = order;
  const body = orderBody(options, order);
  if (client.kind === 'wechat' && client.openid) {
    const { prepay_id: prepayId } = await call.json(answers.jsapiAnswer, {
      method: 'POST',
      path: '/v3/pay/transactions/jsapi',
      body: { ...body, payer: { openid: client.openid } },
    });
    const now = options.clock.now();
    const { appId } = options;
    return { kind: 'wechat', parameters: cashierParameters(options, { appId, prepayId, now }) };
  }
  if (client.kind === 'phone') {
    const scene = { payer_client_ip: client.ip, h5_info: { type: 'Wap' } };
    const { h5_url: url } = await call.json(answers.h5Answer, {
      method: 'POST',
      path: '/v3/pay/transactions/h5',
      body: { ...body, scene_info: scene },
    });
    const mark = url.includes('?') ? '&' : '?';
    return {
      kind: 'page',
      url: `${url}${mark}redirect_url=${encodeURIComponent(order.returnUrl)}`,
    };
  }
  const { code_url: text } = await call.json(answers.nativeAnswer, {
    method: 'POST',
    path: '/v3/pay/transactions/native',
    body,
  });
  return { kind: 'code', text };
}

function orderBody(options: WechatOptions, order: PaymentOrder) {
  return {
    appid: options.appId,
    mchid: options.merchantId,
    description: order.description.slice(0, 42),
    out_trade_no: order.outTradeNo,
    time_expire: shanghaiInstant(order.expiresAt),
    notify_url: order.notifyUrl,
    amount: { total: Number(order.amountFen), currency: 'CNY' },
    ...(options.freeze && { settle_info: { profit_sharing: true } }),
  };
}

async function refund(options: WechatOptions, call: WechatCaller, order: RefundOrder) {
  const body = {
    out_trade_no: order.outTradeNo,
    out_refund_no: order.outRefundNo,
    reason: order.reason.slice(0, 26),
    notify_url: order.notifyUrl,
    amount: {
      refund: Number(order.amountFen),
      total: Number(order.paidFen),
      currency: 'CNY',
    },
  };
  const path = '/v3/refund/domestic/refunds';
  try {
    return refundStatus(await call.json(answers.refundAnswer, { method: 'POST', path, body }));
  } catch (error) {
    if (!(error instanceof Denial)) throw error;
    return deniedRefund(call, order, error);
  }
}

/** Noes that say that this refund will never be made under this number. */
const refundNoes = ['USER_ACCOUNT_ABNORMAL', 'TRADE_OVERDUE', 'REQUEST_BLOCKED'];

/**
 * A refund that was denied is what the provider says of its number; only where it knows nothing
 * of it was it refused. An empty account is mended by the merchant, not by another number.
 */
async function deniedRefund(call: WechatCaller, order: RefundOrder, denial: Denial) {
  const known = await findRefund(call, order.outRefundNo);
  if (known.state !== 'UNKNOWN') return known;
  if (!refundNoes.includes(denial.code)) throw denial;
  return {
    state: 'FAILED' as const,
    providerRef: '',
    amountFen: order.amountFen,
    reason: denial.code,
  };
}

async function findRefund(call: WechatCaller, outRefundNo: string) {
  const path = `/v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}`;
  const found = await orUnknown(
    call.json(answers.refundAnswer, { method: 'GET', path }),
    ({ status, code }) => status === 404 || code === 'RESOURCE_NOT_EXISTS',
  );
  return 'state' in found ? found : refundStatus(found);
}

type RefundAnswer = z.output<typeof answers.refundAnswer>;

/**
 * A refund stands in the bill of the day it was taken up, not of the day it arrived. One that
 * cannot reach the payer's card (ABNORMAL) waits for the merchant under the same number.
 */
function refundStatus(answer: RefundAnswer): SettlingStatus {
  const common = { providerRef: answer.refund_id, amountFen: answer.amount.refund };
  const finishedAt = answer.create_time;
  if (answer.status === 'SUCCESS') return { ...common, state: 'SUCCEEDED', finishedAt };
  if (answer.status === 'CLOSED')
    return { ...common, state: 'FAILED', finishedAt, reason: 'CLOSED' };
  if (answer.status === 'ABNORMAL') return { ...common, state: 'PROCESSING', reason: 'ABNORMAL' };
  return { ...common, state: 'PROCESSING' };
}
