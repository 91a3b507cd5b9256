import type { BothLanguages } from './document.ts';

/** The rules of trade, in members' words. @source docs/rules/rules.json */
export const rules: BothLanguages = {
  'zh-CN': {
    title: '小卖部规则',
    summary: '谁能卖、怎么收费、每一步多久、出了问题怎么办。数字就是系统里真正在用的数字。',
    sections: [
      {
        heading: '谁能卖',
        items: [
          '账号注册满 180 天；',
          '完成实名认证，且年满 18 周岁；',
          '开通专业号。一个人只能有一个能卖东西的账号；',
          '不收保证金，也不用等审核，发布就上架。',
        ],
      },
      {
        heading: '能卖什么',
        items: [
          '每件 ¥0.01 到 ¥10,000，数量 1 到 99 件；',
          '同时在售最多 50 件，每天最多新上架 10 件；刚开通快卖的前 7 天每天最多 3 件；',
          '成色照实写：全新未拆、全新未用、95 新、9 新、8 新、7 新及以下、配件机；不是全新的，有瑕疵请说明；',
          '交货方式：快递（运费自定，可按地区，可包邮；同一卖家几件一起买只付一份运费）、自提（凭取货码）、虚拟（在订单里交付）。',
        ],
      },
      {
        heading: '不能卖的',
        paragraphs: [
          '药品、烟草和电子烟、成人用品、活体和濒危动物、武器、危险品、假货、来路不明的东西、医疗器械、账号与证件、发票、个人信息、代考代写、盗版文件、被召回的商品、已拆封的化妆品和食品。',
          '看到了请点「举报」。运营会写明理由下架，作者会收到通知。',
        ],
      },
      {
        heading: '费用',
        items: [
          '买家不付服务费；',
          '卖家每单付 0.6% 服务费，按实际留下的商品款加运费计算，不足一分舍去。例：卖出 ¥1,680，服务费 ¥10.08，到手 ¥1,669.92；',
          '没成交不收费；退款的部分不收费。',
        ],
      },
      {
        heading: '钱在谁那里',
        paragraphs: [
          '付款后，钱由平台合作的支付机构保管，不进卖家口袋。你确认收货，或者到时间自动确认后，才放款给卖家。',
        ],
      },
      {
        heading: '每一步多久',
        items: [
          '下单后 30 分钟内付款，过时订单自动关闭，库存放回；',
          '卖家按承诺发货：10 分钟、24、48、72 小时或 7 天，默认 72 小时；',
          '付款后 1 小时内、还没发货，买家可以直接取消；卖家过了承诺时间还没发货，买家随时可以取消；',
          '过承诺时间 4 天仍未发货，自动全额退款（买家可以选择多等几天，最多 21 天）；',
          '发货后 48 小时快递没有揽收记录，发货作废，卖家需重新发货；物流 14 天没有更新，视为丢件，自动全额退款；',
          '签收后 3 天自动确认收货；没有物流轨迹的，发货后 10 天；自提和虚拟商品，交付后 2 天；',
          '买家可以延长收货两次，每次 3 天；送到之前，不会催你确认。',
        ],
      },
      {
        heading: '有问题怎么办',
        paragraphs: [
          '发货后、确认收货前，都可以在订单里点「有问题」。自动确认和放款马上停住，由运营处理：退款，或继续完成。',
        ],
      },
      {
        heading: '评价',
        items: [
          '交易完成后 14 天内，买卖双方各评价一次：好、中、差，可以加标签、文字和照片。送达后退款的订单也可以评价；',
          '双方都评价后，或满 14 天后，才会互相看到，所以不用怕被报复；',
          '评价不能改。作者可以撤回一次，撤回后不能再写；被评价的一方可以回复一次；',
          '同一个人，或共用收款账户的账号之间不能互评。平台只下架违规的评价；',
          '好评率每人只算最近一次，满 5 人才显示；人少时往平均值靠，所以没有 100%。',
        ],
      },
      {
        heading: '请在平台里交易',
        paragraphs: [
          '凡是让你加微信、扫码、转账到平台外的，都可能是骗局。离开平台的钱，我们保护不了。',
        ],
      },
    ],
  },
  en: {
    title: 'Rules of the shop',
    summary:
      'Who may sell, what it costs, how long each step takes, and what happens when something goes wrong. These are the very numbers the system works with.',
    sections: [
      {
        heading: 'Who may sell',
        items: [
          'An account at least 180 days old;',
          'a verified real name, and 18 years of age;',
          'a pro account. One person has one selling account;',
          'no deposit, and no review beforehand: what you post is on sale at once.',
        ],
      },
      {
        heading: 'What may be sold',
        items: [
          'From ¥0.01 to ¥10,000 apiece, 1 to 99 pieces;',
          'up to 50 listings on sale at once and 10 new ones a day; 3 a day in the first 7 days after opening quick sell;',
          'an honest condition: sealed, unused, 95%, 90%, 80%, 70% or less, or for parts. Say what is wrong with anything that is not new;',
          'delivery by courier (your own freight, by region if you like, or free; several goods of one seller go for one freight), by pickup with a code, or virtual, inside the order.',
        ],
      },
      {
        heading: 'What may not',
        paragraphs: [
          'Medicine, tobacco and vapes, adult goods, live or endangered animals, weapons, hazardous goods, counterfeits, stolen goods, medical devices, accounts and documents, invoices, personal data, paid exams and ghost-writing, pirated files, recalled products, opened cosmetics and food.',
          'Please report what you see. An operator takes it down with a reason, and its author is told.',
        ],
      },
      {
        heading: 'What it costs',
        items: [
          'Buyers pay no fee;',
          'sellers pay 0.6% of what they really keep, goods and freight, rounded down to the fen. A sale of ¥1,680 costs ¥10.08 and brings ¥1,669.92;',
          'no sale, no fee; no fee on what is refunded.',
        ],
      },
      {
        heading: 'Who holds the money',
        paragraphs: [
          'Once paid, the money is held by our payment provider and not by the seller. It is released when you confirm receipt, or when the time to confirm has run out.',
        ],
      },
      {
        heading: 'How long each step takes',
        items: [
          '30 minutes to pay; after that the order closes and the stock returns;',
          'the seller ships within the time promised: 10 minutes, 24, 48 or 72 hours, or 7 days; 72 hours unless said otherwise;',
          'within 1 hour of paying, and before shipping, the buyer may simply cancel; once the promise is broken, at any time;',
          '4 days after a broken promise everything is refunded by itself, unless the buyer chooses to wait, for up to 21 days;',
          '“shipped” is void when no carrier has scanned the parcel within 48 hours, and the seller must ship again; a parcel that has not moved for 14 days counts as lost and everything is refunded by itself;',
          'receipt is confirmed by itself 3 days after delivery, 10 days after shipping without tracking, 2 days after pickup or virtual delivery;',
          'the buyer may extend twice, by 3 days each time. Nobody is pressed to confirm before delivery.',
        ],
      },
      {
        heading: 'When something is wrong',
        paragraphs: [
          'After shipping and until you confirm, press “Something is wrong” in the order. Confirmation and release stop at once, and an operator decides: a refund, or to go on.',
        ],
      },
      {
        heading: 'Reviews',
        items: [
          'Within 14 days of the end of a trade each side may review the other once: good, fair or poor, with tags, words and photos. Orders refunded after delivery are reviewed as well;',
          'neither side reads the other’s before both have written, or 14 days are over: nobody need fear to be paid back;',
          'a review is not changed. Its author may withdraw it once and write no other; the side it is about may answer once;',
          'accounts of one person, or with one payout account, do not review each other. We take down only what breaks the rules;',
          'a rating counts the latest word of each member and is shown from 5 members on; of few it leans to the average, so it is never 100%.',
        ],
      },
      {
        heading: 'Please trade inside',
        paragraphs: [
          'Whoever asks you to scan a code or to send money elsewhere may be a fraud. Money that has left the shop we cannot protect.',
        ],
      },
    ],
  },
};
