import type { Locale } from '#platform/refusal.ts';

/** A member of the demo town. Phones end in the place: 13800000001, … */
export type Townsman = {
  place: number;
  nickname: string;
  /** Who it is, for the person who tries the product. */
  gloss: Record<Locale, string>;
  bio: string;
  city: string;
  joinedDaysAgo: number;
  realName?: string;
  sells?: boolean;
};

export const townsmen: readonly Townsman[] = [
  {
    place: 1,
    nickname: '胶片少女mio',
    gloss: { 'zh-CN': '卖家（已实名，专业号）', en: 'sells (verified, pro account)' },
    bio: '拍了七年胶片，最近转去拍电影机。',
    city: '上海',
    joinedDaysAgo: 1200,
    realName: '林小满',
    sells: true,
  },
  {
    place: 2,
    nickname: '周予安',
    gloss: { 'zh-CN': '买家', en: 'buys' },
    bio: '断舍离失败爱好者。',
    city: '北京',
    joinedDaysAgo: 400,
    realName: '周予安',
  },
  {
    place: 3,
    nickname: '阿柚不吃柚子',
    gloss: { 'zh-CN': '注册三天，还不能卖', en: 'too new to sell' },
    bio: '',
    city: '重庆',
    joinedDaysAgo: 3,
  },
  {
    place: 4,
    nickname: '旧书虫',
    gloss: { 'zh-CN': '卖书', en: 'sells books' },
    bio: '周末在旧书摊，见过很多人的批注。',
    city: '杭州',
    joinedDaysAgo: 800,
    realName: '沈知行',
    sells: true,
  },
  {
    place: 5,
    nickname: '吧唧收容所',
    gloss: { 'zh-CN': '卖谷子', en: 'sells anime goods' },
    bio: '谷子回血中，诚信出物。',
    city: '成都',
    joinedDaysAgo: 500,
    realName: '顾小鱼',
    sells: true,
  },
  {
    place: 6,
    nickname: '敲代码的阿哲',
    gloss: { 'zh-CN': '卖数码', en: 'sells gadgets' },
    bio: '客制化键盘三年，毕业清桌。',
    city: '深圳',
    joinedDaysAgo: 900,
    realName: '陈以哲',
    sells: true,
  },
  {
    place: 7,
    nickname: '手作人·禾',
    gloss: { 'zh-CN': '卖手工', en: 'sells handmade things' },
    bio: '银、天河石和慢慢走的日子。',
    city: '苏州',
    joinedDaysAgo: 620,
    realName: '苏禾',
    sells: true,
  },
  {
    place: 8,
    nickname: '搬家的橘猫管家',
    gloss: { 'zh-CN': '昨天刚满开店时间（181 天）', en: 'sells since yesterday (181 days)' },
    bio: '月底搬家，能送走的都送走。',
    city: '上海',
    joinedDaysAgo: 181,
    realName: '江一舟',
    sells: true,
  },
  {
    place: 9,
    nickname: '小卖部值班员',
    gloss: {
      'zh-CN': '管理员（首次进入时设置二次验证）',
      en: 'operator (second factor on first entry)',
    },
    bio: '有问题找我。',
    city: '上海',
    joinedDaysAgo: 1000,
  },
  {
    place: 10,
    nickname: '黑胶时间',
    gloss: { 'zh-CN': '卖唱片和乐器', en: 'sells records and instruments' },
    bio: '唱片、吉他和一台老电钢。',
    city: '广州',
    joinedDaysAgo: 1500,
    realName: '梁静川',
    sells: true,
  },
  {
    place: 11,
    nickname: '还差一天',
    gloss: { 'zh-CN': '已实名，还差一天才能卖', en: 'verified, one day too young to sell' },
    bio: '明天就能开张。',
    city: '厦门',
    joinedDaysAgo: 179,
    realName: '许望',
  },
];

export type TownListing = {
  title: string;
  yuan: number;
  quantity?: number;
  condition: 'new-sealed' | 'new-unused' | '95' | '9' | '8' | '7' | 'parts';
  flaw?: string;
  delivery: 'courier' | 'pickup' | 'virtual';
  freightYuan?: number;
  shipWithin?: 'PT24H' | 'PT48H' | 'PT72H' | 'P7D';
};

