import type { BothLanguages } from './document.ts';

/** What a member agrees to when joining; its version is the identity room's `termsVersion`. */
export const terms: BothLanguages = {
  'zh-CN': {
    title: '服务条款',
    summary: '你和运营这家小卖部的社区之间的约定，尽量短，尽量说人话。',
    sections: [
      {
        heading: '我们做什么',
        paragraphs: [
          '小卖部是一个社区：成员在这里写笔记，也把闲置卖给彼此。买卖合同发生在买家和卖家之间；平台提供信息、保管款项的流程和规则的执行。',
        ],
      },
      {
        heading: '你的账号',
        items: [
          '用你自己的手机号注册，保管好验证码，不借给别人用；',
          '账号下的操作算作你本人的操作；发现异常请马上退出其他设备并联系我们；',
          '未满 18 周岁可以浏览和发笔记，不能卖东西；买东西请先得到监护人同意。',
        ],
      },
      {
        heading: '你发布的内容',
        items: [
          '内容还是你的。你允许我们为了展示这个社区而保存、缩放和展示它；',
          '不要发违法、侵权、骚扰、诈骗或冒充他人的内容；',
          '我们会处理举报：下架时写明理由并通知你。你不同意，可以回复申诉，由另一位运营复核。',
        ],
      },
      {
        heading: '买和卖',
        items: [
          '卖家对商品描述、成色和来源的真实负责；',
          '买家付款后，款项由支付机构保管，按《小卖部规则》放款或退款；',
          '服务费以下单时公示的比例为准，发布前就能看到到手多少；',
          '绕开平台付款的交易，不受这里的保护。',
        ],
      },
      {
        heading: '违规',
        paragraphs: [
          '违反规则，可能被下架、限制发布、暂停卖出或封禁。每次处理都有理由、有证据、可申诉。诈骗与售假会配合公安机关处理。',
        ],
      },
      {
        heading: '变更与离开',
        paragraphs: [
          '条款变更会提前公示；重大变更需要你重新同意。你可以随时停用账号；未完成的订单要先走完，依法需要保存的交易记录会继续保存。',
        ],
      },
      {
        heading: '责任',
        paragraphs: [
          '我们会尽力让服务可靠，但不保证永不中断。因我们的过错造成的损失，依法承担责任。争议先协商，协商不成由运营方所在地人民法院处理。',
        ],
      },
    ],
  },
  en: {
    title: 'Terms',
    summary:
      'What you and the community that runs this shop agree on, as short and plain as we can.',
    sections: [
      {
        heading: 'What we do',
        paragraphs: [
          'This is a community: members write notes and sell to each other what they no longer need. A sale is a contract between buyer and seller; the house provides the place, the way money is held, and keeps the rules.',
        ],
      },
      {
        heading: 'Your account',
        items: [
          'Join with a phone number of your own, keep codes to yourself, and lend the account to nobody;',
          'what is done with the account counts as done by you; if something looks wrong, sign out the other devices and tell us;',
          'under 18 you may read and write notes but not sell; ask a guardian before you buy.',
        ],
      },
      {
        heading: 'What you post',
        items: [
          'It stays yours. You let us store, resize and show it so that this community can be seen;',
          'nothing unlawful, nothing that infringes, harasses, deceives or poses as somebody else;',
          'we act on reports: a take-down has a reason and you are told. If you disagree, answer, and a second operator looks again.',
        ],
      },
      {
        heading: 'Buying and selling',
        items: [
          'Sellers answer for description, condition and origin;',
          'once paid, money is held by the payment provider and released or refunded by the Rules of the shop;',
          'the fee is the one shown when the order is placed; you see what you would receive before you post;',
          'a trade paid outside has no protection here.',
        ],
      },
      {
        heading: 'When rules are broken',
        paragraphs: [
          'Content may be taken down; posting or selling may be limited, paused or ended. Every measure has a reason, evidence and an appeal. Fraud and counterfeits are reported to the authorities.',
        ],
      },
      {
        heading: 'Changes, and leaving',
        paragraphs: [
          'Changes are announced beforehand; important ones need your consent anew. You may leave at any time; open orders run to their end, and trade records are kept for as long as the law asks.',
        ],
      },
      {
        heading: 'Liability',
        paragraphs: [
          'We do our best to keep the service reliable and cannot promise that it never stops. For damage by our fault we are liable as the law provides. Disputes are talked over first and otherwise decided by the court where the operator is seated.',
        ],
      },
    ],
  },
};
