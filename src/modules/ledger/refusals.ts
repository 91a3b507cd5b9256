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
};
