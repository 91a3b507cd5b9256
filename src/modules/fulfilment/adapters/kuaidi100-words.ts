import * as z from 'zod';
import type { Tracking, TrackingEvent, TrackingState } from '../courier.ts';

/** What 快递100 calls our carriers. @source carriers.json kd100 */
const comOf: Record<string, string> = {
  SF: 'shunfeng',
  ZTO: 'zhongtong',
  YTO: 'yuantong',
  STO: 'shentong',
  YUNDA: 'yunda',
  JD: 'jd',
  JT: 'jtexpress',
  EMS: 'ems',
  YZPY: 'youzhengguonei',
  DBL: 'debangkuaidi',
  DN: 'danniao',
};
const carrierOfCom = new Map(Object.entries(comOf).map(([carrier, com]) => [com, carrier]));

/** Its name of a carrier; undefined for carriers it is not asked about. */
export function comNameOf(carrier: string): string | undefined {
  return comOf[carrier];
}

/** Our code of a carrier; undefined for carriers we do not offer. */
export function carrierCodeOf(com: string): string | undefined {
  return carrierOfCom.get(com);
}

/** What one of its codes means: a state of ours, or nothing that a carrier's hands have touched. */
type Meaning = { state: TrackingState; zh: string; en: string };
const mean = (state: TrackingState, zh: string, en: string): Meaning => ({ state, zh, en });

/**
 * Its states and the finer ones they are divided into. On its way back is still on its way: only
 * what the sender has signed for has returned. What is ordered or announced was seen by nobody.
 * @source carriers.json kuaidi100.state and kuaidi100.advanced
 */
const meanings: Record<string, Meaning> = {
  '0': mean('IN_TRANSIT', '运输中', 'On its way'),
  '1': mean('PICKED_UP', '已揽收', 'Picked up'),
  '2': mean('IN_TRANSIT', '疑难件', 'Held up: the carrier has a difficulty with it'),
  '3': mean('DELIVERED', '已签收', 'Signed for'),
  '4': mean('RETURNED', '已退回寄件人', 'Returned to the sender'),
  '5': mean('OUT_FOR_DELIVERY', '派送中', 'Out for delivery'),
  '6': mean('IN_TRANSIT', '退回中', 'On its way back to the sender'),
  '7': mean('IN_TRANSIT', '转投其他快递', 'Handed to another carrier'),
  '10': mean('IN_TRANSIT', '待清关', 'Waiting for customs'),
  '11': mean('IN_TRANSIT', '清关中', 'In customs'),
  '12': mean('IN_TRANSIT', '已清关', 'Through customs'),
  '13': mean('IN_TRANSIT', '清关异常', 'Held up in customs'),
  '14': mean('IN_TRANSIT', '拒签', 'Refused at the door'),
  '101': mean('NONE', '已下单', 'Pickup ordered'),
  '102': mean('NONE', '待揽收', 'Waiting for pickup'),
  '103': mean('PICKED_UP', '已揽收', 'Picked up'),
  '401': mean('NONE', '已销单', 'Waybill cancelled'),
  '501': mean('OUT_FOR_DELIVERY', '已投柜或到驿站', 'In a locker or at a pickup station'),
  '1001': mean('IN_TRANSIT', '到达派件城市', 'In the city of its receiver'),
  '1002': mean('IN_TRANSIT', '干线运输中', 'On its way between cities'),
  '1003': mean('IN_TRANSIT', '转递', 'Passed on'),
  '301': mean('DELIVERED', '本人签收', 'Signed for by its receiver'),
  '302': mean('DELIVERED', '派件异常后签收', 'Signed for after a difficulty'),
  '303': mean('DELIVERED', '代签', 'Signed for on its receiver’s behalf'),
  '304': mean('DELIVERED', '投柜或站签收', 'Fetched from a locker or station'),
};

/** A finer code that is not listed means what its group does; an unknown one is a movement. */
function meaningOf(code: string): Meaning {
  const group = /^\d{3}$/.test(code) ? code.slice(0, 1) : '0';
  return meanings[code] ?? meanings[group] ?? meanings['0']!;
}

const code = z.union([z.string(), z.number()]).transform(String);

/** Where a parcel has been, in an answer and in a notice alike. */
export const trackResult = z.object({
  state: code.optional(),
  com: z.string(),
  nu: z.string(),
  data: z
    .array(
      z.object({
        time: z.string().optional(),
        ftime: z.string().optional(),
        context: z.string().default(''),
        statusCode: code.nullish(),
        areaName: z.string().nullish(),
      }),
    )
    .max(500)
    .default([]),
  routeInfo: z.object({ to: z.object({ name: z.string().nullish() }).nullish() }).nullish(),
});
export type TrackResult = z.infer<typeof trackResult>;

/** Reads where a parcel has been; scans that no carrier made are no scans. */
export function trackingOf(result: TrackResult): Tracking {
  const told = result.data.flatMap((item) => {
    const at = timeOf(item.ftime ?? item.time ?? '');
    return at ? [{ ...item, at }] : [];
  });
  // Newest first as a rule: among scans of one second the order told is the only one there is.
  const isNewestFirst = (told[0]?.at ?? 0) >= (told.at(-1)?.at ?? 0);
  const oldestFirst = isNewestFirst ? told.toReversed() : told;
  const sorted = oldestFirst.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const state = result.state ?? sorted.at(-1)?.statusCode ?? '0';
  const events = sorted.flatMap((item, place): TrackingEvent[] => {
    const isLast = place === sorted.length - 1;
    const itemCode = item.statusCode || (isLast ? state : '0');
    const meaning = meaningOf(itemCode);
    if (meaning.state === 'NONE') return [];
    const wayTo = meaning.state === 'DELIVERED' ? result.routeInfo?.to?.name : undefined;
    const city = cityOf(item.areaName) || cityIn(item.context) || cityOf(wayTo);
    const zh = item.context.trim() || meaning.zh;
    return [{ at: item.at, code: itemCode, zh, en: meaning.en, city }];
  });
  return { state: events.length > 0 ? meaningOf(state).state : 'NONE', events };
}

/** Its times are written in China's one time, without saying so. */
function timeOf(text: string): Date | undefined {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  const at = parts && new Date(`${parts[1]}T${parts[2]}+08:00`);
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}

/** `浙江,杭州市,余杭区` → `杭州市`; a province alone says nothing of a city. */
function cityOf(area: string | null | undefined): string {
  const parts = (area ?? '').split(',').map((part) => part.trim());
  if (parts[1]) return parts[1];
  const isCityItself = /^(?:北京|上海|天津|重庆)/.test(parts[0]!) || parts[0]!.endsWith('市');
  return isCityItself ? parts[0]! : '';
}

/** Most carriers begin with the place: `【杭州市】`. */
function cityIn(context: string): string {
  return /^【([^】]{1,12}市)】/u.exec(context)?.[1] ?? '';
}
