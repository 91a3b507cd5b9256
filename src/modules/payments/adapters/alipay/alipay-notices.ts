import type {
  NoticeHeaders,
  NoticeVerdict,
  PaymentProvider,
  SettlingStatus,
  UnknownStatus,
} from '../../provider.ts';
import { outage, parsed, shaped } from '../wire.ts';
import * as answers from './alipay-answers.ts';
import type { AlipayCaller, AlipayOptions } from './alipay-client.ts';

type Queries = Pick<PaymentProvider, 'queryRefund' | 'queryTransfer'>;

/**
 * Reads Alipay's notices, a signed form. They bear no time to judge them by: whoever sends one
 * again tells nothing new, since its number was taken in before.
 */
export function createAlipayNoticeReader(
  options: AlipayOptions,
  caller: AlipayCaller,
  queries: Queries,
): (headers: NoticeHeaders, rawBody: Buffer) => Promise<NoticeVerdict> {
  return async (_headers, rawBody) => {
    const fields = Object.fromEntries(new URLSearchParams(rawBody.toString('utf8')));
    if (!caller.isSigned(fields)) return 'forged';
    if ('msg_method' in fields) return readMessage(options, fields, queries);
    if (fields['notify_type'] !== 'trade_status_sync') return 'irrelevant';
    return readTrade(fields, queries);
  };
}

async function readTrade(
  fields: Record<string, string>,
  { queryRefund }: Queries,
): Promise<NoticeVerdict> {
  const told = shaped(answers.tradeTold, fields);
  const merchantId = `${told.app_id}/${told.seller_id}`;
  const common = { eventId: told.notify_id, merchantId };
  const { out_trade_no: outTradeNo, trade_no: transactionId } = told;
  if (told.gmt_refund || told.out_biz_no) {
    // Its amounts are sums over all refunds of the trade: this one is looked up.
    const outNo = told.out_biz_no;
    if (!outNo) return 'irrelevant';
    const found = await queryRefund({ outRefundNo: outNo, outTradeNo, transactionId });
    return ended('refund', { ...common, outNo }, found);
  }
  if (told.trade_status !== 'TRADE_SUCCESS' && told.trade_status !== 'TRADE_FINISHED') {
    return 'irrelevant';
  }
  if (!told.gmt_payment) throw outage(new Error('a paid trade without a date'));
  return {
    ...common,
    type: 'payment.succeeded',
    outNo: outTradeNo,
    transactionId,
    amountFen: told.total_amount,
    occurredAt: told.gmt_payment,
  };
}

/** Messages name the app alone; whose transfer it is, the query by our number says. */
async function readMessage(
  { appId, sellerId }: AlipayOptions,
  fields: Record<string, string>,
  { queryTransfer }: Queries,
): Promise<NoticeVerdict> {
  const told = shaped(answers.messageTold, fields);
  if (told.msg_method !== 'alipay.fund.trans.order.changed') return 'irrelevant';
  const { out_biz_no: outNo } = parsed(answers.transferTold, told.biz_content);
  const merchantId = `${told.app_id}/${sellerId}`;
  if (told.app_id !== appId) return 'irrelevant';
  const found = await queryTransfer(outNo);
  return ended('transfer', { eventId: told.notify_id, merchantId, outNo }, found);
}

function ended(
  kind: 'refund' | 'transfer',
  told: { eventId: string; merchantId: string; outNo: string },
  found: SettlingStatus | UnknownStatus,
): NoticeVerdict {
  if (found.state !== 'SUCCEEDED' && found.state !== 'FAILED') return 'irrelevant';
  if (!found.finishedAt) return 'irrelevant';
  return {
    ...told,
    type: `${kind}.${found.state === 'SUCCEEDED' ? 'succeeded' : 'failed'}`,
    transactionId: found.providerRef,
    amountFen: found.amountFen,
    occurredAt: found.finishedAt,
    ...(found.reason && { reason: found.reason }),
  };
}
