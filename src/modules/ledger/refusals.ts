import type { RefusalTexts } from '#platform/refusal.ts';

export const ledgerRefusals: RefusalTexts = {
  'ledger/insufficient-balance': {
    status: 409,
    'zh-CN': '可提现余额不足；没有任何扣款',
    en: 'There is not enough to withdraw; nothing was taken',
  },
  'ledger/not-yet-available': {
    status: 409,
    'zh-CN': '前几笔货款要过几天才能提现；现在能提的见钱包',
    en: 'The money of your first sales can be withdrawn in a few days; the wallet says how much now',
  },
};
