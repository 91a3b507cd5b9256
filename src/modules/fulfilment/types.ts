import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { CarrierName } from './domain/carriers.ts';
import type { TrackingState } from './courier.ts';

/** A parcel handed to a carrier. */
export type NewShipment = {
  orderId: Id;
  sellerId: Id;
  buyerId: Id;
  /** A code of `carriers`. */
  carrier: string;
  waybillNo: string;
  /** The last four digits of the receiver's phone; some carriers ask for them. */
  toPhoneTail: string | null;
  toCity: string | null;
  now: Date;
};

export type NewWaybill = {
  orderId: Id;
  parcelNo: number;
  carrier: string;
  waybillNo: string;
  now: Date;
};

/** Where a parcel is, as its parties see it. */
export type ParcelView = {
  /** 1 for the first; a number is never given twice within an order. */
  parcelNo: number;
  carrier: CarrierName;
  waybillNo: string;
  state: TrackingState;
  shippedAt: Date;
  firstScanAt: Date | null;
  lastMovementAt: Date | null;
  deliveredAt: Date | null;
  /** It was signed for in another city than the buyer's, so it does not count as delivered. */
  arrivedElsewhereAt: Date | null;
  /** `****5678`: whose phone the carrier rings. */
  toPhoneMasked: string | null;
  /** Newest first. */
  events: { at: Date; code: string; 'zh-CN': string; en: string; city: string }[];
  /** Waybills that were given before and corrected, oldest first. */
  corrected: { carrier: CarrierName; waybillNo: string; givenAt: Date; replacedAt: Date }[];
};

/** Where an order's parcels are: the first given, and all of them. */
export type TrackingView = Omit<ParcelView, 'parcelNo'> & { parcels: ParcelView[] };

/** A file that is sold, as its parties see it. */
export type VirtualFileView = { name: string; sizeBytes: number; givenAt: Date | null };

/** A carrier's news, told in the transaction that stores it. Must be safe to hear twice. */
export type ParcelNews = { orderId: Id; parcelNo: number; at: Date };
export type PickupNews = { orderId: Id; at: Date };
export type ParcelHandler = (tx: Tx, news: ParcelNews) => Promise<void>;
export type PickupHandler = (tx: Tx, news: PickupNews) => Promise<void>;

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    'fulfilment/parcel-moved': { orderId: Id };
  }
}

/** Whom a label is for. */
export type LabelTo = {
  name: string;
  phone: string;
  province: string;
  city: string;
  district: string;
  detail: string;
};

/** A label that was bought and stands. */
export type LabelView = {
  /** A code of `carriers`. */
  carrier: string;
  waybillNo: string;
  /** What the courier asks for when it collects the parcel. */
  collectionCode: string;
  /** What it costs the seller, who pays the courier. */
  priceFen: bigint;
  boughtAt: Date;
};
