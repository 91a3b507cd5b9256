import type * as z from 'zod';
import type {
  ShareDesk,
  ShareKey,
  ShareOrder,
  ShareStatus,
  TakeBackOrder,
  UnknownStatus,
} from '../../provider.ts';
import { orUnknown } from '../wire.ts';
import * as answers from './wechat-answers.ts';
import type { WechatCaller, WechatOptions } from './wechat-client.ts';

const ordersPath = '/v3/profitsharing/orders';
const returnsPath = '/v3/profitsharing/return-orders';

/** Profit sharing: a payment opened with `profit_sharing` stays frozen until it is shared or released. */
export function createWechatShares({ appId }: WechatOptions, call: WechatCaller): ShareDesk {
  return {
    share: (order) => share(call, appId, order),
    queryShare: (key) => queryShare(call, key),
    release: (order) => release(call, order),
    takeBack: (order) => takeBack(call, order),
  };
}

async function share(call: WechatCaller, appId: string, order: ShareOrder): Promise<ShareStatus> {
  const body = {
    appid: appId,
    transaction_id: order.transactionId,
    out_order_no: order.outShareNo,
    receivers: order.parts.map(({ account, amountFen, reason }) => ({
      type: /^\d{8,10}$/.test(account) ? 'MERCHANT_ID' : 'PERSONAL_OPENID',
      account,
      amount: Number(amountFen),
      description: reason.slice(0, 80),
    })),
    unfreeze_unsplit: false,
  };
  const path = ordersPath;
  return shareStatus(await call.json(answers.shareAnswer, { method: 'POST', path, body }));
}

async function queryShare(
  call: WechatCaller,
  { outShareNo, transactionId }: ShareKey,
): Promise<ShareStatus | UnknownStatus> {
  const query = `transaction_id=${encodeURIComponent(transactionId)}`;
  const path = `${ordersPath}/${encodeURIComponent(outShareNo)}?${query}`;
  const found = await orUnknown(
    call.json(answers.shareAnswer, { method: 'GET', path }),
    ({ status, code }) => status === 404 || code === 'RESOURCE_NOT_EXISTS',
  );
  return found.state === 'UNKNOWN' ? found : shareStatus(found);
}

async function release(
  call: WechatCaller,
  { outShareNo, transactionId, reason }: ShareKey & { reason: string },
): Promise<ShareStatus> {
  const body = {
    transaction_id: transactionId,
    out_order_no: outShareNo,
    description: reason.slice(0, 80),
  };
  const path = `${ordersPath}/unfreeze`;
  return shareStatus(await call.json(answers.shareAnswer, { method: 'POST', path, body }));
}

async function takeBack(call: WechatCaller, order: TakeBackOrder): Promise<ShareStatus> {
  const body = {
    out_order_no: order.outShareNo,
    out_return_no: order.outReturnNo,
    return_mchid: order.account,
    amount: Number(order.amountFen),
    description: order.reason.slice(0, 80),
  };
  const path = returnsPath;
  const answer = await call.json(answers.shareReturnAnswer, { method: 'POST', path, body });
  const states = { PROCESSING: 'PROCESSING', SUCCESS: 'SUCCEEDED', FAILED: 'FAILED' } as const;
  return {
    providerRef: answer.return_id,
    state: states[answer.result],
    ...(answer.fail_reason && { reason: answer.fail_reason }),
  };
}

/** A share has ended well only when every receiver has got theirs. */
function shareStatus(answer: z.output<typeof answers.shareAnswer>): ShareStatus {
  const providerRef = answer.order_id;
  if (answer.state === 'PROCESSING') return { providerRef, state: 'PROCESSING' };
  const refused = answer.receivers?.find(({ result }) => result === 'CLOSED');
  if (!refused) return { providerRef, state: 'SUCCEEDED' };
  return { providerRef, state: 'FAILED', reason: refused.fail_reason ?? 'CLOSED' };
}