/** A note of the demo town, with what is sold in it. The first picture is its cover. */
export type TownNote = {
  by: number;
  hoursAgo: number;
  title: string;
  body: readonly string[];
  topics: readonly string[];
  pictures: readonly string[];
  listing?: TownListing;
};

const day = 24;

export const townNotes: readonly TownNote[] = [
  {
    by: 1,
    hoursAgo: 1,
    title: '这台银盐味的小相机陪我走过三座城，想给它找个新家',
    body: [
      '2019 年在鼓楼的旧货店遇见它，之后跟我去了泉州、青岛和敦煌。最近转去拍电影机，它值得被继续带出门。',
      '成色诚实说：底盖有一道 1.5 cm 划痕（图 3），其余九成新；快门 8 千多次，上周刚做完清洁。',
    ],
    topics: ['胶片感', '闲置相机', '数码'],
    pictures: ['film-camera', 'film-camera-flatlay', 'film-camera-scratch'],
    listing: {
      title: '旁轴胶片机 银色（含 2 枚滤镜）',
      yuan: 1680,
      condition: '9',
      flaw: '底盖一道约 1.5 cm 划痕，见图 3',
      delivery: 'courier',
      shipWithin: 'PT48H',
    },
  },
  {
    by: 5,
    hoursAgo: 2,
    title: '二次元小卖部开张啦｜谷子回血局，10 元起',
    body: ['都是自己排的谷，正版有小票。', '拍两件以上一起发，破损可退。'],
    topics: ['谷子', '吧唧'],
    pictures: ['badges', 'acrylic-stands'],
    listing: {
      title: '吧唧盲袋里抽到的，任选一枚',
      yuan: 10,
      quantity: 12,
      condition: 'new-unused',
      delivery: 'courier',
      freightYuan: 6,
      shipWithin: 'PT72H',
    },
  },
  {
    by: 4,
    hoursAgo: 3,
    title: '旧书摊淘到的几本，纸张泛黄但书脊完好',
    body: ['扉页有前主人的签名，介意慎拍。', '一起带走送一枚旧书签。'],
    topics: ['旧书', '阅读'],
    pictures: ['book-stack', 'open-book'],
    listing: {
      title: '旧书五本打包（泛黄，书脊完好）',
      yuan: 45,
      condition: '8',
      flaw: '扉页有签名，内页少量批注',
      delivery: 'courier',
      freightYuan: 8,
    },
  },
  {
    by: 8,
    hoursAgo: 4,
    title: '月底搬家清仓第一批：扶手椅、台灯、绿植都要有人接',
    body: ['都在徐汇，能自提的优先，钱不是问题，别让我扔掉就行。', '椅子坐了一年，猫没抓过。'],
    topics: ['搬家', '同城自提'],
    pictures: ['armchair', 'desk-lamp', 'plant-pots'],
    listing: {
      title: '焦糖色扶手椅（徐汇自提）',
      yuan: 260,
      condition: '9',
      flaw: '右侧扶手有一处浅压痕',
      delivery: 'pickup',
    },
  },
  {
    by: 6,
    hoursAgo: 5,
    title: '客制化入坑三年，毕业清键盘，附键轴试听感受',
    body: ['铝坨坨 75 配列，线性轴，声音偏闷。', '配列习惯不合适，打字手感本身没问题。'],
    topics: ['数码', '客制化键盘'],
    pictures: ['keyboard', 'keyboard-pastel'],
    listing: {
      title: '75 配列铝壳键盘（线性轴）',
      yuan: 399,
      condition: '95',
      flaw: '底部有轻微使用痕迹',
      delivery: 'courier',
    },
  },
  {
    by: 7,
    hoursAgo: 7,
    title: '手作日记｜用 12 颗天河石做一对「雨后」',
    body: ['925 银耳钩，石头每颗颜色都不一样。', '接受改耳夹，留言说一声就好。'],
    topics: ['手作', '耳饰'],
    pictures: ['earrings'],
    listing: {
      title: '天河石耳环「雨后」手作',
      yuan: 88,
      quantity: 3,
      condition: 'new-unused',
      delivery: 'courier',
      shipWithin: 'P7D',
    },
  },
  {
    by: 2,
    hoursAgo: 9,
    title: '租房改造第 7 天：一盏绿台灯救了整个角落',
    body: ['原来差的不是家具，是光。', '灯是在这里收的二手，卖家还写了张纸条。'],
    topics: ['租房改造', '家居'],
    pictures: ['desk-lamp', 'plant-pots'],
  },
  {
    by: 10,
    hoursAgo: 12,
    title: '收了十年黑胶，留下最常听的，其余散给同好',
    body: ['封套 90 新以上，盘面干净，试听可录音。', '同城可以来家里听。'],
    topics: ['黑胶', '音乐'],
    pictures: ['vinyl-sleeves', 'vinyl-player'],
    listing: {
      title: '黑胶唱片任选一张（留言说编号）',
      yuan: 120,
      quantity: 6,
      condition: '9',
      flaw: '个别封套边角磨损',
      delivery: 'courier',
      freightYuan: 10,
    },
  },
  {
    by: 4,
    hoursAgo: day + 2,
    title: '考研书全套转让，祝看到的人一次上岸',
    body: ['高数、线代、英语、政治，笔记写在便利贴上，撕掉就是新的。'],
    topics: ['校园', '旧书', '考研'],
    pictures: ['textbooks'],
    listing: {
      title: '考研资料四本（带便利贴笔记）',
      yuan: 58,
      condition: '8',
      flaw: '有荧光笔标记',
      delivery: 'courier',
    },
  },
  {
    by: 6,
    hoursAgo: day + 5,
    title: '桌面升级，老显示器和耳机找下家',
    body: ['显示器无坏点，出厂校色报告还在。'],
    topics: ['数码', '桌面'],
    pictures: ['monitor', 'headphones'],
    listing: {
      title: '27 寸显示器 4K（深圳自提）',
      yuan: 900,
      condition: '9',
      flaw: '底座有一处小划痕',
      delivery: 'pickup',
    },
  },
  {
    by: 1,
    hoursAgo: day + 8,
    title: '拍立得一盒相纸的夏天',
    body: ['二十张里有十二张是猫。'],
    topics: ['胶片感', '生活'],
    pictures: ['instant-camera'],
  },
  {
    by: 7,
    hoursAgo: day + 11,
    title: '慢慢走｜帆布袋丝网印刷，一次只印三十个',
    body: ['版是自己刻的，颜色每一批都有点不同。'],
    topics: ['手作'],
    pictures: ['tote-bag'],
    listing: {
      title: '「慢慢走」帆布袋 丝网印',
      yuan: 49,
      quantity: 8,
      condition: 'new-unused',
      delivery: 'courier',
      freightYuan: 5,
    },
  },
  {
    by: 8,
    hoursAgo: 2 * day,
    title: '搬家清仓第二批：电饭煲、马克杯、手冲壶',
    body: ['厨房三件，自提送咖啡豆半包。'],
    topics: ['搬家', '同城自提'],
    pictures: ['rice-cooker', 'mugs', 'coffee-gear'],
    listing: {
      title: '小号电饭煲（徐汇自提）',
      yuan: 80,
      condition: '8',
      flaw: '内胆有轻微划痕',
      delivery: 'pickup',
    },
  },
  {
    by: 5,
    hoursAgo: 2 * day + 6,
    title: '立牌出坑，三只一起走',
    body: ['主色调太香了，但是柜子真的放不下。'],
    topics: ['谷子', '立牌'],
    pictures: ['acrylic-stands'],
    listing: {
      title: '立牌三只打包（无划痕）',
      yuan: 66,
      condition: '95',
      flaw: '底座有贴纸痕',
      delivery: 'courier',
    },
  },
  {
    by: 10,
    hoursAgo: 3 * day,
    title: '练琴的最后一年：一把面单和一台电钢',
    body: ['面单换过一次弦，电钢 88 键配重。', '最后一首弹的是《secret base》。'],
    topics: ['音乐', '乐器'],
    pictures: ['guitar', 'piano-keyboard'],
    listing: {
      title: '面单民谣吉他（含琴包）',
      yuan: 750,
      condition: '9',
      flaw: '面板有一处小磕碰',
      delivery: 'courier',
      freightYuan: 25,
    },
  },
  {
    by: 2,
    hoursAgo: 3 * day + 7,
    title: '在旧货店听完了一整张唱片才出门',
    body: ['老板说，不买也可以听。'],
    topics: ['音乐', '城市散步'],
    pictures: ['vinyl-player'],
  },
  {
    by: 6,
    hoursAgo: 4 * day,
    title: '电子书授权码多买了一份',
    body: ['正版兑换码，未使用，付款后发在订单里。'],
    topics: ['阅读', '虚拟'],
    pictures: ['e-reader'],
    listing: {
      title: '电子书兑换码一份（订单内交付）',
      yuan: 25,
      quantity: 5,
      condition: 'new-unused',
      delivery: 'virtual',
    },
  },
  {
    by: 7,
    hoursAgo: 5 * day,
    title: '汉服出闲｜上身两次，含配套发带',
    body: ['齐胸，适合 158–165。'],
    topics: ['穿搭', '汉服'],
    pictures: ['hanfu', 'dress'],
    listing: {
      title: '齐胸汉服一套（含发带）',
      yuan: 210,
      condition: '95',
      flaw: '裙摆有一处已缝补的勾丝',
      delivery: 'courier',
    },
  },
  {
    by: 1,
    hoursAgo: 6 * day,
    title: '秋天的第一件大衣该出门了',
    body: ['衣柜里的旧人，配新的围巾。'],
    topics: ['穿搭'],
    pictures: ['coat', 'sneakers'],
  },
  {
    by: 10,
    hoursAgo: 7 * day,
    title: '水彩课结业，颜料和本子送给下一位初学者',
    body: ['24 色用了不到一半。'],
    topics: ['手作', '画画'],
    pictures: ['watercolours'],
    listing: {
      title: '24 色水彩颜料（含画本）',
      yuan: 35,
      condition: '9',
      flaw: '少了一支白色',
      delivery: 'courier',
    },
  },
];

