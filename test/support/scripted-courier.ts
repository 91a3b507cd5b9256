import type { Courier } from '#fulfilment';
import { Outage } from '#platform/refusal.ts';

type Tracking = Awaited<ReturnType<Courier['track']>>;
type Parcel = Parameters<Courier['register']>[0];

/** A courier that says what the test wrote down for each waybill, and remembers being asked. */
export function scriptedCourier(pace: Courier['pace'] = { askEveryMs: 0, lookEveryMs: 0 }) {
  const says = new Map<string, Tracking>();
  const registered: Parcel[] = [];
  const asked: string[] = [];
  const fails = new Set<string>();
  const courier: Courier = {
    name: 'scripted',
    pace,
    register: (parcel) => {
      if (fails.has(parcel.waybillNo)) return Promise.reject(new Outage('courier'));
      registered.push(parcel);
      return Promise.resolve();
    },
    track: ({ waybillNo }) => {
      asked.push(waybillNo);
      if (fails.has(waybillNo)) return Promise.reject(new Outage('courier'));
      return Promise.resolve(says.get(waybillNo) ?? { state: 'NONE', events: [] });
    },
  };
  return {
    courier,
    registered,
    asked,
    /** Waybills about which nothing can be learnt for now. */
    fails,
    say: (waybillNo: string, tracking: Tracking) => void says.set(waybillNo, tracking),
  };
}
