import type { RefusalTexts } from '#platform/refusal.ts';

const founding: RefusalTexts = {
  'circles/operators-only': {
    status: 403,
    'zh-CN': '校园和同城圈子、邮箱验证由运营来设置',
    en: 'Campus and city circles, and joining by mail, are set up by operators',
  },
  'circles/pro-needed': {
    status: 403,
    'zh-CN': '创建圈子需要先完成实名认证并开通专业号',
    en: 'Founding a circle needs a verified name and a pro account',
  },
  'circles/too-many-founded': {
    status: 409,
    'zh-CN': '每人最多创建 {max} 个圈子',
    en: 'One member can found at most {max} circles',
  },
  'circles/domains-needed': {
    status: 422,
    'zh-CN': '用邮箱验证的圈子，请填写允许的邮箱后缀',
    en: 'To let people in by mail, name the mail domains',
  },
  'circles/domain-invalid': {
    status: 422,
    'zh-CN': '「{domain}」不是邮箱后缀，例如 pku.edu.cn',
    en: '“{domain}” is no mail domain; one looks like pku.edu.cn',
  },
};

const joining: RefusalTexts = {
  'circles/rule-differs': {
    status: 409,
    'zh-CN': '这个圈子现在换了加入方式，请刷新再试',
    en: 'One joins this circle in another way now: load the page again',
  },
  'circles/too-many-circles': {
    status: 409,
    'zh-CN': '最多加入 {max} 个圈子，请先退出一些',
    en: 'You can be in at most {max} circles: leave some first',
  },
  'circles/too-fast': {
    status: 429,
    'zh-CN': '操作太频繁了，请稍后再试',
    en: 'That was a lot at once: please try again later',
  },
  'circles/code-wrong': {
    status: 422,
    'zh-CN': '邀请码不对，请再核对一下',
    en: 'The invite code is not right: check it once more',
  },
  'circles/removed-before': {
    status: 403,
    'zh-CN': '你之前被移出了这个圈子，可以向圈主申请重新加入',
    en: 'You were removed from this circle before: ask its keepers to let you in again',
  },
  'circles/mail-invalid': {
    status: 422,
    'zh-CN': '邮箱地址填写不正确',
    en: 'This is no mail address',
  },
  'circles/mail-of-others': {
    status: 422,
    'zh-CN': '请使用这些后缀的邮箱：{domains}',
    en: 'Use an address of {domains}',
  },
  'circles/mail-too-soon': {
    status: 429,
    'zh-CN': '刚刚发过，请过一会儿再试',
    en: 'A mail was sent a moment ago: wait a little',
  },
  'circles/mail-code-expired': {
    status: 422,
    'zh-CN': '验证码已失效，请重新获取',
    en: 'The code is no longer good: ask for a new one',
  },
  'circles/mail-code-wrong': {
    status: 422,
    'zh-CN': '验证码不对，还可以试 {triesLeft} 次',
    en: 'The code is not right: {triesLeft} more tries',
  },
  'circles/mail-taken': {
    status: 409,
    'zh-CN': '这个邮箱已经用来加入过这个圈子',
    en: 'This address has let another account into the circle',
  },
};

const keeping: RefusalTexts = {
  'circles/keepers-only': {
    status: 403,
    'zh-CN': '只有圈主可以这样做',
    en: 'Only the circle’s keepers can do this',
  },
  'circles/request-decided': {
    status: 409,
    'zh-CN': '这个申请已经有人处理过了',
    en: 'Somebody has decided this request already',
  },
  'circles/last-keeper': {
    status: 409,
    'zh-CN': '圈子里还有其他人，请先把圈主交给别人',
    en: 'There are others in the circle: make somebody else its keeper first',
  },
  'circles/too-many-keepers': {
    status: 409,
    'zh-CN': '一个圈子最多 {max} 位圈主',
    en: 'A circle has at most {max} keepers',
  },
  'circles/keeper-stays': {
    status: 409,
    'zh-CN': '请先取消对方的圈主身份，再移出',
    en: 'Take the keeping away from this member before removing them',
  },
  'circles/with-yourself': {
    status: 409,
    'zh-CN': '这是你自己，想离开请用「退出圈子」',
    en: 'This is you: to go, leave the circle',
  },
  'circles/too-many-pickup-points': {
    status: 409,
    'zh-CN': '一个圈子最多 {max} 个自提点',
    en: 'A circle has at most {max} pickup points',
  },
};

/** Everything this room may refuse, in both languages. */
export const circlesRefusals: RefusalTexts = { ...founding, ...joining, ...keeping };
