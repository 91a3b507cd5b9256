import { yuanText } from '#platform/money.ts';
import type {
  ShareDesk,
  ShareKey,
  ShareOrder,
  ShareStatus,
  UnknownStatus,
} from '../../provider.ts';
import { orUnknown } from '../wire.ts';
import * as answers from './alipay-answers.ts';
import type { AlipayCaller } from './alipay-client.ts';

/**
 * Shares of a trade (`order.settle`), and the end of a second-level merchant's waiting
 * (`settle.confirm`). A share is taken back with a refund alone, so there is no other way to.
 */
export function createAlipayShares(caller: AlipayCaller): ShareDesk {
  return {
    share: (order) => share(caller, order),
    queryShare: (key) => queryShare(caller, key),
    async release({ outShareNo, transactionId }) {
      const content = {
        out_request_no: outShareNo,
        trade_no: transactionId,
        settle_info: { settle_detail_infos: [{ trans_in_type: 'defaultSettle' }] },
      };
      const method = 'alipay.trade.settle.confirm';
      const taken = await caller.call(answers.settleAnswer, method, content);
      return { providerRef: taken.settle_no ?? taken.trade_no, state: 'SUCCEEDED' };
    },
  };
}

async function share(caller: AlipayCaller, order: ShareOrder): Promise<ShareStatus> {
  const content = {
    out_request_no: order.outShareNo,
    trade_no: order.transactionId,
    royalty_mode: 'async',
    royalty_parameters: order.parts.map(({ account, amountFen, reason }) => ({
      royalty_type: 'transfer',
      trans_in_type: /^2088\d{12}$/.test(account) ? 'userId' : 'loginName',
      trans_in: account,
      amount: yuanText(amountFen),
      desc: reason,
    })),
  };
  const taken = await caller.call(answers.settleAnswer, 'alipay.trade.order.settle', content);
  return { providerRef: taken.settle_no ?? taken.trade_no, state: 'PROCESSING' };
}

async function queryShare(
  caller: AlipayCaller,
  { outShareNo, transactionId }: ShareKey,
): Promise<ShareStatus | UnknownStatus> {
  const content = { out_request_no: outShareNo, trade_no: transactionId };
  const found = await orUnknown(
    caller.call(answers.settleQueryAnswer, 'alipay.trade.order.settle.query', content),
    ({ code }) => code.endsWith('NOT_EXIST'),
  );
  if ('state' in found) return found;
  const { royalty_detail_list: details, out_request_no: providerRef } = found;
  const refused = details.find(({ state }) => state === 'FAIL');
  if (refused) return { providerRef, state: 'FAILED', reason: refused.error_code ?? 'FAIL' };
  const isDone = details.length > 0 && details.every(({ state }) => state === 'SUCCESS');
  return { providerRef, state: isDone ? 'SUCCEEDED' : 'PROCESSING' };
}
