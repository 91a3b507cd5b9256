import { hourMs } from '#platform/clock.ts';
import { carrierName, hubOf, riderOf } from './hubs.ts';

export type ParcelState =
  'NONE' | 'PICKED_UP' | 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'LOST' | 'RETURNED';

/** The aggregator's numeric state. @source carriers.json kuaidi100.state */
export const stateCodes: Readonly<Record<Exclude<ParcelState, 'NONE'>, number>> = {
  PICKED_UP: 1,
  IN_TRANSIT: 0,
  OUT_FOR_DELIVERY: 5,
  DELIVERED: 3,
  LOST: 2,
  RETURNED: 6,
};

export type ParcelEvent = {
  at: string;
  state: Exclude<ParcelState, 'NONE'>;
  code: string;
  zh: string;
  en: string;
  city: string;
};

export type Parcel = {
  kind: 'parcel';
  carrier: string;
  waybillNo: string;
  fromCity: string;
  toCity: string;
  registeredAt: string;
  /** What happened and, ahead of the clock, what will. */
  events: ParcelEvent[];
};

type Step = Omit<ParcelEvent, 'at'> & { afterMs: number };

/** A parcel's usual way, from the door of one person to the door of another in two days. */
function usualSteps({ carrier, waybillNo, fromCity, toCity }: Parcel): Step[] {
  const origin = hubOf(fromCity);
  const isSameCity = hubOf(toCity).zh === origin.zh;
  const depot = { zh: `${toCity}派送站点`, en: `${toCity} delivery station` };
  const target = isSameCity ? depot : hubOf(toCity);
  const rider = riderOf(waybillNo);
  return [
    {
      ...step(2, 'PICKED_UP', 'PICKED_UP', fromCity),
      zh: `【${fromCity}】${carrierName(carrier)}已揽收`,
      en: `Picked up in ${fromCity}`,
    },
    {
      ...step(10, 'IN_TRANSIT', 'LEFT_ORIGIN_HUB', fromCity),
      zh: `快件离开【${origin.zh}】，发往【${target.zh}】`,
      en: `Left ${origin.en} for ${target.en}`,
    },
    {
      ...step(26, 'IN_TRANSIT', 'AT_DESTINATION_HUB', toCity),
      zh: `快件到达【${target.zh}】`,
      en: `Arrived at ${target.en}`,
    },
    {
      ...step(44, 'OUT_FOR_DELIVERY', 'OUT_FOR_DELIVERY', toCity),
      zh: `【${toCity}】${rider}师傅正在派送，请保持电话畅通`,
      en: `Out for delivery in ${toCity}`,
    },
    {
      ...step(48, 'DELIVERED', 'DELIVERED', toCity),
      zh: '已签收，签收方式：本人签收',
      en: 'Delivered and signed for',
    },
  ];
}

function step(hours: number, state: ParcelEvent['state'], code: string, city: string) {
  return { afterMs: hours * hourMs, state, code, city };
}

export type NewParcel = Pick<Parcel, 'carrier' | 'waybillNo' | 'fromCity' | 'toCity'> & {
  handedInAt: Date;
};

/** A parcel just made known; its way began when it was handed in, which may be a while ago. */
export function newParcel({ handedInAt, ...named }: NewParcel, now: Date): Parcel {
  const parcel: Parcel = {
    kind: 'parcel',
    ...named,
    registeredAt: now.toISOString(),
    events: [],
  };
  return withStepsAhead(parcel, handedInAt < now ? handedInAt : now);
}

/** What has happened by now, oldest first. */
export function eventsUntil(parcel: Parcel, now: Date): ParcelEvent[] {
  return parcel.events.filter((event) => new Date(event.at) <= now);
}

/** Where a parcel stands; NONE before its first scan. */
export function parcelStateAt(parcel: Parcel, now: Date): ParcelState {
  return eventsUntil(parcel, now).at(-1)?.state ?? 'NONE';
}

const ended: readonly ParcelState[] = ['DELIVERED', 'LOST', 'RETURNED'];

/** Whether nothing more will happen to it. */
export function hasEnded(parcel: Parcel, now: Date): boolean {
  return ended.includes(parcelStateAt(parcel, now));
}

/**
 * Pushes a parcel on to a state at once; what lies behind that keeps its usual distances from
 * now. A parcel that is there already, or further, only moves again if it was held.
 */
export function pushParcel(parcel: Parcel, to: ParcelEvent['state'], now: Date): Parcel {
  if (hasEnded(parcel, now)) return parcel;
  if (to === 'LOST' || to === 'RETURNED') return endedParcel(parcel, to, now);
  const steps = usualSteps(parcel);
  const target = steps.findIndex((one) => one.state === to);
  const past = eventsUntil(parcel, now);
  if (past.length > target) {
    const isMoving = parcel.events.length > past.length;
    return isMoving ? parcel : withStepsAhead(parcel, now);
  }
  const caughtUp = steps.slice(past.length, target + 1).map((one) => happen(one, now));
  return withStepsAhead({ ...parcel, events: [...past, ...caughtUp] }, now);
}

/** Leaves a parcel where it is: nothing more is scanned until it is pushed on. */
export function holdParcel(parcel: Parcel, now: Date): Parcel {
  return { ...parcel, events: eventsUntil(parcel, now) };
}

function withStepsAhead(parcel: Parcel, now: Date): Parcel {
  const steps = usualSteps(parcel);
  const next = parcel.events.length;
  const doneMs = next === 0 ? 0 : steps[next - 1]!.afterMs;
  const ahead = steps
    .slice(next)
    .map((one) => happen(one, new Date(now.getTime() + one.afterMs - doneMs)));
  return { ...parcel, events: [...parcel.events, ...ahead] };
}

function endedParcel(parcel: Parcel, state: 'LOST' | 'RETURNED', now: Date): Parcel {
  const past = eventsUntil(parcel, now);
  const lost = {
    city: past.at(-1)?.city ?? parcel.fromCity,
    zh: '快件异常：未能找到，请联系快递公司',
    en: 'The parcel cannot be found: please contact the courier',
  };
  const returned = {
    city: parcel.fromCity,
    zh: `快件已退回【${parcel.fromCity}】，寄件人已签收`,
    en: `Returned to the sender in ${parcel.fromCity}`,
  };
  const words = state === 'LOST' ? lost : returned;
  const event: ParcelEvent = { at: now.toISOString(), state, code: state, ...words };
  return { ...parcel, events: [...past, event] };
}

function happen({ state, code, zh, en, city }: Step, at: Date): ParcelEvent {
  return { at: at.toISOString(), state, code, zh, en, city };
}
