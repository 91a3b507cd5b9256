/** The sentences of this room's notifications, by type and language. */
export const paymentNotices: Record<string, { 'zh-CN': string; en: string }> = {
  'payments/refund-paid': {
    'zh-CN': '退款 {amount} 已原路退回',
    en: 'Your refund of {amount} has been paid back',
  },
  'payments/refund-delayed': {
    'zh-CN': '退款 {amount} 没有到账，我们正在重新退款',
    en: 'Your refund of {amount} did not arrive: we are paying it again',
  },
  'payments/payout-paid': {
    'zh-CN': '提现 {amount} 已到账（尾号 {tail}）',
    en: 'Your withdrawal of {amount} has arrived (account …{tail})',
  },
  'payments/payout-returned': {
    'zh-CN': '提现 {amount} 未成功，钱已退回钱包（尾号 {tail}）',
    en: 'The bank refused {amount}; it is back in your wallet (account …{tail})',
  },
  'payments/payout-called-back': {
    'zh-CN': '提现 {amount} 已由平台撤回，钱已退回钱包（尾号 {tail}）',
    en: 'Your withdrawal of {amount} was called back; it is in your wallet again (account …{tail})',
  },
};
