import type { RefusalTexts } from '#platform/refusal.ts';

/** Everything this room may refuse, in both languages. */
export const identityRefusals: RefusalTexts = {
  'identity/phone-invalid': {
    status: 400,
    'zh-CN': '请填写 11 位的手机号',
    en: 'Please enter an 11-digit mainland mobile number',
  },
  'identity/code-too-soon': {
    status: 429,
    'zh-CN': '验证码刚刚发过，请 {retryAfterSeconds} 秒后再试',
    en: 'A code was just sent: try again in {retryAfterSeconds} seconds',
  },
  'identity/too-many-codes': {
    status: 429,
    'zh-CN': '今天获取验证码的次数太多了，请过一会儿再试',
    en: 'Too many codes were requested: please try again later',
  },
  'identity/too-many-tries': {
    status: 429,
    'zh-CN': '尝试次数太多了，请过一会儿再试',
    en: 'Too many tries: please try again later',
  },
  'identity/code-wrong': {
    status: 403,
    'zh-CN': '验证码不对，还可以再试 {triesLeft} 次',
    en: 'That code is not right; {triesLeft} tries left',
  },
  'identity/code-expired': {
    status: 403,
    'zh-CN': '验证码已失效，请重新获取',
    en: 'The code is no longer good: please request a new one',
  },
  'identity/unknown-phone': {
    status: 404,
    'zh-CN': '这个手机号还没有注册，取个昵称就能加入',
    en: 'Nobody has joined with this number yet: pick a nickname to join',
  },
  'identity/phone-taken': {
    status: 409,
    'zh-CN': '这个手机号已经注册过了',
    en: 'This number already belongs to an account',
  },
  'identity/mail-invalid': {
    status: 400,
    'zh-CN': '请填写正确的邮箱地址',
    en: 'Please enter a whole e-mail address',
  },
  'identity/mail-taken': {
    status: 409,
    'zh-CN': '这个邮箱已经绑定了另一个账号',
    en: 'This e-mail address belongs to another account',
  },
  'identity/same-phone': {
    status: 409,
    'zh-CN': '这就是你现在的手机号',
    en: 'This is the number you already have',
  },
  'identity/nickname-reserved': {
    status: 409,
    'zh-CN': '这个昵称容易被当成官方，换一个吧',
    en: 'This nickname could be taken for the house itself: please pick another',
  },
  'identity/consent-outdated': {
    status: 409,
    'zh-CN': '条款已更新（条款 {termsVersion}，隐私 {privacyVersion}），请阅读后重新同意',
    en: 'The documents changed (terms {termsVersion}, privacy {privacyVersion}): please agree again',
  },
  'identity/id-number-invalid': {
    status: 400,
    'zh-CN': '身份证号不正确，请检查 18 位号码',
    en: 'The ID number is not right: please check its 18 characters',
  },
  'identity/under-age': {
    status: 403,
    'zh-CN': '年满 {adultAgeYears} 周岁才能实名卖东西',
    en: 'You must be {adultAgeYears} to verify your name for selling',
  },
  'identity/real-name-mismatch': {
    status: 409,
    'zh-CN': '姓名和身份证号对不上，请核对后重新提交',
    en: 'The name and the ID number do not belong together: check them and submit again',
  },
  'identity/real-name-pending': {
    status: 409,
    'zh-CN': '实名信息正在审核，请稍等',
    en: 'Your real name is being reviewed',
  },
  'identity/real-name-already-verified': {
    status: 409,
    'zh-CN': '你已经完成实名认证',
    en: 'Your real name is already verified',
  },
  'identity/real-name-required': {
    status: 409,
    'zh-CN': '请先完成实名认证',
    en: 'Please verify your real name first',
  },
  'identity/real-name-decided': {
    status: 409,
    'zh-CN': '这条实名申请已经处理过了',
    en: 'This real-name claim was already decided',
  },
  'identity/reason-required': {
    status: 400,
    'zh-CN': '拒绝时请写明原因',
    en: 'Please give a reason when you refuse',
  },
  'identity/person-already-selling': {
    status: 409,
    'zh-CN': '你已经用另一个账号开通了专业号，一个人只能有一个',
    en: 'You already sell with another account: one person, one selling account',
  },
  'identity/own-matter': {
    status: 403,
    'zh-CN': '这件事与你本人有关，请让另一位运营来处理',
    en: 'This is a matter of your own: another operator must see to it',
  },
  'identity/address-not-found': {
    status: 404,
    'zh-CN': '没有找到这个收货地址',
    en: 'There is no such address',
  },
  'identity/too-many-addresses': {
    status: 409,
    'zh-CN': '最多保存 {addressesMax} 个地址，先删掉一个吧',
    en: 'At most {addressesMax} addresses can be kept: delete one first',
  },
  'identity/contact-phone-invalid': {
    status: 400,
    'zh-CN': '请填写快递能打通的电话',
    en: 'Please enter a phone number the courier can ring',
  },
};
