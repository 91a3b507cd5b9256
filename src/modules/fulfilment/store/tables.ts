/** The rows of this room's tables as the driver gives them: bigint columns are strings. */
export type ShipmentRow = {
  bucket: number;
  order_id: string;
  parcel_no: number;
  seller_id: string;
  buyer_id: string;
  waybill_seq: number;
  first_waybill_seq: number;
  corrections: number;
  carrier: string;
  waybill_no: string;
  to_phone_tail: string | null;
  to_city: string | null;
  shipped_at: Date;
  registered_at: Date | null;
  state: string;
  first_scan_at: Date | null;
  last_movement_at: Date | null;
  delivered_at: Date | null;
  arrived_elsewhere_at: Date | null;
  heard_at: Date | null;
  asked_at: Date | null;
  standstill_told_at: Date | null;
  next_query_at: Date | null;
};

export type WaybillRow = {
  bucket: number;
  order_id: string;
  parcel_no: number;
  seq: number;
  carrier: string;
  waybill_no: string;
  given_at: Date;
  replaced_at: Date | null;
};

export type TrackingEventRow = {
  bucket: number;
  order_id: string;
  waybill_seq: number;
  event_key: string;
  at: Date;
  code: string;
  text_zh: string;
  text_en: string;
  city: string;
  stored_at: Date;
};

export type PickupCodeRow = {
  bucket: number;
  order_id: string;
  seller_id: string;
  sealed_code: Buffer;
  made_at: Date;
  tries: number;
  pauses: number;
  paused_until: Date | null;
  redeemed_at: Date | null;
};

export type VirtualGoodsRow = {
  bucket: number;
  order_id: string;
  seller_id: string;
  sealed_text: Buffer;
  put_at: Date;
};

export type VirtualFileRow = {
  bucket: number;
  order_id: string;
  seller_id: string;
  blob_key: string;
  name: string;
  size_bytes: number;
  sha256: Buffer;
  put_at: Date;
  given_at: Date | null;
  first_opened_at: Date | null;
};

export type LabelRow = {
  bucket: number;
  order_id: string;
  label_no: number;
  seller_id: string;
  carrier: string;
  price_fen: string;
  sealed_way: Buffer | null;
  asked_at: Date;
  waybill_no: string | null;
  collection_code: string | null;
  bought_at: Date | null;
  /** Since when it is on its way back, until the courier has it. */
  back_asked_at: Date | null;
  cancelled_at: Date | null;
};

export type FulfilmentTables = {
  'fulfilment.shipment': ShipmentRow;
  'fulfilment.waybill': WaybillRow;
  'fulfilment.tracking_event': TrackingEventRow;
  'fulfilment.pickup_code': PickupCodeRow;
  'fulfilment.virtual_goods': VirtualGoodsRow;
  'fulfilment.virtual_file': VirtualFileRow;
  'fulfilment.label': LabelRow;
};
