import type { BothLanguages } from './document.ts';

/** What happens to members' data; its version is the identity room's `privacyVersion`. */
export const privacy: BothLanguages = {
  'zh-CN': {
    title: '隐私说明',
    summary: '我们收集什么、为什么、谁能看到、留多久，以及你能做什么。',
    sections: [
      {
        heading: '我们收集什么',
        items: [
          '手机号：用来登录和发送验证码。加密保存，不公开；',
          '昵称、头像、简介、城市：你自己填写，所有人可见；',
          '实名信息：姓名和身份证号，只在你想卖东西时需要。加密保存；比对是不是同一个人时，只用不可还原的指纹；',
          '收货地址：加密保存，只给你下单的卖家用来发货；',
          '订单、支付结果、聊天、笔记和图片：为了完成交易和处理纠纷；',
          '登录设备与大致 IP 段：为了账号安全，你可以在「设置」里看到并退出。',
        ],
      },
      {
        heading: '图片里的位置',
        paragraphs: ['上传的图片会重新编码，拍摄地点、设备等信息会被去掉。'],
      },
      {
        heading: '谁能看到',
        items: [
          '其他成员：只能看到你公开的资料和你发布的内容；',
          '交易对方：昵称、订单，以及发货需要的收货信息；',
          '运营：处理举报、实名审核和订单问题时，查看必要的部分，每次查看都有记录；',
          '支付机构、快递、短信服务商：只收到完成那一步所需的信息；',
          '我们不卖数据，不放广告追踪。',
        ],
      },
      {
        heading: 'Cookie',
        paragraphs: ['只用三个：登录状态、语言、首页列数。没有第三方 Cookie。'],
      },
      {
        heading: '留多久',
        items: [
          '验证码 10 分钟失效；登录状态 90 天没有使用就结束；',
          '交易记录依法至少保存三年；',
          '账号停用后，公开资料移除，交易记录只保留假名。',
        ],
      },
      {
        heading: '你的权利',
        paragraphs: [
          '你可以查看、更正、导出和删除自己的资料，也可以撤回同意。联系运营，15 个工作日内答复。',
        ],
      },
    ],
  },
  en: {
    title: 'Privacy',
    summary: 'What we collect and why, who can see it, how long it stays, and what you can do.',
    sections: [
      {
        heading: 'What we collect',
        items: [
          'Your phone number, to sign in and to send codes. Encrypted, never shown;',
          'nickname, portrait, a few words and a city: yours to fill in, seen by everybody;',
          'real name and ID number, only if you want to sell. Encrypted; to tell persons apart only a fingerprint is used that cannot be turned back;',
          'addresses: encrypted, given only to the seller you order from;',
          'orders, payments, chats, notes and pictures: to complete trades and to settle quarrels;',
          'devices and a shortened IP address: for safety; see and end them in Settings.',
        ],
      },
      {
        heading: 'Places in pictures',
        paragraphs: [
          'Pictures are encoded anew when uploaded; where and with what they were taken is removed.',
        ],
      },
      {
        heading: 'Who can see it',
        items: [
          'Other members: what you made public and what you post;',
          'the other side of a trade: nickname, order, and what shipping needs;',
          'operators: the necessary part when they work on reports, real names and problems; each look is recorded;',
          'payment provider, courier and text message service: what their step needs and no more;',
          'we sell no data and track nobody for advertising.',
        ],
      },
      {
        heading: 'Cookies',
        paragraphs: [
          'Three, all our own: your session, your language, and the number of columns on the home page.',
        ],
      },
      {
        heading: 'How long it stays',
        items: [
          'A code for 10 minutes; a session until 90 days without use;',
          'trade records at least three years, as the law asks;',
          'after you leave, public data is removed and trade records keep a pseudonym only.',
        ],
      },
      {
        heading: 'Your rights',
        paragraphs: [
          'See, correct, export and delete your data, or withdraw your consent: write to the operators, who answer within 15 working days.',
        ],
      },
    ],
  },
};
