import type { RefusalTexts } from '#platform/refusal.ts';

export const ledgerRefusals: RefusalTexts = {
  'ledger/insufficient-balance': {
    status: 409,
    'zh-CN': '可提现余额不足；没有任何扣款',
    en: 'There is not enough to withdraw; nothing was taken',
  },
};
