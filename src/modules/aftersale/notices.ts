import type { NoticeTexts } from '#notifications';
import type { Party } from './domain/after-sale.ts';
import type { CommandName } from './domain/after-sale-machine.ts';

/** The sentences of after-sales; `{title}` is the goods' title, `{refundFen}` an amount. */
export const afterSaleNotices: NoticeTexts = {
  'aftersale/open.seller': {
    'zh-CN': '买家申请售后，货款暂停结算，请尽快回复：{title}',
    en: 'The buyer asks for after-sale; the settlement waits. Please answer: {title}',
    kind: 'duty',
  },
  'aftersale/doubt-arrival.both': {
    'zh-CN': '包裹在另一个城市签收，14 天内没有定论，已转平台处理：{title}',
    en: 'The parcel was signed for in another city and nothing was settled in 14 days; it is being looked into: {title}',
  },
  'aftersale/accept-return.buyer': {
    'zh-CN': '卖家同意退货，请在 7 天内寄回：{title}',
    en: 'The seller takes it back; please send it within 7 days: {title}',
    kind: 'duty',
  },
  'aftersale/refuse.buyer': {
    'zh-CN': '卖家拒绝了售后，7 天内可申请平台介入：{title}',
    en: 'The seller refused; you may take it further within 7 days: {title}',
    kind: 'duty',
  },
  'aftersale/refuse-cancel.buyer': {
    'zh-CN': '卖家没有同意取消，订单继续：{title}',
    en: 'The seller did not agree to cancel; the order goes on: {title}',
  },
  'aftersale/counter.buyer': {
    'zh-CN': '卖家提出另一个退款金额，48 小时内回复：{title}',
    en: 'The seller offers another amount; please answer within 48 hours: {title}',
    kind: 'duty',
  },
  'aftersale/counter-back.seller': {
    'zh-CN': '买家提出另一个退款金额，48 小时内回复：{title}',
    en: 'The buyer names another amount; please answer within 48 hours: {title}',
    kind: 'duty',
  },
  'aftersale/decline-counter.seller': {
    'zh-CN': '买家没有接受你提出的金额：{title}',
    en: 'The buyer declined your amount: {title}',
  },
  'aftersale/return-by-silence.buyer': {
    'zh-CN': '卖家超时未回复，已自动同意退货，等卖家给出地址：{title}',
    en: 'The seller stayed silent, so the return is accepted; their address is to come: {title}',
  },
  'aftersale/return-by-silence.seller': {
    'zh-CN': '你超时未回复，已自动同意退货，请在 24 小时内给出退货地址：{title}',
    en: 'You stayed silent, so the return is accepted. Name the address within 24 hours: {title}',
    kind: 'duty',
  },
  'aftersale/give-return-address.buyer': {
    'zh-CN': '卖家给出了退货地址，请在 7 天内寄回：{title}',
    en: 'The return address is here; please send it within 7 days: {title}',
    kind: 'duty',
  },
  'aftersale/ship-return.seller': {
    'zh-CN': '买家已寄回，收到后请在 3 天内检查：{title}',
    en: 'The goods are on their way back; check them within 3 days of arrival: {title}',
  },
  'aftersale/return-arrives.seller': {
    'zh-CN': '退货已送达，请在 3 天内检查确认：{title}',
    en: 'The return has arrived; please check it within 3 days: {title}',
    kind: 'duty',
  },
  'aftersale/take-for-exchange.buyer': {
    'zh-CN': '卖家已收到退货，将寄出换货：{title}',
    en: 'The seller has the goods and will send the replacement: {title}',
  },
  'aftersale/refuse-return.buyer': {
    'zh-CN': '卖家认为退回的商品有问题，已转平台处理：{title}',
    en: 'The seller says what came back is not right; it is being looked into: {title}',
  },
  'aftersale/ship-replacement.buyer': {
    'zh-CN': '换货已寄出：{title}',
    en: 'The replacement is on its way: {title}',
  },
  'aftersale/replacement-arrives.buyer': {
    'zh-CN': '换货已送达，请检查后确认：{title}',
    en: 'The replacement has arrived; please check and confirm: {title}',
    kind: 'duty',
  },
  'aftersale/confirm-replacement.seller': {
    'zh-CN': '换货完成，订单继续：{title}',
    en: 'The exchange is done; the order goes on: {title}',
  },
  'aftersale/escalate.seller': {
    'zh-CN': '买家申请平台介入：{title}',
    en: 'The buyer has taken it further; it is being looked into: {title}',
  },
  'aftersale/dispute.both': {
    'zh-CN': '售后已转平台处理：{title}',
    en: 'The after-sale is now being looked into: {title}',
  },
  'aftersale/refunded.buyer': {
    'zh-CN': '售后完成，{refundFen} 正在原路退回：{title}',
    en: 'After-sale settled; {refundFen} is on its way back to you: {title}',
  },
  'aftersale/refunded.seller': {
    'zh-CN': '售后完成，{refundFen} 退回买家：{title}',
    en: 'After-sale settled; {refundFen} goes back to the buyer: {title}',
  },
  'aftersale/closed.both': {
    'zh-CN': '售后已关闭，订单继续：{title}',
    en: 'The after-sale is closed; the order goes on: {title}',
  },
};

/** What a party must do, by the first action of its guide. */
export const afterSaleDuties: NoticeTexts = {
  'aftersale/duty.answer': {
    'zh-CN': '待回复售后：{title}',
    en: 'To answer an after-sale: {title}',
    kind: 'duty',
  },
  'aftersale/duty.return-address': {
    'zh-CN': '待填退货地址：{title}',
    en: 'To name a return address: {title}',
    kind: 'duty',
  },
  'aftersale/duty.send-back': {
    'zh-CN': '待寄回：{title}',
    en: 'To send back: {title}',
    kind: 'duty',
  },
  'aftersale/duty.check-return': {
    'zh-CN': '待检查退货：{title}',
    en: 'To check a return: {title}',
    kind: 'duty',
  },
  'aftersale/duty.send-replacement': {
    'zh-CN': '待寄换货：{title}',
    en: 'To send a replacement: {title}',
    kind: 'duty',
  },
  'aftersale/duty.check-replacement': {
    'zh-CN': '待确认换货：{title}',
    en: 'To check a replacement: {title}',
    kind: 'duty',
  },
};

/** Who is told of each end; what is here is told to both in the same words. */
const endOf: Partial<Record<CommandName, string>> = {
  'accept-refund': 'refunded',
  'accept-counter': 'refunded',
  'cancel-by-silence': 'refunded',
  'confirm-return': 'refunded',
  'refund-by-silence': 'refunded',
  'decide-refund': 'refunded',
  'dispute-by-silence': 'dispute',
  'hand-to-operator': 'dispute',
  'close-by-silence': 'closed',
  'decide-close': 'closed',
  withdraw: 'closed',
};

/** The type that tells a party of a step; undefined where nobody needs telling. */
export function noticeTypeOf(command: CommandName, side: Party): string | undefined {
  const name = endOf[command] ?? command;
  const types = [`aftersale/${name}.${side}`, `aftersale/${name}.both`];
  return types.find((type) => Object.hasOwn(afterSaleNotices, type));
}
