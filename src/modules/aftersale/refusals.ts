import type { RefusalTexts } from '#platform/refusal.ts';

export const afterSaleRefusals: RefusalTexts = {
  'aftersale/not-your-part': {
    status: 403,
    'zh-CN': '这一步要由对方来做',
    en: 'This step is the other side’s',
  },
  'aftersale/not-now': {
    status: 409,
    'zh-CN': '售后现在的状态不能这样做',
    en: 'The after-sale is not at a point where this can be done',
  },
  'aftersale/not-due': { status: 409, 'zh-CN': '时间还没到', en: 'It is not time yet' },
  'aftersale/changed': {
    status: 409,
    'zh-CN': '对方刚刚改了内容，请看过再决定',
    en: 'The other side has just changed something: look before you accept',
  },
  'aftersale/line-unknown': {
    status: 400,
    'zh-CN': '请选择这个订单里的商品',
    en: 'Choose among the goods of this order',
  },
  'aftersale/type-not-now': {
    status: 409,
    'zh-CN': '这个订单现在不能申请这种售后',
    en: 'This order cannot have that kind of after-sale now',
  },
  'aftersale/window-over': {
    status: 409,
    'zh-CN': '交易完成后，这个原因的售后期已过',
    en: 'The time for this reason after completion is over',
  },
  'aftersale/too-many': {
    status: 409,
    'zh-CN': '这个订单最多 {times} 次，请联系运营人员',
    en: 'This order has had {times} already: please ask an operator',
  },
  'aftersale/amount': {
    status: 409,
    'zh-CN': '退款金额要在 1 分和可退金额之间',
    en: 'The amount lies outside of what can be refunded',
  },
  'aftersale/whole-only': {
    status: 409,
    'zh-CN': '还没有发货，只能全额退款',
    en: 'Nothing was shipped: only the whole amount can go back',
  },
  'aftersale/own-matter': {
    status: 403,
    'zh-CN': '这是你自己的交易，请让另一位运营来处理',
    en: 'This is a trade of your own: another operator must decide',
  },
  'aftersale/needs-return': {
    status: 409,
    'zh-CN': '这次售后要先退货',
    en: 'The goods have to come back first',
  },
  'aftersale/no-return': {
    status: 409,
    'zh-CN': '这次售后不需要退货',
    en: 'Nothing has to come back here',
  },
  'aftersale/no-counter': {
    status: 409,
    'zh-CN': '取消订单只能全额退款，不能还价',
    en: 'A cancellation is for the whole amount',
  },
  'aftersale/counters-spent': {
    status: 409,
    'zh-CN': '最多还价 {times} 次，请接受或拒绝',
    en: 'Only {times} amounts can be named in answer: accept or refuse',
  },
  'aftersale/address-needed': {
    status: 400,
    'zh-CN': '请选择退货地址',
    en: 'Choose where the goods go back to',
  },
  'aftersale/no-handing-back': {
    status: 409,
    'zh-CN': '不是当面交易的订单，请用快递寄回',
    en: 'This order came by courier: send the goods back the same way',
  },
  'aftersale/capture-needed': {
    status: 400,
    'zh-CN': '请先用带验证码的照片记录开箱',
    en: 'Photograph the opening with its code first',
  },
  'aftersale/capture-too-early': {
    status: 409,
    'zh-CN': '这组开箱照片是寄回之前拍的，请重新获取验证码拍摄',
    en: 'These pictures are older than the way back: take a new code and photograph the opening',
  },
  'aftersale/capture-over': {
    status: 409,
    'zh-CN': '验证码已用过或已过期，请重新获取',
    en: 'The code was used or has run out: take a new one',
  },
  'aftersale/capture-old-picture': {
    status: 409,
    'zh-CN': '照片要在获取验证码之后拍',
    en: 'The picture is older than the code it must show',
  },
};
