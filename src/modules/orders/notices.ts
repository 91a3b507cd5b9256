import type { Order } from './domain/order.ts';
import type { NoticeTexts } from '#notifications';
import type { OrderAction } from './domain/guide.ts';
import type { CommandName } from './domain/order-machine.ts';

/** The sentences of this room's notifications, by type and language; `{title}` is the goods' title. */
export const orderNotices: NoticeTexts = {
  'orders/pay.seller': {
    'zh-CN': '买家已付款，请尽快发货：{title}',
    en: 'Paid and held safely. Please ship: {title}',
    kind: 'duty',
  },
  'orders/pay.seller.pickup': {
    'zh-CN': '买家已付款，约个时间当面交货：{title}',
    en: 'Paid and held safely. Agree when to meet: {title}',
    kind: 'duty',
  },
  'orders/pay.seller.virtual': {
    'zh-CN': '买家已付款，请在订单里交付：{title}',
    en: 'Paid and held safely. Please hand over in the order: {title}',
    kind: 'duty',
  },
  'orders/cancel-paid.seller': {
    'zh-CN': '买家取消了订单，库存已恢复：{title}',
    en: 'The buyer cancelled; your stock is back: {title}',
  },
  'orders/refuse-to-sell.buyer': {
    'zh-CN': '卖家取消了订单，款项正在原路退回：{title}',
    en: 'The seller cancelled; your money is on its way back: {title}',
  },
  'orders/expire-unpaid.buyer': {
    'zh-CN': '订单超时未付款，已关闭：{title}',
    en: 'Not paid in time, so the order was closed: {title}',
  },
  'orders/refund-unshipped.buyer': {
    'zh-CN': '卖家一直没有发货，款项正在原路退回：{title}',
    en: 'The seller never shipped; your money is on its way back: {title}',
  },
  'orders/refund-unshipped.seller': {
    'zh-CN': '超时未发货，订单已自动退款：{title}',
    en: 'Not shipped in time, so the order was refunded: {title}',
  },
  'orders/refund-unshipped.buyer.by-hand': {
    'zh-CN': '卖家一直没有交付，款项正在原路退回：{title}',
    en: 'The seller never handed over; your money is on its way back: {title}',
  },
  'orders/refund-unshipped.seller.by-hand': {
    'zh-CN': '超时未交付，订单已自动退款：{title}',
    en: 'Not handed over in time, so the order was refunded: {title}',
  },
  'orders/extend-shipping.seller': {
    'zh-CN': '买家愿意多等几天，请尽快发货：{title}',
    en: 'The buyer gives you more days to ship: {title}',
    kind: 'duty',
  },
  'orders/extend-shipping.seller.by-hand': {
    'zh-CN': '买家愿意多等几天，请尽快交付：{title}',
    en: 'The buyer gives you more days to hand over: {title}',
    kind: 'duty',
  },
  'orders/remind-to-ship': {
    'zh-CN': '买家在等你发货或交付：{title}',
    en: 'The buyer waits for you to ship or hand over: {title}',
    kind: 'duty',
  },
  'orders/remind-to-pay': {
    'zh-CN': '卖家提醒你付款：{title}',
    en: 'The seller reminds you to pay: {title}',
    kind: 'duty',
  },
  'orders/ship.buyer': { 'zh-CN': '卖家已发货：{title}', en: 'Shipped: {title}' },
  'orders/add-parcel.buyer': {
    'zh-CN': '卖家又寄出了一个包裹：{title}',
    en: 'The seller has sent a further parcel: {title}',
  },
  'orders/drop-parcel.buyer': {
    'zh-CN': '有一个包裹一直没有揽收，不再计入，收齐后请核对：{title}',
    en: 'One of the parcels was never scanned and counts no more; please check what arrives: {title}',
  },
  'orders/drop-parcel.seller': {
    'zh-CN': '有一个包裹一直没有揽收，已不再计入，请和买家说明：{title}',
    en: 'One of your parcels was never scanned and counts no more; please tell the buyer: {title}',
  },
  'orders/stand-still.buyer': {
    'zh-CN': '包裹 5 天没有动静了，可以问问卖家；满 14 天视为丢件，自动退款：{title}',
    en: 'The parcel has not moved for 5 days; you may ask the seller. After 14 it counts as lost and is refunded: {title}',
  },
  'orders/stand-still.seller': {
    'zh-CN': '包裹 5 天没有动静了，请向快递公司查一查；满 14 天视为丢件，款项退回买家：{title}',
    en: 'The parcel has not moved for 5 days; please ask the carrier. After 14 it counts as lost and the buyer is refunded: {title}',
  },
  'orders/arrive-elsewhere.buyer': {
    'zh-CN': '快递说包裹在另一个城市签收了。收到了请确认收货，没收到请联系卖家或申请售后：{title}',
    en: 'The carrier says the parcel was signed for in another city. Confirm if you have it; if not, ask the seller or for after-sale: {title}',
  },
  'orders/arrive-elsewhere.seller': {
    'zh-CN': '快递说包裹在另一个城市签收了。请核对运单号，并向快递公司查一查：{title}',
    en: 'The carrier says the parcel was signed for in another city. Check the waybill number and ask the carrier: {title}',
  },
  'orders/correct-waybill.buyer': {
    'zh-CN': '卖家更正了运单号：{title}',
    en: 'The seller corrected the waybill: {title}',
  },
  'orders/void-shipment.buyer': {
    'zh-CN': '快递一直没有揽收，发货作废，等卖家重新发货：{title}',
    en: 'No carrier has scanned the parcel, so "shipped" is void; the seller must ship again: {title}',
  },
  'orders/void-shipment.seller': {
    'zh-CN': '快递一直没有揽收，发货作废，请尽快重新发货：{title}',
    en: 'No carrier has scanned your parcel, so "shipped" is void. Please ship again: {title}',
    kind: 'duty',
  },
  'orders/lose-parcel.buyer': {
    'zh-CN': '物流 14 天没有更新，视为丢件，款项正在原路退回：{title}',
    en: 'The parcel has not moved for 14 days and counts as lost; your money is on its way back: {title}',
  },
  'orders/lose-parcel.seller': {
    'zh-CN': '物流 14 天没有更新，视为丢件，款项退回买家，请向快递公司索赔：{title}',
    en: 'The parcel has not moved for 14 days and counts as lost; the buyer is refunded. Please claim from the carrier: {title}',
  },
  'orders/hand-over.buyer': {
    'zh-CN': '已交付，请检查后确认：{title}',
    en: 'Handed over. Check it, then confirm: {title}',
    kind: 'duty',
  },
  'orders/deliver.buyer': {
    'zh-CN': '包裹已签收，检查无误后再确认收货：{title}',
    en: 'Delivered. Check it before you confirm: {title}',
    kind: 'duty',
  },
  'orders/deliver.seller': {
    'zh-CN': '包裹已送达，等待买家确认：{title}',
    en: 'Delivered; the buyer is checking it: {title}',
  },
  'orders/confirm-receipt.seller': {
    'zh-CN': '买家已确认收货，货款已到钱包：{title}',
    en: 'Receipt confirmed; the money is in your wallet: {title}',
  },
  'orders/confirm-by-clock.seller': {
    'zh-CN': '已自动确认收货，货款已到钱包：{title}',
    en: 'Confirmed by the clock; the money is in your wallet: {title}',
  },
  'orders/confirm-by-clock.buyer': {
    'zh-CN': '确认期已过，订单自动完成：{title}',
    en: 'The time to confirm is over; the order is complete: {title}',
  },
  'orders/charge-back.seller': {
    'zh-CN': '付款人经银行撤回了付款，这一单的货款已从你的钱包扣回：{title}',
    en: 'The payer took the payment back through their bank; it was charged to your wallet: {title}',
  },
  // Told until version 0.2 only; who has them still reads them.
  'orders/report-problem.seller': {
    'zh-CN': '买家反馈商品有问题，货款暂停结算：{title}',
    en: 'The buyer reports a problem; the settlement is paused: {title}',
  },
  'orders/resume-after-problem.buyer': {
    'zh-CN': '问题已处理，订单继续：{title}',
    en: 'The problem was looked into; the order goes on: {title}',
  },
  'orders/resume-after-problem.seller': {
    'zh-CN': '问题已处理，订单继续：{title}',
    en: 'The problem was looked into; the order goes on: {title}',
  },
  'orders/refund-after-problem.buyer': {
    'zh-CN': '问题已处理，款项正在原路退回：{title}',
    en: 'Decided for you; your money is on its way back: {title}',
  },
  'orders/refund-after-problem.seller': {
    'zh-CN': '问题已处理，款项退回买家：{title}',
    en: 'Decided for the buyer; the money goes back: {title}',
  },
};

