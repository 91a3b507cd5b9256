import type { RefusalTexts } from '#platform/refusal.ts';

/** What this room refuses, in the members' languages. */
export const fulfilmentRefusals: RefusalTexts = {
  'fulfilment/carrier-unknown': {
    status: 422,
    'zh-CN': '没有这家快递公司，请重新选择',
    en: 'There is no such carrier: please choose another',
  },
  'fulfilment/unknown-courier': {
    status: 404,
    'zh-CN': '这里没有接入这家快递服务',
    en: 'That courier is not connected here',
  },
  'fulfilment/waybill-malformed': {
    status: 422,
    'zh-CN': '快递单号不对：应是 6 到 32 位的数字、字母或短横线',
    en: 'That is no waybill number: 6 to 32 digits, letters or hyphens',
  },
  'fulfilment/waybill-taken': {
    status: 409,
    'zh-CN': '这个快递单号已经用在别的订单上了，请核对后再填',
    en: 'This waybill already belongs to another order: please check it',
  },
  'fulfilment/already-shipped': {
    status: 409,
    'zh-CN': '这个订单已经发货了',
    en: 'This order has been shipped already',
  },
  'fulfilment/too-many-parcels': {
    status: 409,
    'zh-CN': '一个订单最多分 {max} 个包裹寄出',
    en: 'An order travels in {max} parcels at most',
  },
  'fulfilment/parcels-mixed': {
    status: 409,
    'zh-CN': '同一个订单的包裹，要么都能查物流，要么都不能查：请换一家快递公司',
    en: 'Either all parcels of an order can be tracked or none can: please choose another carrier',
  },
  'fulfilment/no-such-parcel': {
    status: 404,
    'zh-CN': '这个订单没有这个包裹',
    en: 'This order has no such parcel',
  },
  'fulfilment/not-shipped': {
    status: 409,
    'zh-CN': '这个订单还没有发货',
    en: 'This order has not been shipped yet',
  },
  'fulfilment/already-delivered': {
    status: 409,
    'zh-CN': '包裹已经签收，单号不能再改',
    en: 'The parcel has been delivered, so its waybill can no longer change',
  },
  'fulfilment/too-many-corrections': {
    status: 409,
    'zh-CN': '单号最多改 {max} 次，请联系客服处理',
    en: 'A waybill can be corrected {max} times: please ask us for help',
  },
  'fulfilment/no-pickup-code': {
    status: 404,
    'zh-CN': '这个订单没有自提码',
    en: 'This order has no pickup code',
  },
  'fulfilment/pickup-code-wrong': {
    status: 403,
    'zh-CN': '自提码不对，还可以再试 {triesLeft} 次',
    en: 'That pickup code is not right; {triesLeft} tries left',
  },
  'fulfilment/pickup-code-paused': {
    status: 429,
    'zh-CN': '自提码错得太多了，请 {retryAfterSeconds} 秒后再试',
    en: 'Too many wrong pickup codes: try again in {retryAfterSeconds} seconds',
  },
  'fulfilment/pickup-code-used': {
    status: 409,
    'zh-CN': '这个自提码已经用过了',
    en: 'This pickup code has been used',
  },
  'fulfilment/no-labels': {
    status: 409,
    'zh-CN': '这里还不能买预付面单，请自己填运单号',
    en: 'Prepaid labels are not sold here: please enter a waybill of your own',
  },
  'fulfilment/label-price-changed': {
    status: 409,
    'zh-CN': '面单的价格变了，没有买下；请看过新的价格再买',
    en: 'The price of the label has changed and nothing was bought; please look at the new one',
  },
  'fulfilment/label-there': {
    status: 409,
    'zh-CN': '这个订单已经有一张面单了；先退掉它才能买另一张',
    en: 'This order has a label already; give it back before you buy another',
  },
  'fulfilment/label-gone': {
    status: 409,
    'zh-CN': '这张面单已经退掉了',
    en: 'This label has been given back',
  },
  'fulfilment/label-other': {
    status: 409,
    'zh-CN': '这个订单现在用的是另一张面单，没有退',
    en: 'This order has another label now; nothing was given back',
  },
  'fulfilment/label-going-back': {
    status: 409,
    'zh-CN': '上一张面单正在退，等快递公司确认后再买',
    en: 'The last label is on its way back; buy another once the courier has confirmed it',
  },
  'fulfilment/label-used': {
    status: 409,
    'zh-CN': '包裹已经用这张面单寄出，不能退了',
    en: 'The parcel is on its way with this label: it cannot be given back',
  },
  'fulfilment/too-many-labels': {
    status: 409,
    'zh-CN': '这个订单买过又退掉的面单太多了',
    en: 'Too many labels of this order were bought and given back',
  },
  'fulfilment/virtual-goods-empty': {
    status: 422,
    'zh-CN': '请填写要交付的内容，最多 {max} 个字',
    en: 'Please enter what is delivered, at most {max} characters',
  },
  'fulfilment/virtual-file-size': {
    status: 422,
    'zh-CN': '文件不能是空的，也不能超过 {maxMb} MB',
    en: 'The file must not be empty, nor above {maxMb} MB',
  },
  'fulfilment/virtual-goods-sent': {
    status: 409,
    'zh-CN': '这个订单的内容已经交付过了',
    en: 'What this order is about has been delivered already',
  },
};
