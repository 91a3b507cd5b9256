export type CashierLocale = 'zh-CN' | 'en';

export type CashierTexts = {
  provider: string;
  title: string;
  ribbon: string;
  switchTo: string;
  amountDue: string;
  payee: string;
  item: string;
  orderNo: string;
  payBefore(time: string): string;
  timeLeft: string;
  pay(amount: string): string;
  decline: string;
  declineHint: string;
  cancel: string;
  backToMerchant: string;
  declinedTitle: string;
  declinedText: string;
  paidTitle: string;
  paidText: string;
  paidAt: string;
  transaction: string;
  closedTitle: string;
  closedText: string;
  drill: string;
  unknownTitle: string;
  unknownText: string;
  staleForm: string;
  footnote: string;
};

const zh: CashierTexts = {
  provider: '模拟支付',
  title: '收银台',
  ribbon: '模拟支付 · 不会真的扣款',
  switchTo: 'English',
  amountDue: '应付金额',
  payee: '收款方',
  item: '商品',
  orderNo: '商户单号',
  payBefore: (time) => `请在 ${time} 前完成支付`,
  timeLeft: '剩余时间',
  pay: (amount) => `支付 ${amount}`,
  decline: '付款失败',
  declineHint: '试一试银行拒付时会怎样',
  cancel: '取消返回',
  backToMerchant: '返回商家',
  declinedTitle: '这次没有付成',
  declinedText: '银行拒绝了这笔付款，钱未扣。可以再试一次，或先返回商家。',
  paidTitle: '支付成功',
  paidText: '钱已付好，可以放心返回商家。',
  paidAt: '支付时间',
  transaction: '交易单号',
  closedTitle: '这笔支付已关闭',
  closedText: '超过了付款时间，或商家已取消。钱未扣，请返回商家重新下单。',
  drill: '故障演练中：这笔支付虽已关闭，仍可付款。',
  unknownTitle: '没有找到这笔支付',
  unknownText: '链接可能不完整。请回到商家页面，重新点一次“去支付”。',
  staleForm: '页面停留太久了，请再点一次。',
  footnote: '这里是沙盒里的收银台，不连接任何银行，也不会要你的密码。',
};

const en: CashierTexts = {
  provider: 'Pretend Pay',
  title: 'Checkout',
  ribbon: 'Pretend payment · no money moves',
  switchTo: '中文',
  amountDue: 'Amount due',
  payee: 'Pay to',
  item: 'Item',
  orderNo: 'Merchant order',
  payBefore: (time) => `Please pay before ${time}`,
  timeLeft: 'Time left',
  pay: (amount) => `Pay ${amount}`,
  decline: 'Payment fails',
  declineHint: 'See what happens when the bank says no',
  cancel: 'Cancel and go back',
  backToMerchant: 'Back to the shop',
  declinedTitle: 'This payment did not go through',
  declinedText: 'The bank refused it and nothing was taken. Try again, or go back to the shop.',
  paidTitle: 'Paid',
  paidText: 'All done. You can go back to the shop.',
  paidAt: 'Paid at',
  transaction: 'Transaction',
  closedTitle: 'This payment is closed',
  closedText: 'Its time ran out or the shop cancelled it. Nothing was taken; please order again.',
  drill: 'Fault drill: this payment is closed and can still be paid.',
  unknownTitle: 'There is no such payment',
  unknownText: 'The link may be cut short. Go back to the shop and choose to pay once more.',
  staleForm: 'This page was open for too long. Please press the button again.',
  footnote: 'A sandbox checkout: it talks to no bank and never asks for a password.',
};

export const cashierTexts: Record<CashierLocale, CashierTexts> = { 'zh-CN': zh, en };

/** The page's language: asked for in the address, else preferred by the browser, else Chinese. */
export function cashierLocale(asked: unknown, acceptLanguage: string | undefined): CashierLocale {
  if (asked === 'en' || asked === 'zh-CN') return asked;
  for (const part of (acceptLanguage ?? '').split(',').slice(0, 20)) {
    const language = part.trim().toLowerCase();
    if (language.startsWith('zh')) return 'zh-CN';
    if (language.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
