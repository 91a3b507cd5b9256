import type { Address } from '#identity';
import { chanceOf } from './chance.ts';
import type { Townsman } from './script.ts';
import { phoneOf } from './town.ts';

/** Where parcels of a city go: its province, one of its districts, a street in it. */
const streets: Record<string, readonly [province: string, district: string, street: string]> = {
  上海: ['上海市', '徐汇区', '衡山路'],
  北京: ['北京市', '海淀区', '成府路'],
  南京: ['江苏省', '栖霞区', '文苑路'],
  厦门: ['福建省', '思明区', '大学路'],
  天津: ['天津市', '和平区', '成都道'],
  广州: ['广东省', '越秀区', '东华西路'],
  成都: ['四川省', '青羊区', '少城路'],
  昆明: ['云南省', '五华区', '文林街'],
  景德镇: ['江西省', '珠山区', '新厂西路'],
  杭州: ['浙江省', '西湖区', '文三路'],
  武汉: ['湖北省', '武昌区', '昙华林路'],
  泉州: ['福建省', '鲤城区', '西街'],
  深圳: ['广东省', '南山区', '科苑路'],
  苏州: ['江苏省', '姑苏区', '平江路'],
  西安: ['陕西省', '碑林区', '建国路'],
  重庆: ['重庆市', '渝中区', '中山四路'],
  长沙: ['湖南省', '岳麓区', '麓山南路'],
  青岛: ['山东省', '市南区', '大学路'],
};

/** Where a member of the town lives, which only those learn who sell to them. */
export function homeOf({ place, nickname, city }: Townsman): Omit<Address, 'id'> {
  const known = streets[city];
  if (!known) throw new Error(`the town has no street in ${city}`);
  const [province, district, street] = known;
  const pick = (name: string, most: number) => 1 + Math.floor(chanceOf(`${name}/${place}`) * most);
  return {
    name: nickname,
    phone: phoneOf(place),
    region: { province, city: `${city}市`, district },
    detail: `${street} ${pick('house', 120)} 号 ${pick('floor', 6)}0${pick('door', 4)} 室`,
    isDefault: true,
  };
}
