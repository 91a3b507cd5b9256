import { offerRefusals } from './offer-refusals.ts';
import type { RefusalTexts } from '#platform/refusal.ts';

export const orderRefusals: RefusalTexts = {
  ...offerRefusals,
  'orders/sold-out': {
    status: 409,
    'zh-CN': '手慢了，库存不够了；没有扣款',
    en: 'Too late: there is not enough left. Nothing was charged',
  },
  'orders/not-for-sale': {
    status: 409,
    'zh-CN': '这件商品已下架，不能购买',
    en: 'This listing is no longer for sale',
  },
  'orders/own-listing': {
    status: 409,
    'zh-CN': '不能购买自己的商品',
    en: 'You cannot buy from yourself',
  },
  'orders/several-sellers': {
    status: 400,
    'zh-CN': '一个订单只能买同一位卖家、同一种交货方式的商品',
    en: 'One order takes goods of one seller and one kind of delivery',
  },
  'orders/line-twice': {
    status: 400,
    'zh-CN': '同一件商品请合并数量',
    en: 'Name each listing once and raise its quantity',
  },
  'orders/price-changed': {
    status: 409,
    'zh-CN': '价格刚刚变了，请确认新的金额再下单',
    en: 'The price has just changed: check the new amount first',
  },
  'orders/address-needed': {
    status: 400,
    'zh-CN': '请选择收货地址',
    en: 'Choose an address for the parcel',
  },
  'orders/not-delivered-there': {
    status: 409,
    'zh-CN': '卖家不发货到这个地区，换个地址试试',
    en: 'The seller does not deliver there: try another address',
  },
  'orders/province-unknown': {
    status: 400,
    'zh-CN': '运费要看省份，请把收货地址的省份写完整，例如“浙江省”',
    en: 'Freight depends on the province: write it out in the address, such as “Zhejiang”',
  },
  'orders/same-waybill': {
    status: 409,
    'zh-CN': '这就是现在的运单号，没有改动',
    en: 'That is the waybill this order has already',
  },
  'orders/closed': { status: 409, 'zh-CN': '订单已关闭', en: 'This order is closed' },
  'orders/already-paid': { status: 409, 'zh-CN': '订单已付款', en: 'This order is paid already' },
  'orders/already-refunded': {
    status: 409,
    'zh-CN': '订单已退款',
    en: 'This order was refunded already',
  },
  'orders/already-received': {
    status: 409,
    'zh-CN': '已经确认过收货了',
    en: 'Receipt was confirmed already',
  },
  'orders/already-shipped': {
    status: 409,
    'zh-CN': '这个订单已经发货了',
    en: 'This order has been shipped already',
  },
  'orders/pay-time-over': {
    status: 409,
    'zh-CN': '付款时间已过，请重新下单',
    en: 'The time to pay is over: please order again',
  },
  'orders/wrong-amount': {
    status: 409,
    'zh-CN': '付款金额与订单不符',
    en: 'The payment is not the amount of the order',
  },
  'orders/not-now': {
    status: 409,
    'zh-CN': '订单现在的状态不能这样做',
    en: 'The order is not at a point where this can be done',
  },
  'orders/not-your-part': {
    status: 403,
    'zh-CN': '这一步要由对方来做',
    en: 'This step is the other side’s',
  },
  'orders/not-due': { status: 409, 'zh-CN': '时间还没到', en: 'It is not time yet' },
  'orders/free-cancel-over': {
    status: 409,
    'zh-CN': '付款超过 1 小时，暂时不能取消；卖家超时未发货时可以直接取消',
    en: 'The free hour is over; you may cancel once the seller is late',
  },
  'orders/no-parcel': {
    status: 409,
    'zh-CN': '这个订单不用快递，请直接交付',
    en: 'This order has no parcel: hand it over instead',
  },
  'orders/needs-parcel': {
    status: 409,
    'zh-CN': '这个订单需要快递发货',
    en: 'This order goes by courier',
  },
  'orders/pickup-code-needed': {
    status: 400,
    'zh-CN': '请输入买家出示的取货码',
    en: 'Enter the pickup code the buyer shows you',
  },
  'orders/not-virtual': {
    status: 409,
    'zh-CN': '这个订单不是在线交付的，不能放文件',
    en: 'This order is not delivered online, so no file goes into it',
  },
  'orders/virtual-goods-needed': {
    status: 400,
    'zh-CN': '请填写要交付的内容',
    en: 'Enter what you deliver',
  },
  'orders/extension-invalid': {
    status: 400,
    'zh-CN': '请选择要延长的天数',
    en: 'Choose by how many days',
  },
  'orders/ship-extension-spent': {
    status: 409,
    'zh-CN': '最多还能延长 {daysLeft} 天',
    en: 'At most {daysLeft} more days can be given',
  },
  'orders/receipt-extensions-spent': {
    status: 409,
    'zh-CN': '收货时间最多延长 {times} 次',
    en: 'Receipt can be put off {times} times at most',
  },
  'orders/no-clock-to-extend': {
    status: 409,
    'zh-CN': '包裹签收后才开始计时，现在不用延长',
    en: 'The clock starts after delivery: there is nothing to put off yet',
  },
  'orders/after-sale-open': {
    status: 409,
    'zh-CN': '售后正在处理，订单已暂停计时',
    en: 'An after-sale is open; the order waits for it',
  },
  'orders/no-after-sale-open': {
    status: 409,
    'zh-CN': '这个订单没有进行中的售后',
    en: 'No after-sale is open on this order',
  },
  'orders/shop-away': {
    status: 409,
    'zh-CN': '店主休假中，{until} 恢复营业，到时再来',
    en: 'This shop is on holiday and opens again on {until}',
  },
  'orders/reserved': {
    status: 409,
    'zh-CN': '这件宝贝正为别的买家预留，最多 24 小时',
    en: 'This is reserved for another buyer, for 24 hours at most',
  },
  'orders/nothing-to-remind': {
    status: 409,
    'zh-CN': '这个订单现在不用提醒对方',
    en: 'There is nothing to remind the other of now',
  },
  'orders/too-early-to-remind': {
    status: 409,
    'zh-CN': '还没到卖家承诺的发货时间，快到时再提醒',
    en: 'The promised time is not near yet: remind the seller when it is',
  },
  'orders/reminded-already': {
    status: 429,
    'zh-CN': '已经提醒过了，过一天再提醒吧；付款只提醒一次',
    en: 'Reminded already: once a day to ship, once to pay',
  },
  'orders/span-too-long': {
    status: 422,
    'zh-CN': '一份文件最多导出 {max} 天的订单，起止日期不能颠倒',
    en: 'One file holds at most {max} days, the first not after the last',
  },
  'orders/too-many-for-file': {
    status: 422,
    'zh-CN': '这段时间的订单超过 {max} 个，请分几次导出',
    en: 'These are more than {max} orders: choose a shorter time',
  },
  'orders/refund-amount': {
    status: 409,
    'zh-CN': '退款金额超出了可退的范围',
    en: 'That is more than can be refunded, or nothing',
  },
};
