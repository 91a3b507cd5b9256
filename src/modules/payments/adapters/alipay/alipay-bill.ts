import { minuteMs } from '#platform/clock.ts';
import { callOut } from '#platform/http/outgoing.ts';
import type { BillLine } from '../../provider.ts';
import { Denial, outage, shanghaiTime, shaped, yuan } from '../wire.ts';
import { billAnswer } from './alipay-answers.ts';
import { refundRef, type AlipayCaller, type AlipayOptions } from './alipay-client.ts';
import { readZip } from './zip.ts';

/** A day's trades, and, where we pay out, what left the account for bank cards. */
export async function downloadBill(
  options: AlipayOptions,
  caller: AlipayCaller,
  day: string,
): Promise<BillLine[]> {
  const trades = readTrades(await fetchTable(caller, 'trade', day));
  if (!options.paysOut) return trades;
  return [...trades, ...readTransfers(await fetchTable(caller, 'signcustomer', day))];
}

async function fetchTable(caller: AlipayCaller, type: string, day: string): Promise<Row[]> {
  const content = { bill_type: type, bill_date: day };
  let url: string;
  try {
    const method = 'alipay.data.dataservice.bill.downloadurl.query';
    ({ bill_download_url: url } = await caller.call(billAnswer, method, content));
  } catch (error) {
    // A day on which nothing happened has no bill.
    if (error instanceof Denial && /bill_not_exist/i.test(error.code)) return [];
    throw error;
  }
  const answer = await callOut({ method: 'GET', url, timeoutMs: minuteMs }).catch((error) => {
    throw outage(error);
  });
  if (answer.status !== 200) throw outage(new Error(`the bill: status ${answer.status}`));
  return readTable(answer.body);
}

type Row = (...names: string[]) => string;

const chinese = new TextDecoder('gb18030');

/** The table in the packed file that is not the one of sums. */
export function readTable(zip: Buffer): Row[] {
  const files = readZip(zip).map(({ name, body }) => ({ name: chinese.decode(name), body }));
  const details = files.find(({ name }) => name.endsWith('.csv') && !name.includes('汇总'));
  if (!details) throw outage(new Error('the bill has no details'));
  const lines = chinese
    .decode(details.body)
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [headings = [], ...rows] = lines.map((line) =>
    line.split(',').map((field) => field.replaceAll('"', '').trim()),
  );
  return rows.map((fields) => (...names) => {
    const place = names.map((name) => headings.indexOf(name)).find((found) => found >= 0);
    const value = place === undefined ? undefined : fields[place];
    if (value === undefined) throw outage(new Error(`the bill has no ${names.join(' or ')}`));
    return value;
  });
}

function readTrades(rows: Row[]): BillLine[] {
  return rows.flatMap((row): BillLine[] => {
    const kind = row('业务类型');
    const tradeNo = row('支付宝交易号');
    const amountFen = amountOf(row('订单金额（元）', '订单金额(元)'));
    const at = shaped(shanghaiTime, row('完成时间'));
    if (kind === '交易') {
      const outNo = row('商户订单号');
      return [{ kind: 'payment', transactionId: tradeNo, outNo, amountFen, at }];
    }
    if (kind !== '退款') return [];
    const outNo = row('退款批次号/请求号');
    return [{ kind: 'refund', transactionId: refundRef(tradeNo, outNo), outNo, amountFen, at }];
  });
}

function readTransfers(rows: Row[]): BillLine[] {
  return rows.flatMap((row): BillLine[] => {
    const spent = row('支出金额（-元）', '支出金额(-元)');
    if (!row('业务类型').includes('转账') || !/[1-9]/.test(spent)) return [];
    return [
      {
        kind: 'transfer',
        transactionId: row('业务流水号'),
        outNo: row('商户订单号'),
        amountFen: amountOf(spent),
        at: shaped(shanghaiTime, row('发生时间')),
      },
    ];
  });
}

/** What went out stands there below nothing. */
const amountOf = (text: string) => shaped(yuan, text.replace(/^-/, ''));