/** What a party must do, by the first action of its guide. */
export const orderDutyTexts: NoticeTexts = {
  'orders/duty.pay': { 'zh-CN': '待付款：{title}', en: 'To pay: {title}', kind: 'duty' },
  'orders/duty.ship': { 'zh-CN': '待发货：{title}', en: 'To ship: {title}', kind: 'duty' },
  'orders/duty.hand-over': {
    'zh-CN': '待当面交货：{title}',
    en: 'To hand over: {title}',
    kind: 'duty',
  },
  'orders/duty.hand-over.virtual': {
    'zh-CN': '待在线交付：{title}',
    en: 'To deliver online: {title}',
    kind: 'duty',
  },
  'orders/duty.answer-offer': {
    'zh-CN': '待回复议价 {priceFen}：{title}',
    en: 'To answer an offer of {priceFen}: {title}',
    kind: 'duty',
  },
  'orders/duty.confirm-receipt': {
    'zh-CN': '待验收确认：{title}',
    en: 'To check and confirm: {title}',
    kind: 'duty',
  },
};

/** The type of a duty; what is delivered online has words of its own. */
export function dutyTypeOf(action: OrderAction, delivery: Order['delivery']): string {
  const own = `orders/duty.${action}.${delivery}`;
  return Object.hasOwn(orderDutyTexts, own) ? own : `orders/duty.${action}`;
}

/**
 * The type that tells a party of a step. What no courier brings is not shipped, so some steps have
 * a sentence of their own for it.
 */
export function noticeTypeOf(
  command: CommandName,
  role: 'buyer' | 'seller',
  delivery: Order['delivery'],
): string {
  const usual = `orders/${command}.${role}`;
  if (delivery === 'courier') return usual;
  const own = [`${usual}.${delivery}`, `${usual}.by-hand`];
  return own.find((type) => Object.hasOwn(orderNotices, type)) ?? usual;
}
