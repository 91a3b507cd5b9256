import type { Locale } from '#kit/i18n/texts.ts';
import { newPhone } from './arrivals.ts';
import type { Screen } from './browser.ts';
import { idNumber } from './people.ts';
import type { Goods, Place } from './trade-by-hand.ts';

/** One telling of the story: who, where, in which language, and from where the buyer buys. */
export type Telling = {
  screen: Screen;
  locale: Locale;
  buysFrom: 'card' | 'note';
  seller: { nickname: string; name: string; idNumber: string; phone: string };
  buyer: { nickname: string; phone: string; place: Place };
  goods: Goods;
  bank: string;
  says: { flaw: string; ask: string; answer: string };
};

/** On a phone, in English; whoever writes here writes English too. */
export const inEnglish: Telling = {
  screen: 'phone',
  locale: 'en',
  buysFrom: 'card',
  seller: { nickname: 'Ada', name: 'Ada Lane', idNumber: idNumber(701), phone: newPhone() },
  buyer: {
    nickname: 'Ben',
    phone: newPhone(),
    place: {
      name: 'Ben Moss',
      phone: '13900001111',
      province: 'Shanghai',
      city: 'Shanghai',
      district: 'Xuhui',
      detail: '1 Hengshan Road, Room 2',
    },
  },
  goods: {
    title: 'Silver rangefinder',
    text: 'It walked through three cities with me.\nNow it wants a new home.',
    price: '1,680',
  },
  bank: 'Merchants Bank',
  says: { flaw: 'A scratch below', ask: 'Is it still there?', answer: 'Yes, and it works.' },
};

/** On a wide screen, in Chinese. */
export const inChinese: Telling = {
  screen: 'desktop',
  locale: 'zh-CN',
  buysFrom: 'note',
  seller: { nickname: '林小满', name: '林小满', idNumber: idNumber(702), phone: newPhone() },
  buyer: {
    nickname: '周予安',
    phone: newPhone(),
    place: {
      name: '周予安',
      phone: '13900002222',
      province: '上海市',
      city: '上海市',
      district: '徐汇区',
      detail: '衡山路 1 号 2 室',
    },
  },
  goods: {
    title: '旁轴相机 银色',
    text: '陪我走过三座城。\n想给它找个新家。',
    price: '1680',
  },
  bank: '招商银行',
  says: { flaw: '底盖有一道划痕', ask: '还在吗？', answer: '在的，能正常用。' },
};
