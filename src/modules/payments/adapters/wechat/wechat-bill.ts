import { createHash } from 'node:crypto';
import type { BillLine } from '../../provider.ts';
import { Denial, outage, shanghaiTime, shaped, yuan } from '../wire.ts';
import { billAnswer } from './wechat-answers.ts';
import type { WechatCaller } from './wechat-client.ts';

/** The trade bill of a day: applied for, fetched, held against its hash, read. */
export async function downloadTradeBill(call: WechatCaller, day: string): Promise<BillLine[]> {
  const path = `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`;
  let applied;
  try {
    applied = await call.json(billAnswer, { method: 'GET', path });
  } catch (error) {
    // A day on which nothing happened has no bill.
    if (error instanceof Denial && error.code === 'NO_STATEMENT_EXIST') return [];
    if (error instanceof Denial && error.code === 'STATEMENT_CREATING') throw outage(error);
    throw error;
  }
  const { pathname, search } = new URL(applied.download_url);
  const file = await call.file({ method: 'GET', path: pathname + search });
  const hash = createHash('sha1').update(file).digest('hex');
  if (hash !== applied.hash_value.toLowerCase()) throw outage(new Error('the bill is not whole'));
  return readTradeBill(file.toString('utf8'));
}

/**
 * Reads a trade bill: a line of headings, a line for each payment and refund with a backquote
 * before every field, then a line of headings and one of sums.
 */
export function readTradeBill(text: string): BillLine[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const headings = (lines[0] ?? '').split(',');
  const end = lines.findIndex((line, place) => place > 0 && !line.startsWith('`'));
  return lines.slice(1, end === -1 ? undefined : end).flatMap((line): BillLine[] => {
    const fields = line.slice(1).split(',`');
    const field = (...names: string[]) => {
      const place = names.map((name) => headings.indexOf(name)).find((found) => found >= 0);
      const value = place === undefined ? undefined : fields[place];
      if (value === undefined) throw outage(new Error(`the bill has no ${names.join(' or ')}`));
      return value;
    };
    const at = shaped(shanghaiTime, field('交易时间'));
    const state = field('交易状态');
    if (state === 'SUCCESS') {
      return [
        {
          kind: 'payment',
          transactionId: field('微信订单号'),
          outNo: field('商户订单号'),
          amountFen: shaped(yuan, field('订单金额', '应结订单金额', '总金额')),
          at,
        },
      ];
    }
    if (state !== 'REFUND') return [];
    return [
      {
        kind: 'refund',
        transactionId: field('微信退款单号'),
        outNo: field('商户退款单号'),
        amountFen: shaped(yuan, field('申请退款金额', '退款金额')),
        at,
      },
    ];
  });
}
