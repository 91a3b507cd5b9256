import { csvFile } from '#platform/csv.ts';
import { yuanText } from '#platform/money.ts';
import type { Locale } from '#platform/refusal.ts';
import type { WalletLine, WalletLineKind } from '../queries/wallet-queries.ts';

const heads: Record<Locale, string[]> = {
  'zh-CN': [
    '时间（北京时间）',
    '类型',
    '订单号',
    '收款（元）',
    '服务费（元）',
    '变动（元）',
    '余额（元）',
  ],
  en: ['time (Shanghai)', 'kind', 'order', 'gross CNY', 'fee CNY', 'change CNY', 'balance CNY'],
};

const kinds: Record<Locale, Record<WalletLineKind, string>> = {
  'zh-CN': {
    settle: '卖出',
    withdraw: '提现',
    'withdraw-returned': '提现退回',
    'take-back': '售后退款',
    'repay-debt': '归还平台垫付',
    compensate: '售后运费补偿',
    goodwill: '平台补偿',
    'goodwill-back': '平台补偿收回',
    correction: '更正',
    'charge-back': '支付争议扣回',
  },
  en: {
    settle: 'sale',
    withdraw: 'withdrawal',
    'withdraw-returned': 'withdrawal returned',
    'take-back': 'after-sale refund',
    'repay-debt': 'debt repaid',
    compensate: 'return freight',
    goodwill: 'goodwill',
    'goodwill-back': 'goodwill taken back',
    correction: 'correction',
    'charge-back': 'lost payment dispute',
  },
};

const shanghaiTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A wallet's lines as a CSV file (RFC 4180), the oldest first; amounts in yuan with two places. */
export function statementFile(lines: WalletLine[], locale: Locale): string {
  const rows = lines.map((line) => [
    shanghaiTime.format(line.at),
    kinds[locale][line.kind],
    // As text, or a spreadsheet rounds the number.
    line.orderId ? `'${line.orderId}` : '',
    line.grossFen === null ? '' : yuanText(line.grossFen),
    line.feeFen === null ? '' : yuanText(line.feeFen),
    yuanText(line.amountFen),
    yuanText(line.balanceFen),
  ]);
  return csvFile([heads[locale], ...rows]);
}
