/**
 * What the house needs of couriers, or of the aggregator that speaks for them. Every call may
 * throw `Outage`; asking again is always safe.
 */
export interface Courier {
  readonly name: string;
  readonly pace: Pace;
  /** Makes a parcel known, so that it is tracked; known ones stay as they are. */
  register(parcel: ParcelToTrack): Promise<void>;
  /** Where a parcel is. A number nobody knows is a parcel not scanned yet: NONE. */
  track(parcel: ParcelToTrack): Promise<Tracking>;
  /** Codes of carriers a waybill may belong to, likeliest first: a hint and never more. */
  guess?(waybillNo: string): Promise<string[]>;
  /** Where it sells labels; absent where it sells none, and then nobody is offered any. */
  readonly labels?: LabelDesk;
  /** How a courier that tells news on its own accord is heard. */
  readonly push?: CourierPush;
}

/** How often a courier may and should be asked about one waybill. */
export type Pace = {
  /** Never again before this has passed, whatever hangs on the answer. */
  askEveryMs: number;
  /** How often it is asked when nothing hurries. */
  lookEveryMs: number;
};

export type CourierPush = {
  /** What a notice says, once its signature is known to be the courier's. */
  read(rawBody: Buffer): PushedNews | 'forged' | 'unreadable';
  /** What the courier wants to be answered, in its own form. */
  answer(outcome: 'taken' | 'forged' | 'unreadable'): Record<string, unknown>;
};

export type PushedNews = { waybill: Waybill; tracking: Tracking };

export type Waybill = {
  /** The carrier's code as in the carrier list: `SF`, `ZTO`. */
  carrier: string;
  waybillNo: string;
};

export type ParcelToTrack = Waybill & {
  fromCity: string;
  toCity: string;
  /** The last four digits of the receiver's phone; some carriers tell nothing without. */
  phoneTail: string | null;
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

/** A desk that sells labels. Asking again under the same number is always safe and costs nothing. */
export interface LabelDesk {
  /** What a label of each carrier would cost for this way, the cheapest first. */
  quote(way: LabelWay): Promise<LabelOffer[]>;
  /**
   * Buys one label under our number; the same number again is the same label. Nothing is bought
   * above the price that was named, of a carrier that is not offered, or under a number that was cancelled.
   */
  buy(order: LabelOrder): Promise<BoughtLabel | 'price-changed' | 'cancelled'>;
  /** Gives a label back, unless its parcel is on its way; a number never heard of is cancelled too. */
  cancel(outNo: string): Promise<'cancelled' | 'used'>;
}

export type LabelWay = {
  fromCity: string;
  to: { name: string; phone: string; province: string; city: string; district: string };
  toDetail: string;
};
export type LabelOffer = { carrier: string; priceFen: bigint };
export type LabelOrder = LabelOffer & { outNo: string; way: LabelWay };
/** `collectionCode`: what the courier asks for when it collects the parcel. */
export type BoughtLabel = { waybillNo: string; collectionCode: string };
