import type { RefusalTexts } from '#platform/refusal.ts';

export const ledgerRefusals: RefusalTexts = {
  'ledger/insufficient-balance': {
    status: 409,
    'zh-CN': '可提现余额不足；没有任何扣款',
    en: 'There is not enough to withdraw; nothing was taken',
  },
  'ledger/not-yet-available': {
    status: 409,
    'zh-CN': '有些钱还要等一等才能提现；能提多少、为什么等，见钱包',
    en: 'Some of the money has to wait before it can be withdrawn; the wallet says how much, and why',
  },
  'ledger/sale-not-settled': {
    status: 409,
    'zh-CN': '这笔交易还没有结算，钱仍在托管中；交易结束后再处理',
    en: 'This sale is not settled: its money is still held. Try again when the trade has ended',
  },
  'ledger/frozen': {
    status: 409,
    'zh-CN': '余额已被运营冻结，暂时不能提现；原因和复核时间见钱包',
    en: 'An operator has frozen your balance; the wallet says why and when it is looked at again',
  },
  'ledger/frozen-in-part': {
    status: 409,
    'zh-CN': '有一笔货款被运营冻结；现在能提的见钱包',
    en: 'An operator has frozen the money of a sale; the wallet says how much can be withdrawn now',
  },
  'ledger/payouts-stopped': {
    status: 409,
    'zh-CN': '平台正在核对账目，所有提现暂停；你的余额没有变动',
    en: 'The books are being checked and no payout leaves for now; your balance is unchanged',
  },
  'ledger/already-frozen': {
    status: 409,
    'zh-CN': '已经冻结了',
    en: 'This is frozen already',
  },
  'ledger/already-released': {
    status: 409,
    'zh-CN': '已经解冻了',
    en: 'This was released already',
  },
  'ledger/not-stopped': {
    status: 409,
    'zh-CN': '提现没有暂停',
    en: 'Payouts are not stopped',
  },
  'ledger/another-stop': {
    status: 409,
    'zh-CN': '现在暂停提现的是另一个原因，请刷新后再决定',
    en: 'Payouts stand still for another reason now: read it first',
  },
  'ledger/owes-less': {
    status: 409,
    'zh-CN': '这位成员欠的没有这么多；没有任何变动',
    en: 'The member owes less than that; nothing was changed',
  },
};
