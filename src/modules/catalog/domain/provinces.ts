/** The provinces of China by their letters, with what an address calls them. @source ISO 3166-2:CN */
const names = {
  BJ: ['北京', 'beijing'],
  TJ: ['天津', 'tianjin'],
  HE: ['河北', 'hebei'],
  SX: ['山西', 'shanxi'],
  NM: ['内蒙古', 'innermongolia', 'neimenggu', 'neimongol'],
  LN: ['辽宁', 'liaoning'],
  JL: ['吉林', 'jilin'],
  HL: ['黑龙江', 'heilongjiang'],
  SH: ['上海', 'shanghai'],
  JS: ['江苏', 'jiangsu'],
  ZJ: ['浙江', 'zhejiang'],
  AH: ['安徽', 'anhui'],
  FJ: ['福建', 'fujian'],
  JX: ['江西', 'jiangxi'],
  SD: ['山东', 'shandong'],
  HA: ['河南', 'henan'],
  HB: ['湖北', 'hubei'],
  HN: ['湖南', 'hunan'],
  GD: ['广东', 'guangdong'],
  GX: ['广西', 'guangxi'],
  HI: ['海南', 'hainan'],
  CQ: ['重庆', 'chongqing'],
  SC: ['四川', 'sichuan'],
  GZ: ['贵州', 'guizhou'],
  YN: ['云南', 'yunnan'],
  XZ: ['西藏', 'tibet', 'xizang'],
  SN: ['陕西', 'shaanxi'],
  GS: ['甘肃', 'gansu'],
  QH: ['青海', 'qinghai'],
  NX: ['宁夏', 'ningxia'],
  XJ: ['新疆', 'xinjiang'],
  HK: ['香港', 'hongkong'],
  MO: ['澳门', 'macau', 'macao'],
  TW: ['台湾', '臺灣', 'taiwan'],
} as const;

export type Province = keyof typeof names;
export const provinces = Object.keys(names) as [Province, ...Province[]];

/**
 * Which province an address means, however it is written: `浙江省`, `广西壮族自治区`, `Zhejiang`.
 * Undefined where the words are none's.
 */
export function provinceOf(written: string): Province | undefined {
  const word = written
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}]/gu, '');
  return provinces.find((province) => names[province].some((name) => word.startsWith(name)));
}
