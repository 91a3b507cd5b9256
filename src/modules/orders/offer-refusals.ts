import type { RefusalTexts } from '#platform/refusal.ts';

/** What may be refused of offers. */
export const offerRefusals: RefusalTexts = {
  'orders/offer-not-below': {
    status: 422,
    'zh-CN': '出价要低于标价；按标价可以直接购买',
    en: 'An offer is below the price; at the price you can simply buy',
  },
  'orders/offer-open': {
    status: 409,
    'zh-CN': '你对这件商品已经有一个待回复的出价',
    en: 'You have an offer on this listing that waits for an answer',
  },
  'orders/too-many-offers': {
    status: 429,
    'zh-CN': '一天内最多出价 {max} 次，明天再试吧',
    en: 'At most {max} offers within a day: please try again tomorrow',
  },
  'orders/offer-over': {
    status: 409,
    'zh-CN': '这次议价已经结束了',
    en: 'This offer has ended',
  },
  'orders/offer-not-your-turn': {
    status: 409,
    'zh-CN': '现在轮到对方回复',
    en: 'It is the other’s turn to answer',
  },
  'orders/offer-not-yours': {
    status: 409,
    'zh-CN': '对方已出价，请接受、还价或拒绝',
    en: 'The price is the other’s: accept it, counter or decline',
  },
  'orders/offer-moved-on': {
    status: 409,
    'zh-CN': '对方已经换了价格，请看过新的价格再回复',
    en: 'The price has changed meanwhile: look at the new one first',
  },
  'orders/offer-rounds-over': {
    status: 409,
    'zh-CN': '一次议价最多出 {max} 次价，请接受或拒绝',
    en: 'One offer has {max} rounds at most: accept or decline',
  },
  'orders/offer-price-not-between': {
    status: 422,
    'zh-CN': '还价要在双方上一次的价格之间',
    en: 'Name a price between your last one and theirs',
  },
  'orders/offer-terms-changed': {
    status: 409,
    'zh-CN': '商品的价格或运费改过了，这次议价不再有效，请重新出价',
    en: 'The listing’s price or delivery has changed since: please make a new offer',
  },
};
