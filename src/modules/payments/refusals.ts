import type { RefusalTexts } from '#platform/refusal.ts';

export const paymentRefusals: RefusalTexts = {
  'payments/attempt-ended': {
    status: 409,
    'zh-CN': '这次付款已结束，请回到订单重新付款',
    en: 'This payment has ended: please pay again from the order',
  },
  'payments/forged-notice': {
    status: 401,
    'zh-CN': '通知签名不正确',
    en: 'The notice is not signed by the provider',
  },
  'payments/unknown-provider': {
    status: 404,
    'zh-CN': '没有这个支付渠道',
    en: 'There is no such payment provider',
  },
  'payments/no-payouts': {
    status: 409,
    'zh-CN': '这里的支付渠道不能转账到银行账户，暂时不能提现；钱仍在钱包里',
    en: 'No payment provider here pays out to bank accounts, so nothing can be withdrawn for now; the money stays in the wallet',
  },
  'payments/real-name-needed': {
    status: 403,
    'zh-CN': '请先完成实名认证，再绑定收款账户',
    en: 'Verify your real name before binding a payout account',
  },
  'payments/no-payout-account': {
    status: 409,
    'zh-CN': '请先绑定本人的收款账户',
    en: 'Bind a payout account in your own name first',
  },
  'payments/name-changed': {
    status: 409,
    'zh-CN': '收款账户与实名不一致，请重新绑定',
    en: 'The payout account no longer bears your verified name: bind it again',
  },
  'payments/provider-has-paid': {
    status: 409,
    'zh-CN': '支付渠道说这笔钱已经付出或正在处理，现在不能记为未付；请稍后再试，或核实后关闭',
    en: 'The provider says that this was paid or is under way: try again later, or dismiss it once you have made sure',
  },
  'payments/provider-has-not-paid': {
    status: 409,
    'zh-CN': '支付渠道说没有这笔成功的付款，没有可以记账的钱',
    en: 'The provider knows of no such success: there is no money to book',
  },
  'payments/already-taken-in': {
    status: 409,
    'zh-CN': '这笔钱已经入账',
    en: 'This money was taken in already',
  },
  'payments/still-differs': {
    status: 409,
    'zh-CN': '已再次查询支付渠道，账单与账本仍不一致；请到支付渠道核实',
    en: 'The provider was asked again, and bill and books still differ: look into it at the provider',
  },
  'payments/dispute-undecided': {
    status: 409,
    'zh-CN': '争议还没有结果：请在期限前到支付渠道提交证据，有结果后再处理',
    en: 'The dispute is not decided: hand in evidence at the provider in time, and come back when it has ended',
  },
  'payments/case-changed': {
    status: 409,
    'zh-CN': '这一条刚刚有了变化，请刷新后再处理',
    en: 'This case has just changed: look at it again first',
  },
  'payments/withdrawal-too-small': {
    status: 400,
    'zh-CN': '每次至少提现 1 元',
    en: 'Withdraw at least ¥1',
  },
  'payments/withdrawals-spent-today': {
    status: 409,
    'zh-CN': '今天已提现 {times} 次，请明天再来',
    en: 'You have withdrawn {times} times today: please come back tomorrow',
  },
  'payments/payout-handed-over': {
    status: 409,
    'zh-CN': '这笔提现已交给银行，不能再撤回',
    en: 'The bank has this withdrawal already; it cannot be called back',
  },
};
