import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '#platform/refusal.ts';
import {
  circlesIn,
  membersIn,
  notesIn,
  talksIn,
  type TownCircle,
  type TownNote,
  type Townsman,
  type TownTalk,
} from './script.ts';

const folder = join(import.meta.dirname, 'town');
const textsNamed = (start: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(start))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'));

/** Who lives in the demo town, what they wrote and what they buy: the script in `town/`, read once. */
export type TownScript = {
  members: readonly Townsman[];
  circles: readonly TownCircle[];
  notes: readonly TownNote[];
  talks: readonly TownTalk[];
  orders: readonly TownOrder[];
};

export function readTownScript(): TownScript {
  return {
    members: textsNamed('members').flatMap(membersIn),
    circles: textsNamed('circles').flatMap(circlesIn),
    notes: textsNamed('notes').flatMap(notesIn),
    talks: textsNamed('talks').flatMap(talksIn),
    orders: townOrders,
  };
}

/** The phone of a member of the demo town. */
export const phoneOf = (place: number): string => `138${String(place).padStart(8, '0')}`;

/** The one who looks after the town. */
export const operatorPlace = 9;

/** The accounts worth trying first, for the person who tries the product. */
export const accountsShown: readonly { place: number; gloss: Record<Locale, string> }[] = [
  {
    place: 1,
    gloss: { 'zh-CN': '卖家（已实名，专业号）', en: 'sells (verified, pro account)' },
  },
  { place: 2, gloss: { 'zh-CN': '买家', en: 'buys' } },
  { place: 3, gloss: { 'zh-CN': '注册三天，还不能卖', en: 'too new to sell' } },
  {
    place: 8,
    gloss: { 'zh-CN': '昨天刚满开店时间（181 天）', en: 'sells since yesterday (181 days)' },
  },
  {
    place: operatorPlace,
    gloss: {
      'zh-CN': '管理员（首次进入时设置二次验证）',
      en: 'operator (second factor on first entry)',
    },
  },
  {
    place: 11,
    gloss: { 'zh-CN': '已实名，还差一天才能卖', en: 'verified, one day too young to sell' },
  },
];

/** Where an order of the demo town has got to, while its clock still runs. */
export type TownOrder = {
  listing: string;
  buyer: number;
  until: 'WAIT_PAY' | 'WAIT_SHIP' | 'SHIPPED' | 'DELIVERED' | 'COMPLETED' | 'REFUNDED' | 'problem';
  waybillNo?: string;
};

const townOrders: readonly TownOrder[] = [
  { listing: '天河石耳环「雨后」手作', buyer: 2, until: 'WAIT_PAY' },
  { listing: '吧唧盲袋里抽到的，任选一枚', buyer: 2, until: 'WAIT_SHIP' },
  {
    listing: '黑胶唱片任选一张（留言说编号）',
    buyer: 2,
    until: 'SHIPPED',
    waybillNo: 'SF1402211345678',
  },
  { listing: '电子书兑换码一份（订单内交付）', buyer: 2, until: 'DELIVERED' },
  {
    listing: '「慢慢走」帆布袋 丝网印',
    buyer: 2,
    until: 'COMPLETED',
    waybillNo: 'YT8821003345671',
  },
  {
    listing: '吧唧盲袋里抽到的，任选一枚',
    buyer: 1,
    until: 'COMPLETED',
    waybillNo: 'YT8821003345672',
  },
  { listing: '黑胶唱片任选一张（留言说编号）', buyer: 6, until: 'REFUNDED' },
  { listing: '电子书兑换码一份（订单内交付）', buyer: 4, until: 'problem' },
  { listing: '「慢慢走」帆布袋 丝网印', buyer: 10, until: 'WAIT_SHIP' },
];
