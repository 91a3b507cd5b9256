export const reports = {
  'note/report-title': '举报',
  'note/report-member':
    '运营会看 TA 的昵称、头像和简介。笔记、宝贝、评论或消息有问题，请到那里举报。',
  'note/report-message': '运营只会看到这一条消息，看不到你们的其他聊天。',
  'note/report-reason': '原因',
  'note/report-details': '补充说明',
  'note/report-send': '提交举报',
  'note/report-thanks': '收到了，运营会尽快处理',

  'report/prohibited': '违禁品',
  'report/counterfeit': '假货',
  'report/fraud': '诈骗',
  'report/off-platform': '引导站外交易',
  'report/stolen-picture': '盗图',
  'report/adult': '色情低俗',
  'report/harassment': '辱骂骚扰',
  'report/private-data': '泄露隐私',
  'report/spam': '广告刷屏',
  'report/other': '其他',
} as const;