/** Where an order of the demo town has got to. `note` is the place in `townNotes`. */
export type TownOrder = {
  note: number;
  buyer: number;
  until: 'WAIT_PAY' | 'WAIT_SHIP' | 'SHIPPED' | 'DELIVERED' | 'COMPLETED' | 'REFUNDED' | 'problem';
  waybillNo?: string;
};

export const townOrders: readonly TownOrder[] = [
  { note: 5, buyer: 2, until: 'WAIT_PAY' },
  { note: 1, buyer: 2, until: 'WAIT_SHIP' },
  { note: 7, buyer: 2, until: 'SHIPPED', waybillNo: 'SF1402211345678' },
  { note: 16, buyer: 2, until: 'DELIVERED' },
  { note: 11, buyer: 2, until: 'COMPLETED', waybillNo: 'YT8821003345671' },
  { note: 1, buyer: 1, until: 'COMPLETED', waybillNo: 'YT8821003345672' },
  { note: 7, buyer: 6, until: 'REFUNDED' },
  { note: 16, buyer: 4, until: 'problem' },
  { note: 11, buyer: 10, until: 'WAIT_SHIP' },
];

/** What people ask each other about: buyer, note, and the words in turn. */
export const townTalks: readonly { note: number; buyer: number; words: readonly string[] }[] = [
  {
    note: 0,
    buyer: 2,
    words: ['快门声有录音吗？想听听', '有的，我晚点发一段，很脆～', '好的，等你'],
  },
  { note: 3, buyer: 2, words: ['椅子周末能自提吗？', '可以，周六下午都在', '那我周六三点到'] },
  { note: 4, buyer: 1, words: ['这个轴声音大不大？宿舍用', '不大，我就是在宿舍用的'] },
];
