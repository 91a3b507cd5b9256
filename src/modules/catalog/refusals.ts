import type { RefusalTexts } from '#platform/refusal.ts';

/** What this room refuses, in the members' languages. */
export const catalogRefusals: RefusalTexts = {
  'catalog/not-eligible': {
    status: 403,
    'zh-CN': '还不能卖闲置：请先完成卖家资格的各项条件',
    en: 'You cannot sell yet: some conditions of selling are still open',
  },
  'catalog/quick-sell-not-open': {
    status: 403,
    'zh-CN': '还没有开通快捷卖货，点一下就能开通',
    en: 'Quick sell is not open yet: one tap opens it',
  },
  'catalog/price-out-of-range': {
    status: 422,
    'zh-CN': '价格要在 ¥{minYuan} 到 ¥{maxYuan} 之间',
    en: 'The price must be between ¥{minYuan} and ¥{maxYuan}',
  },
  'catalog/quantity-out-of-range': {
    status: 422,
    'zh-CN': '数量要在 {min} 到 {max} 之间',
    en: 'The quantity must be between {min} and {max}',
  },
  'catalog/freight-out-of-range': {
    status: 422,
    'zh-CN': '运费最多 ¥{maxYuan}',
    en: 'Freight is at most ¥{maxYuan}',
  },
  'catalog/freight-needs-courier': {
    status: 422,
    'zh-CN': '只有快递发货才能收运费',
    en: 'Freight can only be charged for delivery by courier',
  },
  'catalog/freight-further': {
    status: 422,
    'zh-CN': '续件运费不能比首件贵；按单计费没有续件',
    en: 'A further piece costs no more than the first; by the order there is no further one',
  },
  'catalog/freight-free': {
    status: 422,
    'zh-CN': '包邮条件：金额最多 ¥{maxYuan}，件数 2 到 {maxPieces} 件',
    en: 'Free from at most ¥{maxYuan}, or from 2 to {maxPieces} pieces on',
  },
  'catalog/freight-region-twice': {
    status: 422,
    'zh-CN': '同一个省份只能出现在一组运费里',
    en: 'A province has one rate: it is in two groups',
  },
  'catalog/template-unknown': {
    status: 422,
    'zh-CN': '没有这个运费模板，请重新选择',
    en: 'There is no such freight template: choose another',
  },
  'catalog/template-used': {
    status: 409,
    'zh-CN': '还有在架宝贝在用这个运费模板，先给它们换一个',
    en: 'Goods on the shelf use this template: give them another first',
  },
  'catalog/too-many-templates': {
    status: 409,
    'zh-CN': '运费模板最多 {max} 个，先删掉不用的',
    en: 'You can have {max} freight templates: remove one first',
  },
  'catalog/bundle-tiers': {
    status: 422,
    'zh-CN': '合买优惠最多 {tiers} 档，2 到 {pieces} 件，每档要比前一档多减，最多减 {most}%',
    en: 'At most {tiers} tiers of 2 to {pieces} pieces, each with more off than the last, up to {most}%',
  },
  'catalog/bundle-most': {
    status: 422,
    'zh-CN': '最多优惠的金额要在 ¥0.01 到 ¥10,000 之间',
    en: 'The most that is taken off lies between ¥0.01 and ¥10,000',
  },
  'catalog/flaw-of-new-goods': {
    status: 422,
    'zh-CN': '全新的宝贝不用写瑕疵；有瑕疵请换一个成色',
    en: 'New goods have no flaw to describe: choose another condition if there is one',
  },
  'catalog/too-many-live': {
    status: 409,
    'zh-CN': '同时在卖的宝贝最多 {max} 件，先下架几件再来',
    en: 'You can have {max} listings on sale at once: withdraw some first',
  },
  'catalog/too-many-today': {
    status: 429,
    'zh-CN': '今天已经上架 {max} 件了，明天再来吧',
    en: 'You have published {max} listings today: come back tomorrow',
  },
  'catalog/too-many-price-changes': {
    status: 429,
    'zh-CN': '同一件宝贝一天最多改 {max} 次价，明天再改吧',
    en: 'A price can be changed {max} times within a day: please try again tomorrow',
  },
  'catalog/too-many-on-note': {
    status: 409,
    'zh-CN': '一篇笔记最多挂 {max} 件宝贝',
    en: 'A note carries at most {max} listings',
  },
  'catalog/note-twice': {
    status: 422,
    'zh-CN': '新笔记和已有笔记只能选一个',
    en: 'Choose either a new note or one you already have',
  },
  'catalog/text-not-acceptable': {
    status: 422,
    'zh-CN': '标题或描述里有不能发布的内容，请修改后再试',
    en: 'The title or description has something that cannot be published: please change it',
  },
  'catalog/not-for-sale': {
    status: 409,
    'zh-CN': '这件宝贝已经下架',
    en: 'This listing is no longer for sale',
  },
  'catalog/on-sale-already': {
    status: 409,
    'zh-CN': '这件宝贝正在卖，不用重新上架',
    en: 'This listing is on sale already',
  },
  'catalog/pieces-reserved': {
    status: 409,
    'zh-CN': '有 {count} 件正为买家预留，数量不能比这少',
    en: '{count} pieces are reserved: the quantity cannot be less',
  },
  'catalog/holiday-days': {
    status: 422,
    'zh-CN': '休假最多 {max} 天，要在 {max} 天内开始，结束要晚于开始和现在',
    en: 'A holiday lasts at most {max} days, begins within {max} days, and ends after it begins and after now',
  },
  'catalog/no-conversation': {
    status: 409,
    'zh-CN': '只能为聊过天、看得到这件宝贝的人预留',
    en: 'Goods are reserved for members you talk with and who can see them',
  },
  'catalog/reserved-already': {
    status: 409,
    'zh-CN': '已经为对方预留了',
    en: 'This is reserved for them already',
  },
  'catalog/too-few-to-reserve': {
    status: 409,
    'zh-CN': '可预留的只有 {free} 件',
    en: 'Only {free} pieces can be reserved',
  },
  'catalog/too-many-reservations': {
    status: 429,
    'zh-CN': '一天内最多预留 {max} 次，明天再来吧',
    en: 'At most {max} reservations within a day: please try again tomorrow',
  },
  'catalog/edited-meanwhile': {
    status: 409,
    'zh-CN': '这件宝贝刚在别处改过，请看过最新内容再保存',
    en: 'This listing was edited elsewhere meanwhile: look at it again before saving',
  },
  'catalog/audience-of-note': {
    status: 409,
    'zh-CN': '这件宝贝挂在笔记里，谁能看到由笔记决定',
    en: 'This listing hangs on a note: who sees it is for the note to say',
  },
  'catalog/not-in-circle': {
    status: 422,
    'zh-CN': '你不在这个圈子里，不能只发给圈内',
    en: 'You are not in this circle, so you cannot sell inside it',
  },
  'catalog/stock-moved': {
    status: 409,
    'zh-CN': '库存刚有变动，现在还剩 {stock} 件，请确认后再改',
    en: 'The stock has just moved and {stock} are left: please check before changing it',
  },
};
