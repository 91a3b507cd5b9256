import { yuanText } from '#platform/money.ts';
import type { SettlingStatus, TransferOrder, UnknownStatus } from '../../provider.ts';
import { Denial, orUnknown } from '../wire.ts';
import * as answers from './alipay-answers.ts';
import type { AlipayCaller, AlipayOptions } from './alipay-client.ts';

const product = { product_code: 'TRANS_BANKCARD_NO_PWD', biz_scene: 'DIRECT_TRANSFER' };
/** A private person's account, not a company's. */
const privateAccount = '2';

/** Transfers to a bank card in its holder's name. */
export function createAlipayTransfers(options: AlipayOptions, caller: AlipayCaller) {
  const queryTransfer = async (outTransferNo: string): Promise<SettlingStatus | UnknownStatus> => {
    const content = { ...product, out_biz_no: outTransferNo };
    const found = await orUnknown(
      caller.call(answers.transferAnswer, 'alipay.fund.trans.common.query', content),
      ({ code }) => code.endsWith('ORDER_NOT_EXIST'),
    );
    if ('state' in found) return found;
    return statusOf({ ...found, amountFen: found.trans_amount, at: found.pay_date });
  };
  return {
    queryTransfer,
    async transfer(order: TransferOrder): Promise<SettlingStatus> {
      if (!options.paysOut) throw new Denial(400, 'NO_TRANSFERS');
      const content = {
        ...product,
        out_biz_no: order.outTransferNo,
        trans_amount: yuanText(order.amountFen),
        order_title: '提现',
        payee_info: {
          identity: order.account,
          identity_type: 'BANKCARD_ACCOUNT',
          name: order.name,
          bankcard_ext_info: { inst_name: order.bankName, account_type: privateAccount },
        },
      };
      const taken = await caller.call(
        answers.transferTaken,
        'alipay.fund.trans.uni.transfer',
        content,
      );
      return statusOf({ ...taken, amountFen: order.amountFen, at: taken.trans_date });
    },
  };
}

type Told = {
  order_id: string;
  status: string;
  amountFen: bigint;
  at: Date | undefined;
  error_code?: string | undefined;
};

/** A bank may send money back after days (REFUND): then it is as if it had never gone. */
function statusOf({
  order_id: providerRef,
  status,
  amountFen,
  at,
  error_code,
}: Told): SettlingStatus {
  const common = { providerRef, amountFen };
  if (status === 'SUCCESS' && at) return { ...common, state: 'SUCCEEDED', finishedAt: at };
  if (status === 'FAIL' || status === 'CLOSED' || status === 'REFUND') {
    const reason = error_code ?? status;
    return { ...common, state: 'FAILED', reason, ...(at && { finishedAt: at }) };
  }
  return { ...common, state: 'PROCESSING' };
}
