import type { Person } from '#identity';
import { csvFile, safeText } from '#platform/csv.ts';
import { yuanText } from '#platform/money.ts';
import type { Locale } from '#platform/refusal.ts';
import type { ReportedSeller } from '../types.ts';

/** A seller with the whole name, for the file. */
export type SellerForFile = Omit<ReportedSeller, 'person'> & { person: Person | null };

const heads: Record<Locale, string[]> = {
  'zh-CN': [
    '成员编号',
    '昵称',
    '实名',
    '证件号（遮盖）',
    '身份标识',
    '季度',
    '笔数',
    '收款（元）',
    '服务费（元）',
    '售后退回（元）',
    '净收入（元）',
    '达到申报线',
  ],
  en: [
    'member',
    'nickname',
    'verified name',
    'ID number (masked)',
    'person',
    'quarter',
    'sales',
    'gross CNY',
    'fee CNY',
    'taken back CNY',
    'net CNY',
    'reported',
  ],
};
const answers = { 'zh-CN': ['是', '否'], en: ['yes', 'no'] } as const;

/**
 * The year's income of sellers as a CSV file (RFC 4180): a line for each quarter in which something
 * was sold or given back, the year's after them; amounts in yuan with two places.
 */
export function sellersFile(sellers: SellerForFile[], locale: Locale): string {
  const rows = sellers.flatMap((seller) => {
    const quarters = seller.quarters.filter((one) => one.sales > 0 || one.takenBackFen > 0n);
    const sum = (name: 'feeFen' | 'feeBackFen' | 'takenBackFen') =>
      seller.quarters.reduce((all, one) => all + one[name], 0n);
    const whole = {
      sales: seller.sales,
      grossFen: seller.grossFen,
      feeFen: sum('feeFen'),
      feeBackFen: sum('feeBackFen'),
      takenBackFen: sum('takenBackFen'),
      netFen: seller.netFen,
    };
    return [
      ...quarters.map((one) => rowOf(seller, `${seller.year} Q${one.quarter}`, one, locale)),
      rowOf(seller, seller.year, whole, locale),
    ];
  });
  return csvFile([heads[locale], ...rows]);
}

type Sums = Pick<
  ReportedSeller['quarters'][number],
  'sales' | 'grossFen' | 'feeFen' | 'feeBackFen' | 'takenBackFen' | 'netFen'
>;

function rowOf(seller: SellerForFile, span: string, sums: Sums, locale: Locale): string[] {
  const { memberId, nickname, person, isReported } = seller;
  return [
    // As text, or a spreadsheet rounds the number.
    `'${memberId}`,
    safeText(nickname),
    safeText(person?.name ?? ''),
    safeText(person?.idNumberMasked ?? ''),
    person?.hash ?? '',
    span,
    String(sums.sales),
    yuanText(sums.grossFen),
    yuanText(sums.feeFen - sums.feeBackFen),
    yuanText(sums.takenBackFen),
    yuanText(sums.netFen),
    answers[locale][isReported ? 0 : 1],
  ];
}
