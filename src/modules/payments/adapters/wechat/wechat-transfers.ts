import type { KeyObject } from 'node:crypto';
import type * as z from 'zod';
import type { SettlingStatus, TransferOrder } from '../../provider.ts';
import { Denial, orUnknown } from '../wire.ts';
import * as answers from './wechat-answers.ts';
import type { WechatCaller, WechatOptions } from './wechat-client.ts';
import { sealFor } from './wechat-signing.ts';

const billsPath = '/v3/fund-app/mch-transfer/transfer-bills';

/**
 * Merchant transfers to a WeChat user, who confirms each in WeChat (the public protocol since
 * 2025). The account is the user's openid under our app id; a bank account cannot be reached.
 */
export function createWechatTransfers(options: WechatOptions, call: WechatCaller) {
  const queryTransfer = async (outTransferNo: string) => {
    const path = `${billsPath}/out-bill-no/${encodeURIComponent(outTransferNo)}`;
    const found = await orUnknown(
      call.json(answers.transferAnswer, { method: 'GET', path }),
      ({ status, code }) => status === 404 || code === 'NOT_FOUND',
    );
    return found.state === 'UNKNOWN' ? found : transferStatus(found);
  };
  return {
    queryTransfer,
    async transfer(order: TransferOrder): Promise<SettlingStatus> {
      const { serial, key } = await call.keys.forSealing();
      const taken = await call.json(answers.transferTaken, {
        method: 'POST',
        path: billsPath,
        sealedWith: serial,
        body: transferBody(options, order, key),
      });
      return transferStatus({
        ...taken,
        transfer_amount: order.amountFen,
        update_time: taken.create_time,
      });
    },
  };
}

function transferBody(options: WechatOptions, order: TransferOrder, key: KeyObject) {
  const { transferScene } = options;
  if (!transferScene) throw new Denial(400, 'NO_TRANSFER_SCENE');
  return {
    appid: options.appId,
    out_bill_no: order.outTransferNo,
    transfer_scene_id: transferScene.id,
    openid: order.account,
    user_name: sealFor(key, order.name),
    transfer_amount: Number(order.amountFen),
    transfer_remark: '提现',
    notify_url: options.noticeUrl,
    transfer_scene_report_infos: transferScene.reports.map(({ type, content }) => ({
      info_type: type,
      info_content: content,
    })),
  };
}

type Told = Pick<
  z.output<typeof answers.transferAnswer>,
  'transfer_bill_no' | 'transfer_amount' | 'state' | 'fail_reason' | 'update_time'
>;

/** Only three states are ends; whoever has not confirmed within a day gets nothing. */
export function transferStatus(told: Told): SettlingStatus {
  const common = { providerRef: told.transfer_bill_no, amountFen: told.transfer_amount };
  const finishedAt = told.update_time;
  if (told.state === 'SUCCESS') return { ...common, state: 'SUCCEEDED', finishedAt };
  if (told.state === 'FAIL' || told.state === 'CANCELLED') {
    return { ...common, state: 'FAILED', finishedAt, reason: told.fail_reason ?? told.state };
  }
  return { ...common, state: 'PROCESSING' };
}
