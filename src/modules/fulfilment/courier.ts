/**
 * What the house needs of couriers, or of the aggregator that speaks for them. Every call may
 * throw `Outage`; asking again is always safe.
 */
export interface Courier {
  readonly name: string;
  /** Makes a parcel known, so that it is tracked; known ones stay as they are. */
  register(parcel: ParcelToTrack): Promise<void>;
  /** Where a parcel is. A number nobody knows is a parcel not scanned yet: NONE. */
  track(waybill: Waybill): Promise<Tracking>;
}

export type Waybill = {
  /** The carrier's code as in the carrier list: `SF`, `ZTO`. */
  carrier: string;
  waybillNo: string;
};

export type ParcelToTrack = Waybill & {
  fromCity: string;
  toCity: string;
  /** When the sender gave it to the carrier, in the sender's word. */
  handedInAt: Date;
};

export type TrackingState =
  'NONE' | 'PICKED_UP' | 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'LOST' | 'RETURNED';

export type TrackingEvent = {
  at: Date;
  /** The kind of event in the courier's word. */
  code: string;
  /** What to show members, in both languages. */
  zh: string;
  en: string;
  city: string;
};

export type Tracking = {
  state: TrackingState;
  /** Oldest first. */
  events: TrackingEvent[];
};
