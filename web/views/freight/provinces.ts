import type { Province } from '#catalog';
import type { Locale } from '#kit/i18n/texts.ts';

export type { Province } from '#catalog';

type Names = readonly [zh: string, en: string];

/** What a province is called. */
const names: Readonly<Record<Province, Names>> = {
  BJ: ['北京', 'Beijing'],
  TJ: ['天津', 'Tianjin'],
  HE: ['河北', 'Hebei'],
  SX: ['山西', 'Shanxi'],
  NM: ['内蒙古', 'Inner Mongolia'],
  LN: ['辽宁', 'Liaoning'],
  JL: ['吉林', 'Jilin'],
  HL: ['黑龙江', 'Heilongjiang'],
  SH: ['上海', 'Shanghai'],
  JS: ['江苏', 'Jiangsu'],
  ZJ: ['浙江', 'Zhejiang'],
  AH: ['安徽', 'Anhui'],
  FJ: ['福建', 'Fujian'],
  JX: ['江西', 'Jiangxi'],
  SD: ['山东', 'Shandong'],
  HA: ['河南', 'Henan'],
  HB: ['湖北', 'Hubei'],
  HN: ['湖南', 'Hunan'],
  GD: ['广东', 'Guangdong'],
  GX: ['广西', 'Guangxi'],
  HI: ['海南', 'Hainan'],
  CQ: ['重庆', 'Chongqing'],
  SC: ['四川', 'Sichuan'],
  GZ: ['贵州', 'Guizhou'],
  YN: ['云南', 'Yunnan'],
  XZ: ['西藏', 'Tibet'],
  SN: ['陕西', 'Shaanxi'],
  GS: ['甘肃', 'Gansu'],
  QH: ['青海', 'Qinghai'],
  NX: ['宁夏', 'Ningxia'],
  XJ: ['新疆', 'Xinjiang'],
  HK: ['香港', 'Hong Kong'],
  MO: ['澳门', 'Macau'],
  TW: ['台湾', 'Taiwan'],
};

/** Provinces as couriers price them: the far ones first, since they are chosen most. */
export const areas: readonly { readonly name: Names; readonly provinces: readonly Province[] }[] = [
  { name: ['偏远', 'Far away'], provinces: ['XJ', 'XZ', 'QH', 'NX', 'GS', 'NM'] },
  { name: ['港澳台', 'HK, Macau, Taiwan'], provinces: ['HK', 'MO', 'TW'] },
  { name: ['江浙沪皖', 'Yangtze delta'], provinces: ['JS', 'ZJ', 'SH', 'AH'] },
  { name: ['华北', 'North'], provinces: ['BJ', 'TJ', 'HE', 'SX'] },
  { name: ['华东', 'East'], provinces: ['SD', 'FJ', 'JX'] },
  { name: ['华中', 'Centre'], provinces: ['HA', 'HB', 'HN'] },
  { name: ['华南', 'South'], provinces: ['GD', 'GX', 'HI'] },
  { name: ['西南', 'South-west'], provinces: ['CQ', 'SC', 'GZ', 'YN'] },
  { name: ['东北', 'North-east'], provinces: ['LN', 'JL', 'HL'] },
  { name: ['西北', 'North-west'], provinces: ['SN'] },
];

const inWords = ([zh, en]: Names, locale: Locale): string => (locale === 'en' ? en : zh);

export const areaName = (area: (typeof areas)[number], locale: Locale): string =>
  inWords(area.name, locale);

export const provinceName = (province: Province, locale: Locale): string =>
  inWords(names[province], locale);

/** Several provinces on one line. */
export function provincesText(provinces: readonly Province[], locale: Locale): string {
  const separator = locale === 'en' ? ', ' : '、';
  return provinces.map((province) => provinceName(province, locale)).join(separator);
}
