/** The sentences of this room's notifications, by type and language. */
export const officeNotices: Record<string, { 'zh-CN': string; en: string }> = {
  'office/frozen': {
    'zh-CN': '你的一笔钱被运营冻结，最迟 {day} 复核。原因：{reason}',
    en: 'An operator has frozen money of yours, to be looked at again by {day}. Reason: {reason}',
  },
  'office/released': {
    'zh-CN': '冻结的钱已解冻，可以提现了',
    en: 'Your frozen money was released; it can be withdrawn again',
  },
  'office/books-broken': {
    'zh-CN': '账目检查没有通过，所有提现已暂停：{reason}',
    en: 'The books do not add up and no payout leaves: {reason}',
  },
};
