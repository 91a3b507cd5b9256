/** The rows of this room's tables as the driver gives them: bigint columns are strings. */
export type AfterSaleRow = {
  bucket: number;
  id: string;
  order_id: string;
  buyer_id: string;
  seller_id: string;
  type: string;
  reason: string;
  line_nos: number[] | null;
  state: string;
  order_state: string;
  asked_fen: string;
  most_fen: string;
  offered_fen: string | null;
  counters: number;
  return_freight_fen: string;
  is_by_hand: boolean;
  parcel_tracked: boolean | null;
  parcel_sent_at: Date | null;
  parcel_delivered_at: Date | null;
  replacement_id: string | null;
  return_address_sealed: Buffer | null;
  opened_at: Date;
  due_at: Date | null;
  refunded_fen: string;
  ended_at: Date | null;
  end_reason: string | null;
  event_count: number;
};

export type AfterSaleEventRow = {
  bucket: number;
  after_sale_id: string;
  seq: number;
  command: string;
  from_state: string;
  to_state: string;
  actor_role: string;
  actor_id: string | null;
  amount_fen: string | null;
  words: string | null;
  picture_ids: string[];
  at: Date;
};

export type CaptureRow = {
  bucket: number;
  id: string;
  order_id: string;
  member_id: string;
  stage: 'packing' | 'opening' | 'return-packing' | 'return-opening';
  code: string;
  opened_at: Date;
  taken_at: Date | null;
  picture_ids: string[];
  serial: string | null;
  weight_grams: number | null;
  seal: Buffer | null;
};
