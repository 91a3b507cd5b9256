/** Sorting hubs as tracking pages name them; towns not listed get one named after themselves. */
const hubs: Readonly<Record<string, { zh: string; en: string }>> = {
  北京: { zh: '北京顺义转运中心', en: 'Beijing Shunyi hub' },
  上海: { zh: '上海青浦转运中心', en: 'Shanghai Qingpu hub' },
  广州: { zh: '广州花都转运中心', en: 'Guangzhou Huadu hub' },
  深圳: { zh: '深圳宝安转运中心', en: "Shenzhen Bao'an hub" },
  杭州: { zh: '杭州萧山转运中心', en: 'Hangzhou Xiaoshan hub' },
  南京: { zh: '南京江宁转运中心', en: 'Nanjing Jiangning hub' },
  苏州: { zh: '苏州吴中转运中心', en: 'Suzhou Wuzhong hub' },
  无锡: { zh: '无锡硕放转运中心', en: 'Wuxi Shuofang hub' },
  宁波: { zh: '宁波北仑转运中心', en: 'Ningbo Beilun hub' },
  金华: { zh: '金华义乌转运中心', en: 'Jinhua Yiwu hub' },
  成都: { zh: '成都双流转运中心', en: 'Chengdu Shuangliu hub' },
  重庆: { zh: '重庆渝北转运中心', en: 'Chongqing Yubei hub' },
  武汉: { zh: '武汉东西湖转运中心', en: 'Wuhan Dongxihu hub' },
  长沙: { zh: '长沙黄花转运中心', en: 'Changsha Huanghua hub' },
  郑州: { zh: '郑州航空港转运中心', en: 'Zhengzhou Airport hub' },
  西安: { zh: '西安沣东转运中心', en: "Xi'an Fengdong hub" },
  天津: { zh: '天津武清转运中心', en: 'Tianjin Wuqing hub' },
  青岛: { zh: '青岛胶州转运中心', en: 'Qingdao Jiaozhou hub' },
  济南: { zh: '济南齐河转运中心', en: 'Jinan Qihe hub' },
  合肥: { zh: '合肥肥东转运中心', en: 'Hefei Feidong hub' },
  福州: { zh: '福州闽侯转运中心', en: 'Fuzhou Minhou hub' },
  厦门: { zh: '厦门同安转运中心', en: "Xiamen Tong'an hub" },
  东莞: { zh: '东莞虎门转运中心', en: 'Dongguan Humen hub' },
  佛山: { zh: '佛山南海转运中心', en: 'Foshan Nanhai hub' },
  昆明: { zh: '昆明官渡转运中心', en: 'Kunming Guandu hub' },
  沈阳: { zh: '沈阳浑南转运中心', en: 'Shenyang Hunnan hub' },
  哈尔滨: { zh: '哈尔滨平房转运中心', en: 'Harbin Pingfang hub' },
  大连: { zh: '大连甘井子转运中心', en: 'Dalian Ganjingzi hub' },
};

/** The hub that serves a city, however the city is written (`杭州`, `浙江省杭州市`). */
export function hubOf(city: string): { zh: string; en: string } {
  const known = Object.keys(hubs).find((name) => city.includes(name));
  if (known !== undefined) return hubs[known]!;
  const town = city.replace(/市$/, '');
  return { zh: `${town}转运中心`, en: `${town} hub` };
}

/** @source carriers.json names; other codes are shown as they are. */
const carrierNames: Readonly<Record<string, string>> = {
  SF: '顺丰速运',
  ZTO: '中通快递',
  YTO: '圆通速递',
  STO: '申通快递',
  YUNDA: '韵达快递',
  JD: '京东物流',
  JT: '极兔速递',
  EMS: 'EMS',
  YZPY: '邮政快递包裹',
  DBL: '德邦快递',
  DN: '丹鸟',
};

export function carrierName(code: string): string {
  return carrierNames[code] ?? code;
}

const riders = ['陈', '王', '李', '赵', '周', '吴', '孙', '郑'];

/** Who brings the parcel: always the same person for one number. */
export function riderOf(waybillNo: string): string {
  let sum = 0;
  for (const sign of waybillNo) sum += sign.codePointAt(0)!;
  return riders[sum % riders.length]!;
}
