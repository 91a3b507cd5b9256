import type * as z from 'zod';
import type { ShareDesk, ShareStatus } from '../../provider.ts';
import { orUnknown } from '../wire.ts';
import * as answers from './wechat-answers.ts';
import type { WechatCaller, WechatOptions } from './wechat-client.ts';

const ordersPath = '/v3/profitsharing/orders';
const returnsPath = '/v3/profitsharing/return-orders';

/** Profit sharing: a payment opened with `profit_sharing` stays frozen until it is shared or released. */
export function createWechatShares(options: WechatOptions, call: WechatCaller): ShareDesk {
  return {
    async share({ outShareNo, transactionId, parts }) {
      const body = {
        appid: options.appId,
        transaction_id: transactionId,
        out_order_no: outShareNo,
        receivers: parts.map(({ account, amountFen, reason }) => ({
          type: /^\d{8,10}$/.test(account) ? 'MERCHANT_ID' : 'PERSONAL_OPENID',
          account,
          amount: Number(amountFen),
          description: reason.slice(0, 80),
        })),
        unfreeze_unsplit: false,
      };
      const answer = await call.json(answers.shareAnswer, {
        method: 'POST',
        path: ordersPath,
        body,
      });
      return shareStatus(answer);
    },
    async queryShare({ outShareNo, transactionId }) {
      const query = `transaction_id=${encodeURIComponent(transactionId)}`;
      const path = `${ordersPath}/${encodeURIComponent(outShareNo)}?${query}`;
      const found = await orUnknown(
        call.json(answers.shareAnswer, { method: 'GET', path }),
        ({ status, code }) => status === 404 || code === 'RESOURCE_NOT_EXISTS',
      );
      return found.state === 'UNKNOWN' ? found : shareStatus(found);
    },
    async release({ outShareNo, transactionId, reason }) {
      const body = {
        transaction_id: transactionId,
        out_order_no: outShareNo,
        description: reason.slice(0, 80),
      };
      const path = `${ordersPath}/unfreeze`;
      return shareStatus(await call.json(answers.shareAnswer, { method: 'POST', path, body }));
    },
    async takeBack({ outShareNo, outReturnNo, account, amountFen, reason }) {
      const body = {
        out_order_no: outShareNo,
        out_return_no: outReturnNo,
        return_mchid: account,
        amount: Number(amountFen),
        description: reason.slice(0, 80),
      };
      const answer = await call.json(answers.shareReturnAnswer, {
        method: 'POST',
        path: returnsPath,
        body,
      });
      const states = { PROCESSING: 'PROCESSING', SUCCESS: 'SUCCEEDED', FAILED: 'FAILED' } as const;
      return {
        providerRef: answer.return_id,
        state: states[answer.result],
        ...(answer.fail_reason && { reason: answer.fail_reason }),
      };
    },
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
